import { baseCategories } from '@hezhi/cases/contract';
import { reportCase } from '@hezhi/cases/server';
import type { Actor } from '@hezhi/contract';
import { keepFile } from '@hezhi/documents/server';
import { makeCall, type Db, type House } from '@hezhi/server';
import type { Arrival, LeafInfo } from '../cases/demand.ts';
import type { Gazetteer } from '../cases/report.ts';
import { reportOf } from '../cases/report.ts';
import type { Place } from '../geography/place.ts';
import { accountGrid, type PlacePeople } from '../people/town.ts';
import { makePicture, type Scene as Picture } from '../pictures.ts';
import { demoId, makeRng, type Rng } from '../random.ts';
import type { Cast } from './cast.ts';
import { stageOf } from './stages.ts';

/** One place with what its cases need. */
export type Town = { place: Place; people: PlacePeople; gazetteer: Gazetteer; firms: ReadonlyMap<string, string>; home: string };

/** The leaves of the category tree as demand reads them. */
export const leaves: readonly LeafInfo[] = baseCategories.map(({ code, name, tier, settle, lead }) => ({ code, name: name['zh-Hans'], tier, settle, lead }));
const questions = new Map(baseCategories.map(({ code, questions: list }) => [code, list]));

/** Prepares a place: which firm looks after which compound, where the demo accounts live. */
export function makeTown(place: Place, people: PlacePeople, gazetteer: Gazetteer): Town {
  const firms = people.organisations.flatMap(({ id, compounds }) => (compounds ?? []).map((compound) => [compound, id] as const));
  return { place, people, gazetteer, firms: new Map(firms), home: accountGrid(place).code };
}

const drawn = new Map<string, Promise<Buffer>>();

/** Drawings are made once each, two a scene, and uploaded many times: every matter has files of its own. */
function picture(scene: Picture, drawing: number): Promise<Buffer> {
  const variant = drawing % 2;
  const key = `${scene}/${String(variant)}`;
  let made = drawn.get(key);
  if (!made) {
    made = makePicture(scene, variant, 480);
    drawn.set(key, made);
  }
  return made;
}

/** Uploads drawings through the product's own service, as this actor at this moment; a visitor's with the secret of the device. */
export async function upload(
  house: House,
  db: Db,
  actor: Actor,
  now: number,
  scenes: readonly { scene: Picture; variant: number }[],
  rng: Rng,
  visitor?: { district: string; token: string },
): Promise<string[]> {
  const ids: string[] = [];
  for (const { scene, variant } of scenes) {
    const id = demoId(now, rng);
    await keepFile(makeCall(house, { actor, db, now }), await picture(scene, variant), { id, ...visitor });
    ids.push(id);
  }
  return ids;
}

/** What the questions of a category are answered with: the required ones always, others half of the time. */
function answersTo(leaf: string, rng: Rng): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const question of questions.get(leaf) ?? []) {
    if (!question.required && !rng.chance(0.4)) continue;
    if (question.type === 'boolean') answers[question.key] = rng.chance(question.key === 'hurt' ? 0.03 : 0.3);
    else if (question.type === 'choice') answers[question.key] = rng.pick(question.options!).value;
    else if (question.type === 'number') answers[question.key] = rng.int(question.min ?? 1, Math.min(question.max ?? 5, (question.min ?? 1) + 4));
    else if (question.type === 'text' && question.required) answers[question.key] = '不清楚';
  }
  return answers;
}

/** A case just reported. */
export type Told = { district: string; id: string; text: string; withPhotos: boolean };

/** Reports an arrival as the person it came from, by the service that POST /cases calls. `photoShare`: of the arrivals with photos, how many keep them. */
export async function tell(house: House, db: Db, cast: Cast, town: Town, arrival: Arrival, seed: string, photoShare: number): Promise<Told> {
  const rng = makeRng(`${seed}/told/${arrival.key}`);
  const { place } = town;
  const words = reportOf(seed, arrival, town.gazetteer);
  const { actor, contact } = await teller(cast, town, arrival, rng);
  const fresh = stageOf(arrival.key) !== null;
  const withPhotos = arrival.photos > 0 && (fresh || rng.chance(photoShare));
  const visitor = actor.person === null ? { district: place.district, token: demoId(arrival.at, rng) } : undefined;
  const photos = withPhotos ? await upload(house, db, actor, arrival.at - 15_000, words.scenes, rng, visitor) : [];
  const call = makeCall(house, { actor, db, now: arrival.at });
  const compound = arrival.building ? town.gazetteer.compound.get(arrival.building.compound) : undefined;
  const given = {
    id: demoId(arrival.at, rng),
    district: place.district,
    category: arrival.leaf.code,
    description: words.text,
    photos,
    place: { point: [arrival.point[0], arrival.point[1]] as [number, number], ...(compound ? { address: `${compound}${arrival.building!.number}` } : {}) },
    answers: answersTo(arrival.leaf.code, rng),
    public: !(arrival.leaf.code.startsWith('H') || arrival.leaf.code.startsWith('M')) || rng.chance(0.3),
    hide_name: arrival.anonymous || rng.chance(0.7),
    ...(contact ? { contact } : {}),
  };
  await reportCase(call, given, visitor?.token ?? null);
  return { district: place.district, id: given.id, text: words.text, withPhotos };
}

async function teller(cast: Cast, town: Town, arrival: Arrival, rng: Rng): Promise<{ actor: Actor; contact: { name?: string; phone?: string } | null }> {
  const { people, place } = town;
  const { grid } = arrival;
  if (arrival.channel === 'resident') {
    if (arrival.anonymous) return { actor: await cast.visitor(), contact: null };
    // The demo's own resident is a diligent neighbour, so that "my cases" has something to show.
    const home = people.accounts.find(({ kind }) => kind === 'resident')!.person;
    const own = grid.code === town.home && stageOf(arrival.key) === null && rng.chance(0.35) ? people.residents.find(({ id }) => id === home) : undefined;
    const person = own ?? people.residents[arrival.reporter]!;
    const actor = await cast.resident(person.id);
    return { actor, contact: { name: person.name, phone: person.phone } };
  }
  if (arrival.channel === 'grid') {
    const worker = await cast.holder(place.district, 'grid_worker', grid.code);
    if (worker) return { actor: worker.actor, contact: null };
  }
  const clerk = await cast.covering(place.district, 'community_clerk', grid.code, rng);
  if (!clerk) throw new Error(`no clerk for ${grid.code}`);
  const caller = arrival.channel === 'community' && rng.chance(0.6) ? people.residents[rng.int(0, people.residents.length - 1)] : undefined;
  return { actor: clerk, contact: caller ? { name: caller.name, phone: caller.phone } : null };
}
