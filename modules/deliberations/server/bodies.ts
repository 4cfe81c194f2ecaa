import { may, newId, Refusal } from '@hezhi/contract';
import { findOrgNames, findPeopleNames, resolveOwner, staffOf, territory, today } from '@hezhi/directory/server';
import { levelOf } from '@hezhi/directory/contract';
import { coversArea } from '@hezhi/matters/contract';
import { districtOf } from '@hezhi/matters/server';
import { emit, setTimer, type Call, type TimerEffect } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type BodyInput, type BodyView, type MemberInput, type MemberView } from '../contract/index.ts';
import { cutAt } from './participants.ts';
import {
  closeTerm,
  endBodyRows,
  endMemberRow,
  findBodyFor,
  insertBody,
  insertMember,
  listBodies,
  listMembers,
  updateBody,
  type BodyRow,
  type BodySeen,
} from './queries-body.ts';
import { bodyKind, settingsAt } from './settings.ts';

type Page = { cursor?: string | undefined; limit: number };
type View = z.input<typeof BodyView>;

/** Whether the actor is staff of the territory with some right in this room. */
const isStaff = (call: Call, area: string): boolean =>
  coversArea(call.actor, area) &&
  [permissions.read, permissions.organise, permissions.supervise, permissions.manage_bodies].some((one) => may(call.actor, one));

async function views(call: Call, rows: readonly BodyRow[]): Promise<View[]> {
  if (rows.length === 0) return [];
  const { district } = rows[0]!;
  const tree = await territory(call.house).ensure(district);
  const orgs = await findOrgNames(
    call.house,
    district,
    rows.map((row) => row.org),
  );
  return Promise.all(
    rows.map(async ({ ended_on, chairs, secretaries, district: _, ...row }) => {
      const settings = settingsAt(call.house, row.area);
      const kind = settings.bodies.find((one) => one.key === row.kind);
      const missing: View['missing'] = [];
      if (chairs === 0) missing.push('chair');
      if (secretaries === 0) missing.push('secretary');
      if (kind && (row.members < (kind.least ?? 0) || row.members > (kind.most ?? Number.MAX_SAFE_INTEGER))) missing.push('members');
      return {
        ...row,
        kindName: kind?.name ?? { 'zh-Hans': row.kind, en: row.kind },
        areaName: tree.fullName(row.area),
        orgName: orgs.get(row.org)?.name ?? '',
        missing,
        endedOn: ended_on,
      };
    }),
  );
}

/** Bodies of an area, for the staff of the territory or (`listed`) for everybody. */
export async function bodies(
  call: Call,
  find: Page & { area?: string | undefined; kind?: string | undefined; ended?: boolean | undefined },
  listedIn: string | null,
): Promise<{ items: View[]; next: string | null }> {
  const district = listedIn ?? districtOf(call.actor);
  const own = listedIn === null ? (call.actor.post?.area ?? district) : district;
  const area = find.area?.startsWith(own) ? find.area : own;
  const rows = await listBodies(call.db, district, {
    area,
    kind: find.kind ?? null,
    ended: find.ended ?? false,
    listed: listedIn !== null,
    after: find.cursor ?? null,
    limit: find.limit + 1,
  });
  const { items, next } = cutAt(rows, find.limit, (row) => row.id);
  return { items: await views(call, items), next };
}

/** The body for whom it may be shown; `inside`: to staff of the territory and members only. */
export async function bodySeen(call: Call, id: string, inside: boolean): Promise<BodySeen> {
  const found = await findBodyFor(call.db, districtOf(call.actor), id, call.actor.person);
  if (!found || !((!inside && found.listed) || found.office !== null || isStaff(call, found.area))) throw new Refusal(errors.body_not_found);
  return found;
}
export const body = async (call: Call, id: string): Promise<View> => (await views(call, [await bodySeen(call, id, false)]))[0]!;

/** The body for who manages bodies in its territory. */
async function managed(call: Call, id: string): Promise<BodySeen> {
  const found = await findBodyFor(call.db, districtOf(call.actor), id, call.actor.person);
  if (!found || !coversArea(call.actor, found.area)) throw new Refusal(errors.body_not_found);
  return found;
}

async function orgFor(call: Call, district: string, area: string, org: string | undefined): Promise<string> {
  if (org === undefined) {
    const street = levelOf(area) === 'street' || levelOf(area) === 'district';
    return (await resolveOwner(call.house, district, street ? { org: 'street_office', at: 'street' } : { org: 'community', at: 'community' }, area, call.now))
      .org!;
  }
  const found = (await staffOf(call.house, district)).orgs.get(org);
  if (!found || found.to !== null) throw new Refusal(errors.org_unknown);
  return org;
}

/** Sets up a body (D3, D10). Errors: those of the route. */
export async function addBody(call: Call, given: z.output<typeof BodyInput> & { id: string }): Promise<View> {
  const district = districtOf(call.actor);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(given.area)) throw new Refusal(errors.area_unknown);
  if (!coversArea(call.actor, given.area)) throw new Refusal(errors.out_of_area);
  const kind = bodyKind(settingsAt(call.house, given.area), given.kind);
  const org = await orgFor(call, district, given.area, given.org);
  const row = { ...given, district, org, supervises: kind.supervises };
  const [view] = await views(call, [{ ...row, ended_on: null, version: 1, members: 0, chairs: 0, secretaries: 0 }]);
  const { supervises: _, ...shown } = view as View & { supervises?: boolean };
  const write = call.write(shown);
  insertBody(write, row);
  emit(write, { district, topic: 'deliberations.body', data: { body: given.id, kind: given.kind, area: given.area, what: 'founded' }, at: call.now });
  await write.run(call.db);
  return shown;
}

export async function saveBody(call: Call, id: string, given: Omit<z.output<typeof BodyInput>, 'kind' | 'area'> & { version: number }): Promise<View> {
  const found = await managed(call, id);
  const org = await orgFor(call, found.district, found.area, given.org);
  const write = call.write();
  updateBody(write, { ...given, district: found.district, id, org });
  await write.run(call.db);
  return body(call, id);
}

export async function endBody(call: Call, id: string, version: number): Promise<View> {
  const found = await managed(call, id);
  if (found.ended_on !== null) throw new Refusal(errors.body_ended);
  const write = call.write();
  endBodyRows(write, found.district, id, version, today(call.now));
  emit(write, { district: found.district, topic: 'deliberations.body', data: { body: id, kind: found.kind, area: found.area, what: 'ended' }, at: call.now });
  await write.run(call.db);
  return body(call, id);
}

export async function members(
  call: Call,
  id: string,
  page: Page & { former?: boolean | undefined },
): Promise<{ items: z.input<typeof MemberView>[]; next: string | null }> {
  const found = await bodySeen(call, id, true);
  const rows = await listMembers(call.db, found.district, id, page.former ?? false, page.cursor ?? null, page.limit + 1);
  const { items, next } = cutAt(rows, page.limit, (row) => row.id);
  return { items: items.map(({ from_day, to_day, ended_on, ...row }) => ({ ...row, from: from_day, to: to_day, endedOn: ended_on })), next };
}

export async function addMember(call: Call, id: string, given: z.output<typeof MemberInput>): Promise<z.input<typeof MemberView>> {
  const found = await managed(call, id);
  if (found.ended_on !== null) throw new Refusal(errors.body_ended);
  if (given.to !== undefined && given.to < given.from) throw new Refusal(errors.term_wrong);
  const names = given.person === undefined ? null : await findPeopleNames(call.house, found.district, [given.person]);
  if (names && !names.has(given.person!)) throw new Refusal(errors.person_unknown);
  const name = names?.get(given.person!) ?? given.name;
  const { from, to, person, ...rest } = given;
  const reply = { ...rest, name, person: person ?? null, from, to: to ?? null, endedOn: null };
  const write = call.write(reply);
  insertMember(write, found.district, id, { ...rest, name, person: person ?? null, from_day: from, to_day: to ?? null });
  // The term ends with its last day.
  if (to !== undefined)
    setTimer(write, {
      district: found.district,
      id: newId(call.now),
      dueAt: Date.parse(`${to}T00:00:00+08:00`) + 86_400_000,
      topic: termTopic,
      data: { body: id, member: given.id },
    });
  await write.run(call.db);
  return reply;
}

export async function endMember(call: Call, id: string, member: string): Promise<void> {
  const found = await managed(call, id);
  const write = call.write();
  endMemberRow(write, found.district, id, member, today(call.now));
  await write.run(call.db);
}

const termTopic = 'deliberations.term';
/** The last day of a membership is over. */
export const termTimer: TimerEffect = {
  topic: termTopic,
  async fire(call, timer) {
    const { body: id, member } = timer.data as { body: string; member: string };
    await closeTerm(call.db, timer.district, id, member, today(timer.dueAt - 1));
  },
};
