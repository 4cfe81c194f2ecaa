import { Refusal, iso } from '@hezhi/contract';
import { resolveOwner, staffOf, territory } from '@hezhi/directory/server';
import { emit, type Call, type House } from '@hezhi/server';
import { isWorkingMoment } from '@hezhi/calendar/contract';
import { calendarOf } from '@hezhi/matters/server';
import type { z } from 'zod';
import { dayAt, errors, momentAt, type OnDutyView, type PublicDuty } from '../contract/index.ts';
import { rostersById } from './queries.ts';
import { dropPlaces, findTurn, forgetPlaces, insertCheckIn, publicAreas, publicTurns, runningTurns, type OnDutyRow } from './queries-turns.ts';
import { standingOf } from './standing.ts';
import { lexiconOf } from './views.ts';

/** So long a position is kept (ms). */
const KEEP_PLACE = 24 * 3_600_000;
/** So long before a shift one may check in (ms). */
const EARLY = 30 * 60_000;

/** Somebody on duty at a moment, as other rooms ask for it (C6). `until` is epoch ms; the point is the last one given on purpose within 24 hours. */
export type OnDuty = {
  turn: string;
  post: string;
  person: string;
  name: string;
  org: string;
  orgName: string;
  role: string;
  area: string;
  shiftName: string;
  until: number;
  checkIn: { at: number; point: readonly [number, number] | null } | null;
};

/** Checks in on the own running turn (签到). An earlier position of the person goes: only the last is kept, and that for 24 hours. */
export async function checkIn(
  call: Call,
  body: { id: string; turn: string; point: { coordinates: readonly [number, number] } | null },
): Promise<{ at: string }> {
  const { district, person } = standingOf(call);
  const turn = await findTurn(call.db, district, body.turn);
  if (!turn?.published) throw new Refusal(errors.not_found);
  if (turn.person !== person) throw new Refusal(errors.own_turn_only);
  if (call.now < Date.parse(turn.starts) - EARLY || call.now >= Date.parse(turn.ends)) throw new Refusal(errors.not_running);
  const at = iso(call.now);
  const [lon, lat] = body.point?.coordinates ?? [null, null];
  const write = call.write({ at }).add(dropPlaces(district, person));
  write.add(insertCheckIn(district, { id: body.id, turn: turn.id, post: turn.post, person, at, lon, lat }));
  write.onDuplicate('check_in_pkey', () => new Refusal(errors.exists));
  emit(write, { district, topic: 'duty.checked_in', data: { turn: turn.id, person, area: turn.area }, at: call.now });
  await write.run(call.db);
  return { at };
}

/** Removes the own position at once. */
export async function forgetPlace(call: Call): Promise<void> {
  const { district, person } = standingOf(call);
  await call.write().add(dropPlaces(district, person)).run(call.db);
}

/** The job that takes out positions older than 24 hours, in every district. */
export const forgetOld = (call: Call): Promise<number> => forgetPlaces(call.db, iso(call.now - KEEP_PLACE));

async function named(house: House, district: string, rows: readonly OnDutyRow[]): Promise<OnDuty[]> {
  const words = await lexiconOf(
    { house },
    district,
    rows.map((row) => row.person),
  );
  const rosters = new Map((await rostersById(house.db, district, [...new Set(rows.map((row) => row.roster))])).map((one) => [one.id, one]));
  return rows.map((row) => ({
    turn: row.id,
    post: row.post,
    person: row.person,
    name: words.person(row.person),
    org: row.org,
    orgName: words.org(row.org),
    role: words.staff.posts.get(row.post)?.role ?? '',
    // A grid worker on the community's roster is at home in the own grid.
    area: words.staff.posts.get(row.post)?.area ?? row.area,
    shiftName: rosters.get(row.roster)?.shifts.find((shift) => shift.key === row.shift)?.name ?? row.shift,
    until: Date.parse(row.ends),
    checkIn: row.checked_at === null ? null : { at: Date.parse(row.checked_at), point: row.lon === null || row.lat === null ? null : [row.lon, row.lat] },
  }));
}

/** Who is on duty in a district at a moment (epoch ms), by published rosters; `area`: that territory and below. Two statements. */
export async function onDuty(house: House, district: string, find: { at: number; area?: string; org?: string }): Promise<OnDuty[]> {
  const { at, ...rest } = find;
  return named(house, district, await runningTurns(house.db, district, iso(at), iso(at - KEEP_PLACE), rest));
}

/**
 * Who is on duty at a moment, the nearest to a point first, by the position they last gave on purpose in the running shift (metres, as the crow flies).
 * Those without a position come after, by how close their territory lies to `area` (the territory of the point); 0 = the same.
 */
export async function nearestOnDuty(
  house: House,
  district: string,
  point: readonly [number, number] | null,
  at: number,
  limit: number,
  area = district,
): Promise<(OnDuty & { metres: number | null })[]> {
  const all = await onDuty(house, district, { at });
  const placed = all.map((one) => ({ ...one, metres: point && one.checkIn?.point ? Math.round(metresBetween(point, one.checkIn.point)) : null }));
  const shared = (code: string): number => {
    let n = 0;
    while (n < code.length && n < area.length && code[n] === area[n]) n++;
    return n;
  };
  return placed
    .toSorted(
      (a, b) =>
        (a.metres ?? Infinity) - (b.metres ?? Infinity) || shared(b.area) - shared(a.area) || b.area.length - a.area.length || (a.turn < b.turn ? -1 : 1),
    )
    .slice(0, limit);
}

/** Metres between two points in WGS84 degrees on a sphere of 6371 km (haversine). */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const dLat = (b[1] - a[1]) * rad;
  const dLon = (b[0] - a[0]) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Whom the ladder of owners may prefer outside office hours: somebody on duty for the area, its own level before those above. Null in office hours or when
 * nobody is on duty; then the ladder is used as it is (`resolveOwner`).
 */
export async function dutyOwner(house: House, district: string, area: string, at: number): Promise<{ org: string; post: string } | null> {
  if (isWorkingMoment(calendarOf(house), at)) return null;
  const staff = await staffOf(house, district);
  const near = (await onDuty(house, district, { at }))
    .map((one) => ({ one, area: staff.orgs.get(one.org)?.area ?? district }))
    .filter((each) => area.startsWith(each.area))
    .toSorted((a, b) => b.area.length - a.area.length || (a.one.turn < b.one.turn ? -1 : 1));
  const found = near[0]?.one;
  return found ? { org: staff.posts.get(found.post)?.org ?? found.org, post: found.post } : null;
}

/**
 * Who answers at a moment: the owner by the ladder, and outside office hours the one of that organisation who is on duty. Somebody of another organisation
 * is never meant: what is a community's to do does not fall to the street's hotline because the community sleeps.
 */
export async function ownerNow(
  house: House,
  district: string,
  ref: Parameters<typeof resolveOwner>[2],
  area: string,
  at: number,
): Promise<{ org: string; post: string | null }> {
  const owner = await resolveOwner(house, district, ref, area, at);
  if (owner.post !== null || isWorkingMoment(calendarOf(house), at)) return owner;
  const staff = await staffOf(house, district);
  const [found] = await onDuty(house, district, { at, org: owner.org });
  return found && staff.posts.get(found.post)?.org === owner.org ? { org: owner.org, post: found.post } : owner;
}

/** Who is on duty, as the staff of the territory read it; no positions. */
export async function nowOf(
  call: Call,
  find: { area?: string | undefined; org?: string | undefined; at?: string | undefined },
): Promise<{ items: z.input<typeof OnDutyView>[] }> {
  const { district, area, org } = standingOf(call);
  const at = find.at === undefined ? call.now : Date.parse(find.at);
  const rows = await runningTurns(call.db, district, iso(at), iso(at), { area: find.area, org: find.org, reach: { area, org } });
  const words = await lexiconOf(call, district);
  const items = await named(call.house, district, rows);
  return {
    items: items.map(({ until, checkIn: last, ...one }) => ({
      ...one,
      roleName: words.role(one.role),
      areaName: words.area(one.area),
      until: iso(until),
      checkedIn: last ? iso(last.at) : null,
    })),
  };
}

/** 今晚谁值班: what anybody may read for a community: organisation, kind of post, telephone of the organisation; no names (T7). */
export async function publicDuty(call: Call, area: string): Promise<{ items: z.input<typeof PublicDuty>[] }> {
  const district = area.slice(0, 6);
  const until = momentAt(dayAt(call.now), 1440 + 480);
  const rows = await publicTurns(call.db, district, area, iso(call.now), iso(until));
  const words = await lexiconOf(call, district);
  return {
    items: rows.map((row) => ({
      org: words.org(row.org),
      areaName: words.area(row.area),
      phone: row.phone,
      shift: row.shifts.find((shift) => shift.key === row.shift)?.name ?? row.shift,
      roles: [...new Set(row.posts.map((post) => words.staff.posts.get(post)?.role ?? ''))].filter(Boolean).map(words.role),
      people: row.posts.length,
      from: row.starts,
      until: row.ends,
      running: Date.parse(row.starts) <= call.now,
    })),
  };
}

/** Where residents may ask who is on duty: districts, or the territories of one. */
export async function areasOf(call: Call, district: string | undefined): Promise<{ items: { code: string; name: string }[] }> {
  const tree = territory(call.house);
  const codes = await publicAreas(call.db, district ?? null);
  await Promise.all((district === undefined ? codes : [district]).map((code) => tree.ensure(code)));
  return { items: codes.map((code) => ({ code, name: tree.fullName(code, { from: district === undefined ? 'district' : 'street' }) })) };
}
