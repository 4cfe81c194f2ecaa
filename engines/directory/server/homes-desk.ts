import { iso, Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { HomeState } from '../contract/homes.ts';
import { maskPhone } from '../contract/masks.ts';
import type { HomeLine, homeRoutes } from '../contract/routes-homes.ts';
import { audit } from './audit.ts';
import { fromCursor, page } from './cursor.ts';
import { forgetHome, placeOfHome } from './homes.ts';
import { countHomes, decideHomes, homesIn, listHomes, putHome, type Decided, type HomeLineRow, type HomeRow } from './queries-homes.ts';
import { tellOwn } from './own-data-told.ts';
import { scopeOf } from './scope.ts';
import { territory } from './territory.ts';

type Line = z.input<typeof HomeLine>;
type Page = z.input<typeof homeRoutes.homes.reply>;

/** The community whose staff the actor is. Streets and districts see numbers elsewhere, never who lives where. */
function ownCommunity(call: Call): { district: string; area: string } {
  const { district, area } = scopeOf(call);
  if (area.length < 12) throw new Refusal(errors.homes_of_community);
  return { district, area: area.slice(0, 12) };
}

/** Who says to live in my community, is confirmed or refused: by name, with how many there are of each. */
export async function homesHere(
  call: Call,
  find: { state: 'declared' | 'confirmed' | 'refused'; q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page> {
  const { district, area } = ownCommunity(call);
  const { vault } = call.house;
  const q = find.q === undefined || find.q === '' ? null : find.q;
  const digits = q?.replace(/[\s-]/g, '') ?? '';
  const rows = await listHomes(call.db, district, area, {
    state: find.state,
    q,
    phone: /^\d{5,13}$/.test(digits) ? vault.lookup(digits, 'person.phone') : null,
    after: fromCursor(find.cursor, 'text', 'id'),
    limit: find.limit + 1,
  });
  const tree = await territory(call.house).ensure(district);
  const lineOf = (row: HomeLineRow): Line => ({
    id: row.person,
    name: row.name,
    phone: row.phone_sealed ? maskPhone(vault.open(row.phone_sealed, 'person.phone')) : null,
    area: row.area!,
    grid: row.grid,
    gridName: row.grid === null ? null : tree.name(row.grid),
    state: row.state as Line['state'],
    byRegister: row.proof !== null,
    declaredAt: row.declared_at,
    decidedAt: row.decided_at,
    decidedBy: row.decider,
    reason: row.reason,
    version: row.version,
  });
  const items = page(rows, find.limit, (row) => [row.name, row.person], lineOf);
  return { ...items, area, areaName: tree.name(area), counts: await countHomes(call.db, district, area) };
}

/** The homes of people in my community. Whoever lives elsewhere is not found; one's own is for a colleague. */
async function mustLiveHere(call: Call, district: string, area: string, people: readonly string[]): Promise<HomeRow[]> {
  if (people.includes(call.actor.person ?? '')) throw new Refusal(errors.home_own);
  const rows = await homesIn(call.db, district, area, people);
  if (rows.length < new Set(people).size) throw new Refusal(errors.person_not_found);
  return rows;
}

/**
 * Confirms or refuses homes, all or none: of two clerks who decide on the same person one is told that it has changed. Errors: `directory.homes_of_community`, `person_not_found`, `home_changed`,
 * `home_own`, `home_reason`.
 */
export async function decideHomesHere(
  call: Call,
  given: { people: readonly Decided[]; decision: 'confirm' | 'refuse'; reason?: string | undefined },
): Promise<{ decided: number }> {
  const { district, area } = ownCommunity(call);
  if (given.decision === 'refuse' && given.reason === undefined) throw new Refusal(errors.home_reason);
  const people = [...new Map(given.people.map((one) => [one.person, one])).values()];
  await mustLiveHere(
    call,
    district,
    area,
    people.map((one) => one.person),
  );
  const reply = { decided: people.length };
  const from: readonly HomeState[] = given.decision === 'confirm' ? ['declared', 'refused'] : ['declared', 'confirmed'];
  const write = call.write(reply);
  decideHomes(write, district, area, people, {
    state: given.decision === 'confirm' ? 'confirmed' : 'refused',
    from,
    by: call.actor.person!,
    at: iso(call.now),
    reason: given.decision === 'refuse' ? given.reason! : null,
  });
  const detail = { area, ...(given.reason === undefined ? {} : { reason: given.reason }), people: people.map((one) => one.person) };
  audit(write, call, { action: `home.${given.decision}`, target: people.length === 1 ? people[0]!.person : area, detail });
  const values = { community: (await territory(call.house).ensure(district)).name(area), ...(given.reason === undefined ? {} : { reason: given.reason }) };
  const told = { what: given.decision === 'confirm' ? 'home_confirmed' : 'home_refused', people: people.map((one) => one.person), link: '/me/home', values };
  tellOwn(write, district, { ...told, key: `${area} ${call.now}` }, call.now);
  write.after(() => people.forEach((one) => forgetHome(call, district, one.person)));
  await write.run(call.db);
  return reply;
}

/** Corrects where a resident of my community lives; in another community it is the resident's word again, to be confirmed there. What the resident took part in stays. */
export async function moveHome(
  call: Call,
  person: string,
  given: { version: number; area: string; reason: string },
): Promise<{ area: string; areaName: string }> {
  const { district, area } = ownCommunity(call);
  const [before] = await mustLiveHere(call, district, area, [person]);
  const place = await placeOfHome(call, district, given.area);
  const row: HomeRow =
    place.area === area
      ? { ...before!, ...place, version: given.version }
      : {
          ...before!,
          ...place,
          state: 'declared',
          how: 'staff',
          declared_at: iso(call.now),
          decided_at: null,
          decided_by: null,
          proof: null,
          reason: null,
          version: given.version,
        };
  const tree = await territory(call.house).ensure(district);
  const reply = { area: place.area, areaName: tree.fullName(place.area) };
  const write = call.write(reply);
  putHome(write, district, row);
  audit(write, call, { action: 'home.move', target: person, detail: { before: area, area: place.grid ?? place.area, reason: given.reason } });
  const values = { community: tree.name(place.area), reason: given.reason };
  if (place.area !== area)
    tellOwn(write, district, { what: 'home_moved', people: [person], key: `${place.area} ${call.now}`, link: '/me/home', values }, call.now);
  await write.after(() => forgetHome(call, district, person)).run(call.db);
  return reply;
}
