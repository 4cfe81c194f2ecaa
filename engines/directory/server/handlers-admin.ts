import { implement, type Implementation } from '@hezhi/server';
import { allLevels } from '../contract/levels.ts';
import { routes } from '../contract/index.ts';
import { createAccount, endAccountSessions, getAccount, listAccounts, lockAccount, resetAccount, unlockAccount } from './accounts.ts';
import { readAudit } from './audit-reader.ts';
import { changeOrg, createOrg, endOrg, listOrgs, showOrg } from './orgs.ts';
import { changePerson, createPerson, getPerson, listPeople, personView, revealPerson } from './people.ts';
import { changeTerm, createPost, endPost, listPosts, postsOf } from './posts.ts';
import { reference } from './roles.ts';
import { scopeOf } from './scope.ts';
import { addTerritory, changeTerritory, findTerritory, servedDistricts, setPressName, showTerritory } from './territory-service.ts';
import { territory } from './territory.ts';

/** Routes of administering people, organisations, posts and territory. */
export const adminHandlers: readonly Implementation[] = [
  implement(routes.listAccounts, (call, { query }) => listAccounts(call, query)),
  implement(routes.getAccount, async (call, { params }) => {
    const account = await getAccount(call, params.id);
    return { ...account, held: await postsOf(call, scopeOf(call).district, { person: account.person }) };
  }),
  implement(routes.createAccount, (call, { body }) => createAccount(call, body)),
  implement(routes.lockAccount, (call, { params, body }) => lockAccount(call, params.id, body.reason)),
  implement(routes.unlockAccount, (call, { params }) => unlockAccount(call, params.id)),
  implement(routes.resetAccount, (call, { params, body }) => resetAccount(call, params.id, body.reason)),
  implement(routes.endAccountSessions, (call, { params }) => endAccountSessions(call, params.id)),
  implement(routes.listPeople, (call, { query }) => listPeople(call, query)),
  implement(routes.getPerson, async (call, { params }) => {
    const row = await getPerson(call, params.id);
    return { ...personView(call.house, row), posts: await postsOf(call, scopeOf(call).district, { person: row.id }) };
  }),
  implement(routes.createPerson, (call, { body }) => createPerson(call, body)),
  implement(routes.changePerson, (call, { params, body }) => changePerson(call, params.id, body)),
  implement(routes.revealPerson, (call, { params, body }) => revealPerson(call, params.id, body)),
  implement(routes.listKinds, async (call) => ({ items: [...(await reference(call.house)).kinds.values()], next: null })),
  implement(routes.listOrganisations, (call, { query }) => listOrgs(call, { ...query, ended: query.ended === 'true' })),
  implement(routes.getOrganisation, async (call, { params }) => ({
    ...(await showOrg(call, params.id)),
    posts: await postsOf(call, scopeOf(call).district, { org: params.id }),
  })),
  implement(routes.createOrganisation, (call, { body }) => createOrg(call, body)),
  implement(routes.changeOrganisation, (call, { params, body }) => changeOrg(call, params.id, body)),
  implement(routes.endOrganisation, (call, { params, query }) => endOrg(call, params.id, query.version)),
  implement(routes.listRoles, async (call) => {
    const words = new Map(call.house.rooms.flatMap((room) => Object.values(room.permissions ?? {}).map((one) => [one.key, one.words] as const)));
    const roles = [...(await reference(call.house)).roles.values()];
    return {
      items: roles.map((role) => ({ ...role, rights: role.permissions.flatMap((key) => (words.has(key) ? [{ key, words: words.get(key)! }] : [])) })),
      next: null,
    };
  }),
  implement(routes.listPosts, (call, { query }) => listPosts(call, { ...query, ended: query.ended === 'true' })),
  implement(routes.createPost, (call, { body }) => createPost(call, body)),
  implement(routes.changeTerm, (call, { params, body }) => changeTerm(call, params.id, body.to, body.version)),
  implement(routes.endPost, (call, { params, query }) => endPost(call, params.id, query.version)),
  implement(routes.listTerritory, (call, { query }) => findTerritory(call, { ...query, ended: query.ended === 'true' })),
  implement(routes.servedDistricts, async (call) => ({ items: await servedDistricts(call), next: null })),
  implement(routes.getTerritory, (call, { params }) => showTerritory(call, params.code)),
  implement(routes.addTerritory, (call, { body }) => addTerritory(call, body)),
  implement(routes.changeTerritory, (call, { params, body }) => changeTerritory(call, params.code, body)),
  implement(routes.setPressName, (call, { body }) => setPressName(call, body.name, body.codes)),
  implement(routes.myArea, async (call) => {
    const tree = await territory(call.house).ensure(call.actor.district!);
    const own = call.actor.post?.area ?? call.actor.district!;
    const nodes = [tree.get(own), ...tree.ancestors(own)].filter((node) => node !== undefined);
    const order = allLevels.map((level) => level.key);
    return {
      items: nodes.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level)).map(({ code, name, level }) => ({ code, name, level })),
      next: null,
    };
  }),
  implement(routes.listAudit, (call, { query }) => readAudit(call, query)),
];
