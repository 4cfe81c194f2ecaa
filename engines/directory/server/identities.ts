import { newId, Refusal, iso, type Words } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { audit } from './audit.ts';
import { standing } from './authenticate.ts';
import { waysOf, wayOf, type Way } from './identity-ways.ts';
import { dropLink, insertLink, listLinks, type LinkRow } from './queries-oidc.ts';
import { forgetWaiting, waits } from './sso-wait.ts';

/** Binding wants a log-in at most so long ago (ms): whoever finds an open page must not add a way in of their own. */
const FRESH = 15 * 60_000;

type Named = { key: string; name: Words };
type Identity = { id: string; way: string | null; name: Words; since: string; last_used: string; managed: boolean };
type Mine = { items: Identity[]; offered: (Named & { inside: Way['inside'] })[]; waiting: (Named & { label: string | null }) | null };

function shown(call: Call, row: LinkRow): Identity {
  const way = waysOf(call.house).find(({ provider }) => provider.issuer === row.issuer);
  // A provider that is not offered any more: by the name it has among systems.
  const name = way?.name ?? { 'zh-Hans': row.issuer, en: row.issuer };
  return { id: row.id, way: way?.key ?? null, name, since: row.since, last_used: row.last_used, managed: way?.managed ?? false };
}

/** With what else I log in, what else is offered to me, and which proved identity waits to be bound. */
export async function myIdentities(call: Call, request: FastifyRequest): Promise<Mine> {
  const { row } = await standing(call, request);
  const links = await listLinks(call.db, row.account);
  const mine = waysOf(call.house).filter((way) => way.for === row.kind && !way.managed);
  const offered = mine
    .filter(({ provider }) => !links.some(({ issuer }) => issuer === provider.issuer))
    .map(({ key, name, inside }) => ({ key, name, inside }));
  const found = await waits(call, request, 'bind');
  const way = found && wayOf(call.house, found.of.way);
  return {
    items: links.map((link) => shown(call, link)),
    offered,
    waiting: found && way ? { key: way.key, name: way.name, label: found.of.label } : null,
  };
}

/** Binds the identity that waits in this browser to the account of whoever is logged in. */
export async function bindIdentity(call: Call, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): Promise<Identity> {
  const { row, district } = await standing(call, request);
  const found = await waits(call, request, 'bind');
  if (!found) throw new Refusal(errors.identity_gone);
  const way = wayOf(call.house, found.of.way);
  if (!way || way.managed || way.provider.issuer !== found.of.issuer) throw new Refusal(errors.identity_gone);
  if (way.for !== row.kind) throw new Refusal(way.for === 'staff' ? errors.identity_staff_only : errors.identity_residents_only);
  if (call.now - Date.parse(row.created) > FRESH) throw new Refusal(errors.prove_again);
  const { issuer, subject } = found.of;
  const link = { id: newId(call.now), issuer, subject, account: row.account, at: iso(call.now) };
  const write = call
    .write()
    .add(found.drop, 1, () => new Refusal(errors.identity_gone))
    .add(insertLink(link));
  write.onDuplicate('oidc_link_pkey', () => new Refusal(errors.identity_taken)).onDuplicate('oidc_link_account', () => new Refusal(errors.identity_second));
  audit(write, call, { action: 'account.bind', target: row.account, detail: { way: way.key }, district, address: request.ip });
  await write.run(call.db);
  forgetWaiting(call.house, reply, 'bind');
  return shown(call, { id: link.id, issuer, since: link.at, last_used: link.at });
}

/** Thinks better of it: what waits in this browser is dropped. */
export async function dropWaiting(call: Call, { request, reply }: { request: FastifyRequest; reply: FastifyReply }): Promise<void> {
  const found = await waits(call, request, 'bind');
  if (found) await call.db.run(found.drop);
  forgetWaiting(call.house, reply, 'bind');
}

/** Takes one of my identities away: it does not open the account any more. Sessions that began by it go on. */
export async function unbindIdentity(call: Call, request: FastifyRequest, id: string): Promise<void> {
  const { row, district } = await standing(call, request);
  const link = (await listLinks(call.db, row.account)).find((one) => one.id === id);
  if (!link) throw new Refusal(errors.identity_not_found);
  const write = call.write().add(dropLink(row.account, id), 1, () => new Refusal(errors.identity_not_found));
  await audit(write, call, {
    action: 'account.unbind',
    target: row.account,
    detail: { way: shown(call, link).way ?? link.issuer },
    district,
    address: request.ip,
  }).run(call.db);
}
