import { Refusal } from '@hezhi/contract';
import { implement, type Implementation } from '@hezhi/server';
import { errors, routes } from '../contract/index.ts';
import { challenge, endChallenge } from './challenges.ts';
import { addGroup, addMember, endMember, groupList, memberList, pageOfGroups, saveGroup, viewGroup } from './groups.ts';
import { announce, postResult, publishRollOf, secondRoundOf } from './hold.ts';
import { importUnits } from './import.ts';
import { addCandidate, proposeAsOwner, proposeByStaff, supportAsOwner, supportOnPaper, withdrawCandidate } from './propose.ts';
import { districtOfGroup, findGroup } from './queries-groups.ts';
import { noteConsent, ownerList, revealOwner, saveOwner, saveUnit, unitHistory, unitList } from './register.ts';
import { claim, groupPage, myGroups } from './residents.ts';
import { ownGroup, standing } from './see.ts';
import { pageOfVotes, voteFor } from './views.ts';

export const implementations: readonly Implementation[] = [
  implement(routes.groups, (call, { query }) => groupList(call, query)),
  implement(routes.addGroup, (call, { body }) => addGroup(call, body)),
  implement(routes.group, async (call, { params }) => viewGroup(call, await ownGroup(call, params.id))),
  implement(routes.saveGroup, (call, { params, body }) => saveGroup(call, params.id, body)),
  implement(routes.units, (call, { params, query }) => unitList(call, params.id, query)),
  implement(routes.saveUnit, (call, { params, body }) => saveUnit(call, params.id, body)),
  implement(routes.unitHistory, (call, { params }) => unitHistory(call, params.id, params.unit)),
  implement(routes.importUnits, (call, { params }, wire) => importUnits(call, params.id, wire)),
  implement(routes.people, (call, { params, query }) => ownerList(call, params.id, query)),
  implement(routes.saveOwner, (call, { params, body }) => saveOwner(call, params.id, params.owner, body)),
  implement(routes.consent, (call, { params, body }) => noteConsent(call, params.id, params.owner, body.sms)),
  implement(routes.reveal, (call, { params, body }) => revealOwner(call, params.id, params.owner, body.purpose)),
  implement(routes.members, (call, { params, query }) => memberList(call, params.id, query)),
  implement(routes.addMember, (call, { params, body }) => addMember(call, params.id, body)),
  implement(routes.endMember, (call, { params, body }) => endMember(call, params.id, params.member, body)),

  implement(routes.votes, async (call, { params, query }) => pageOfVotes(call, (await ownGroup(call, params.id)).district, params.id, query)),
  implement(routes.propose, (call, { params, body }) => proposeByStaff(call, params.id, body)),
  implement(routes.facts, (call, { params }) => voteFor(call, standing(call).district, params.id)),
  implement(routes.support, (call, { params, body }) => supportOnPaper(call, params.id, body.owners)),
  implement(routes.addCandidate, (call, { params, body }) => addCandidate(call, params.id, body)),
  implement(routes.withdrawCandidate, async (call, { params }) => void (await withdrawCandidate(call, params.id, params.candidate))),
  implement(routes.publishRoll, (call, { params, body }) => publishRollOf(call, params.id, body.id)),
  implement(routes.announce, (call, { params, body }) => announce(call, params.id, body)),
  implement(routes.postResult, (call, { params, body }) => postResult(call, params.id, body.id)),
  implement(routes.again, (call, { params, body }) => secondRoundOf(call, params.id, body)),
  implement(routes.challenge, (call, { params, body }) => challenge(call, params.id, body)),
  implement(routes.endChallenge, (call, { params, body }) => endChallenge(call, params.id, params.challenge, body)),

  implement(routes.publicGroups, (call, { query }) => pageOfGroups(call, query.district, query.area ?? query.district, query)),
  implement(routes.where, async (call, { params }) => {
    const district = await districtOfGroup(call.db, params.id);
    if (district === null) throw new Refusal(errors.group_not_found);
    return { district };
  }),
  implement(routes.page, (call, { params }) => groupPage(call, params.district, params.id)),
  implement(routes.pageVotes, async (call, { params, query }) => {
    if (!(await findGroup(call.db, params.district, params.id))) throw new Refusal(errors.group_not_found);
    return pageOfVotes(call, params.district, params.id, query);
  }),
  implement(routes.pageVote, (call, { params }) => voteFor(call, params.district, params.id)),
  implement(routes.mine, (call) => myGroups(call)),
  implement(routes.claim, (call, { params, body }) => claim(call, params, body.label)),
  implement(routes.proposeAsOwner, (call, { params, body }) => proposeAsOwner(call, params, body)),
  implement(routes.supportAsOwner, (call, { params }) => supportAsOwner(call, params)),
];
