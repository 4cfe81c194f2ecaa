import { systemActor } from '@hezhi/contract';
import { bulkStaff, bulkTerritory, setPressName } from '@hezhi/directory/server';
import { saveCompounds, saveRoads, saveShapes } from '@hezhi/places/server';
import { makeCall, type House } from '@hezhi/server';
import { readCities, readDistricts, readProvinces } from '../divisions.ts';
import type { Place } from '../geography/place.ts';
import { makeIdentity, makeName } from '../people/names.ts';
import type { PlacePeople } from '../people/town.ts';
import { demoId, makeRng, type Rng } from '../random.ts';

/** The password of every demo account (contract.md). */
export const demoPassword = 'hezhi-demo';

/** Provinces, cities and districts of the whole country. Repeatable. */
export async function seedCountry(house: House): Promise<void> {
  await bulkTerritory(house, [...readProvinces(), ...readCities(), ...readDistricts().map(({ code, name }) => ({ code, name }))]);
}

/** Everything of one place but its cases, through the services of directory and places. Ids follow from the seed, so a repetition changes nothing. */
export async function seedPlace(house: House, place: Place, people: PlacePeople, seed: string, founded: number, passwordHash: string): Promise<void> {
  await bulkTerritory(house, [
    ...place.streets.map(({ code, name, kind }) => ({ code, name, kind })),
    ...place.communities.map(({ code, shortName, rural }) => ({ code, name: shortName, kind: rural ? 'village' : 'community' })),
    ...place.grids.map(({ code, name, rural }) => ({ code, name, kind: rural ? 'rural' : 'urban' })),
  ]);
  await seedPressNames(house, place);
  await seedMap(house, place, seed, founded);
  await seedStaff(house, place, people, seed, founded, passwordHash);
}

/**
 * Names of the press and of everyday speech that stand for several official communities: 古北荣华 for 古北荣华第一…第四居委会, and 荣华 as Changning's
 * own publications write (rules.md 0).
 */
async function seedPressNames(house: House, place: Place): Promise<void> {
  const groups = Map.groupBy(place.communities, ({ name }) => /^(.{2,})第[一二三四五六七八九十]+(居民委员会|居委会)$/u.exec(name)?.[1] ?? '');
  const call = makeCall(house, { actor: systemActor(place.district) });
  for (const [stem, communities] of groups) {
    if (stem === '' || communities.length < 2) continue;
    const codes = communities.map(({ code }) => code);
    await setPressName(call, stem, codes);
    if (stem === '古北荣华') await setPressName(call, '荣华', codes);
  }
}

async function seedMap(house: House, place: Place, seed: string, founded: number): Promise<void> {
  const { district } = place;
  const ids = makeRng(`${seed}/ids/map/${place.key}`);
  await saveShapes(house, district, [
    { code: district, area: place.polygon },
    ...[...place.streets, ...place.communities, ...place.grids].map(({ code, polygon }) => ({ code, area: polygon })),
  ]);
  await saveRoads(
    house,
    district,
    place.roads.map((road) => ({ id: demoId(founded, ids), ...road })),
  );
  const compounds = new Map(place.compounds.map(({ key }) => [key, demoId(founded, ids)]));
  await saveCompounds(house, district, {
    compounds: place.compounds.map(({ key, name, grid, kind, polygon }) => ({ id: compounds.get(key)!, name, grid, kind, polygon })),
    buildings: place.buildings.map(({ compound, number, grid, polygon, floors, units }) => ({
      id: demoId(founded, ids),
      compound: compounds.get(compound) ?? null,
      number,
      grid,
      polygon,
      floors,
      units,
    })),
  });
}

/** Officers whose rights exclude all others: one of each in the first place. Not part of the town's own people. */
function officers(place: Place, people: PlacePeople, rng: Rng, founded: number) {
  if (place.key !== 'weibin') return [];
  const centre = people.organisations.find(({ kind }) => kind === 'district_centre')!.id;
  return (['security_officer', 'auditor'] as const).map((role, nth) => ({
    account: role === 'auditor' ? 'auditor' : 'security',
    post: { id: demoId(founded, rng), role, org: centre, area: place.district },
    person: {
      id: demoId(founded, rng),
      name: makeName(rng, nth === 0 ? 'f' : 'm'),
      phone: null,
      identity_number: makeIdentity(rng, '19850412', nth === 0 ? 'f' : 'm'),
    },
  }));
}

async function seedStaff(house: House, place: Place, people: PlacePeople, seed: string, founded: number, passwordHash: string): Promise<void> {
  const from = new Date(founded).toISOString();
  const day = new Date(founded + 8 * 3_600_000).toISOString().slice(0, 10);
  const rng = makeRng(`${seed}/ids/staff/${place.key}`);
  const extra = officers(place, people, rng, founded);
  const named = new Map(people.accounts.map((account) => [account.person, account]));
  const home = people.residents.find(({ id }) => named.has(id))?.community;
  const account = (person: { id: string; phone: string | null }, kind: 'staff' | 'resident', nth: number) => ({
    id: demoId(founded, rng),
    name: named.get(person.id)?.name ?? `${kind}.${place.key}.${String(nth + 1).padStart(4, '0')}`,
    person: person.id,
    kind,
    // Only the accounts of contract.md have a password; the other people of the town act but nobody logs in as them.
    passwordHash: named.has(person.id) ? passwordHash : null,
    phone: kind === 'resident' ? person.phone : null,
  });
  await bulkStaff(house, place.district, {
    orgs: people.organisations.map(({ id, kind, name, shortName, area, parent, phone }) => ({
      id,
      kind,
      name,
      short_name: shortName,
      area,
      parent: parent ?? null,
      phone,
      valid_from: day,
    })),
    people: [
      ...people.staff.map(({ id, name, phone, identityNumber }) => ({
        id,
        name,
        phone,
        identity_number: identityNumber,
        // The demo's own staff live where they show how a community decides.
        ...(named.has(id) && home ? { home: { area: home } } : {}),
      })),
      ...people.residents.map(({ id, name, phone, identityNumber, grid }, nth) => ({
        id,
        name,
        phone,
        identity_number: identityNumber,
        area: grid,
        // Most have said where they live, one in four is confirmed; the demo resident is.
        home: { area: grid, confirmed: named.has(id) || nth % 4 === 0 },
      })),
      ...extra.map(({ person }) => person),
    ],
    accounts: [
      ...people.staff.map((person, nth) => account(person, 'staff', nth)),
      ...people.residents.map((person, nth) => account(person, 'resident', nth)),
      ...extra.map(({ account: name, person }) => ({ id: demoId(founded, rng), name, person: person.id, kind: 'staff' as const, passwordHash })),
    ],
    posts: [
      ...people.posts.map(({ id, person, role, organisation, area }) => ({ id, person, role, org: organisation, area, from })),
      ...extra.map(({ post, person }) => ({ ...post, person: person.id, from })),
    ],
  });
}
