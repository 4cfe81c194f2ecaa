import { Refusal } from '@hezhi/contract';
import { staffOf } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type ChangeView, type PersonView, type RosterData, type RosterRow, type RosterView, type Rules, type Shift } from '../contract/index.ts';
import { log } from './planning.ts';
import { closeRoster, insertRoster, listChanges, listRosters, updateRoster, type RosterTyped } from './queries.ts';
import { deleteTurnsAfter, turnsOf } from './queries-turns.ts';
import { cursorId } from './swaps.ts';
import { keepingOf, keeps, postsBelow, rosterKept, rosterSeen, standingOf } from './standing.ts';
import { lexiconOf, personView, rosterRow, rosterView } from './views.ts';

type Typed = z.output<typeof RosterData>;
type Page<T> = { items: T[]; next: string | null };

/** Rosters that the post sees, by territory. */
export async function rostersOf(
  call: Call,
  find: { area?: string | undefined; org?: string | undefined; ended: boolean; cursor?: string | undefined; limit: number },
): Promise<Page<z.input<typeof RosterRow>>> {
  const standing = standingOf(call);
  const after = readAfter(find.cursor);
  const rows = await listRosters(call.db, standing, { area: find.area ?? null, org: find.org ?? null, ended: find.ended, after, limit: find.limit + 1 });
  const words = await lexiconOf(call, standing.district);
  const keeping = await keepingOf(call);
  const items = rows.slice(0, find.limit);
  const last = items.at(-1);
  return { items: items.map((row) => rosterRow(row, words, keeping)), next: rows.length > find.limit && last ? `${last.area}~${last.id}` : null };
}

/** A cursor that no page gave begins at the first page. */
function readAfter(cursor: string | undefined): readonly [string, string] | null {
  const [area, id] = cursor?.split('~') ?? [];
  return area !== undefined && id !== undefined && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(id) ? [area, id] : null;
}

export async function rosterOf(call: Call, id: string): Promise<z.input<typeof RosterView>> {
  const row = await rosterSeen(call, id);
  return rosterView(row, await lexiconOf(call, standingOf(call).district), await keepingOf(call));
}

/** Makes a roster of an organisation that the caller keeps. */
export async function addRoster(call: Call, body: Typed & { id: string; org: string }): Promise<{ id: string }> {
  const { district } = standingOf(call);
  const org = await orgKept(call, body.org);
  await sound(call, body, org.id);
  const write = call.write({ id: body.id });
  insertRoster(write, district, { ...typed(body), id: body.id, org: org.id, area: org.area });
  write.onDuplicate('roster_pkey', () => new Refusal(errors.exists));
  log(write, call, body, { kind: 'made', note: body.name });
  await write.run(call.db);
  return { id: body.id };
}

export async function saveRoster(call: Call, id: string, body: Typed & { version: number }): Promise<{ version: number }> {
  const { district } = standingOf(call);
  const roster = await rosterKept(call, id);
  await sound(call, body, roster.org, roster.members);
  const write = call.write().add(updateRoster(district, { ...typed(body), id }, body.version), 1, () => new Refusal(errors.stale));
  log(write, call, roster, { kind: 'changed', note: body.name });
  await write.run(call.db);
  return { version: body.version + 1 };
}

/** Closes a roster; turns that have not begun are taken off. */
export async function endRoster(call: Call, id: string, version: number): Promise<{ removed: number }> {
  const { district } = standingOf(call);
  const roster = await rosterKept(call, id);
  const at = new Date(call.now).toISOString();
  const ahead = (await turnsOf(call.db, district, id, at.slice(0, 10), '2999-12-31')).filter((turn) => Date.parse(turn.starts) > call.now);
  const write = call.write().add(closeRoster(district, id, version, at), 1, () => new Refusal(errors.stale));
  write.add(deleteTurnsAfter(district, id, at));
  log(write, call, roster, { kind: 'ended', note: '' });
  await write.run(call.db);
  return { removed: ahead.length };
}

/** Posts that could be members of a roster of this organisation. */
export async function candidatesOf(call: Call, org: string): Promise<{ items: z.input<typeof PersonView>[] }> {
  const { district } = standingOf(call);
  const kept = await orgKept(call, org);
  const words = await lexiconOf(call, district);
  return { items: postsBelow(words.staff, kept.id, call.now).map((one) => personView(words, one)) };
}

export async function changesOf(call: Call, id: string, find: { cursor?: string | undefined; limit: number }): Promise<Page<z.input<typeof ChangeView>>> {
  const { district } = standingOf(call);
  await rosterSeen(call, id);
  const rows = await listChanges(call.db, district, id, cursorId(find.cursor), find.limit + 1);
  const items = rows.slice(0, find.limit);
  const words = await lexiconOf(
    call,
    district,
    items.flatMap((row) => [row.before, row.after, row.by].filter((one) => one !== null)),
  );
  const name = (person: string | null): string => (person === null ? '' : words.person(person));
  return {
    items: items.map((row) => ({ ...row, before: name(row.before), after: name(row.after), by: name(row.by) })),
    next: rows.length > find.limit ? items.at(-1)!.id : null,
  };
}

async function orgKept(call: Call, id: string): Promise<{ id: string; area: string }> {
  const { district } = standingOf(call);
  const org = (await staffOf(call.house, district)).orgs.get(id);
  if (!org || org.from > call.now || (org.to !== null && org.to <= call.now)) throw new Refusal(errors.org_unknown);
  if (!keeps(await keepingOf(call), { org: id, area: org.area })) throw new Refusal(errors.not_manager);
  return org;
}

/** Keys of shifts differ; members that are new hold a post in the organisation or below it. */
async function sound(call: Call, body: Typed, org: string, before: readonly string[] = []): Promise<void> {
  if (new Set(body.shifts.map((shift) => shift.key)).size < body.shifts.length) throw new Refusal(errors.shifts_same);
  const staff = await staffOf(call.house, standingOf(call).district);
  const can = new Set(postsBelow(staff, org, call.now).map((one) => one.post));
  if (body.members.some((post) => !can.has(post) && !before.includes(post))) throw new Refusal(errors.member_unknown);
}

const typed = (body: Typed): Omit<RosterTyped, 'id' | 'org' | 'area'> => ({
  name: body.name,
  public: body.public,
  phone: body.phone,
  shifts: body.shifts as Shift[],
  rules: body.rules as Rules,
  members: [...new Set(body.members)],
});
