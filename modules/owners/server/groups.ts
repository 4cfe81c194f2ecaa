import { newId, Refusal } from '@hezhi/contract';
import { levelOf, within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { cut } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type GroupInput, type GroupLine, type GroupQuery, type GroupView, type Member, type MemberInput } from '../contract/index.ts';
import {
  endMemberRow,
  findGroup,
  firstReserve,
  insertGroup,
  insertMember,
  listGroups,
  listMembers,
  lockMember,
  updateGroup,
  type GroupRow,
  type GroupSeen,
  type MemberRow,
} from './queries-groups.ts';
import { findOwner } from './queries-register.ts';
import { dayOf, iso, ownGroup, standing } from './see.ts';

type Given = z.output<typeof GroupInput>;

async function names(call: Call, district: string) {
  return territory(call.house).ensure(district);
}
const countsOf = ({ units, heads, exclusive }: GroupSeen) => ({ units, heads, area: exclusive });

export async function viewGroup(call: Call, row: GroupSeen): Promise<z.input<typeof GroupView>> {
  const { district, id, area, name, address, buildings, developer, manager, basis, rules, version, committee, voting } = row;
  const areaName = (await names(call, district)).fullName(area);
  return {
    district,
    id,
    area,
    areaName,
    name,
    address,
    buildings,
    developer,
    manager,
    basis,
    basisOn: row.basis_on,
    rules,
    version,
    counts: countsOf(row),
    committee,
    voting,
  };
}
export async function viewLine(call: Call, row: GroupSeen): Promise<z.input<typeof GroupLine>> {
  const { district, id, area, name, address, committee, voting } = row;
  return {
    district,
    id,
    area,
    areaName: (await names(call, district)).fullName(area),
    name,
    address,
    counts: countsOf(row),
    committee,
    voting,
    binding: row.basis !== '',
  };
}

/** A page of compounds of an area, newest first. */
export async function pageOfGroups(call: Call, district: string, area: string, query: z.output<typeof GroupQuery>) {
  const rows = await listGroups(call.db, district, { area, q: query.q ?? null, after: query.cursor ?? null, limit: query.limit + 1 });
  const page = cut(rows, query.limit, ({ id }) => id);
  return { items: await Promise.all(page.items.map((row) => viewLine(call, row))), next: page.next };
}

export async function groupList(call: Call, query: z.output<typeof GroupQuery>) {
  const { district, area } = standing(call);
  return pageOfGroups(call, district, query.area !== undefined && within(query.area, area) ? query.area : area, query);
}

async function checked(call: Call, given: Given): Promise<{ district: string }> {
  const { district, area } = standing(call);
  const tree = await names(call, district);
  if (!given.area.startsWith(district) || !tree.stands(given.area) || levelOf(given.area) === 'district' || levelOf(given.area) === 'street')
    throw new Refusal(errors.area_unknown);
  if (!within(given.area, area)) throw new Refusal(errors.outside);
  if (given.rules.silence !== 'none' && given.basis === '') throw new Refusal(errors.basis_needed);
  return { district };
}
const rowOf = (given: Given, more: Pick<GroupRow, 'district' | 'id' | 'version'>): Omit<GroupRow, 'at'> => {
  const { area, name, address, buildings, developer, manager, basis, basisOn, rules } = given;
  return { ...more, area, name, address, buildings, developer, manager, basis, basis_on: basisOn, rules };
};

/** Enters a compound. Errors: those of the route. */
export async function addGroup(call: Call, { id, ...given }: Given & { id: string }): Promise<z.input<typeof GroupView>> {
  const { district } = await checked(call, given);
  const row: GroupRow = { ...rowOf(given, { district, id, version: 1 }), at: iso(call.now) };
  const reply = await viewGroup(call, { ...row, units: 0, heads: 0, exclusive: 0, committee: 0, voting: 0 });
  const write = call.write(reply);
  insertGroup(write, row);
  emit(write, { district, topic: 'owners.group_changed', data: { group: id, area: row.area }, at: call.now });
  await write.run(call.db);
  return reply;
}

export async function saveGroup(call: Call, id: string, { version, ...given }: Given & { version: number }): Promise<z.input<typeof GroupView>> {
  await ownGroup(call, id);
  const { district } = await checked(call, given);
  const write = call.write(null);
  updateGroup(write, rowOf(given, { district, id, version }));
  emit(write, { district, topic: 'owners.group_changed', data: { group: id, area: given.area }, at: call.now });
  await write.run(call.db);
  return viewGroup(call, (await findGroup(call.db, district, id))!);
}

export const viewMember = (row: MemberRow): z.input<typeof Member> => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  role: row.role,
  place: row.place,
  from: row.from_day,
  to: row.to_day,
  endedOn: row.ended_on,
  reason: row.reason,
  elected: row.vote !== null,
});

export async function memberList(call: Call, id: string, query: { cursor?: string | undefined; limit: number; former?: boolean | undefined }) {
  const { district } = await ownGroup(call, id);
  const rows = await listMembers(call.db, district, id, { former: query.former ?? false, after: query.cursor ?? null, limit: query.limit + 1 });
  const page = cut(rows, query.limit, (row) => row.id);
  return { items: page.items.map(viewMember), next: page.next };
}

/** Somebody of the preparing group, or of a committee that was elected before the product came. */
export async function addMember(call: Call, group: string, given: z.output<typeof MemberInput>): Promise<z.input<typeof Member>> {
  const { district } = await ownGroup(call, group);
  if (given.to !== null && given.to <= given.from) throw new Refusal(errors.term_wrong);
  if (given.owner !== null && !(await findOwner(call.db, district, group, given.owner))) throw new Refusal(errors.owner_not_found);
  const row: MemberRow = {
    id: given.id,
    kind: given.kind,
    owner: given.owner,
    name: given.name,
    role: given.role,
    place: 0,
    from_day: given.from,
    to_day: given.to,
    ended_on: null,
    reason: '',
    vote: null,
  };
  const reply = viewMember(row);
  const write = call.write(reply);
  insertMember(write, district, group, row);
  await write.run(call.db);
  return reply;
}

/**
 * A membership ends today. With `replace` the first reserve takes the seat for the rest of the term, in the same transaction: of two seats that fall free at once each gets another.
 */
export async function endMember(
  call: Call,
  group: string,
  member: string,
  given: { reason: string; replace: boolean; id: string },
): Promise<{ replacedBy: string | null }> {
  const { district } = await ownGroup(call, group);
  const today = dayOf(call.now);
  return call.db.tx(async (db) => {
    const row = await lockMember(db, district, group, member);
    if (!row) throw new Refusal(errors.member_not_found);
    const reserve = given.replace && row.kind === 'committee' && row.role !== 'reserve' ? await firstReserve(db, district, group) : undefined;
    if (given.replace && !reserve) throw new Refusal(errors.no_reserve);
    const reply = { replacedBy: reserve?.name ?? null };
    const write = call.write(reply);
    endMemberRow(write, district, member, today, given.reason);
    if (reserve) {
      endMemberRow(write, district, reserve.id, today, '');
      insertMember(write, district, group, {
        ...reserve,
        id: newId(call.now),
        role: 'member',
        from_day: today,
        to_day: row.to_day ?? reserve.to_day,
        reason: '',
      });
    }
    emit(write, { district, topic: 'owners.member_ended', data: { group, member }, at: call.now });
    await write.run(db);
    return reply;
  });
}
