import * as texts from '../cases/texts.ts';
import type { Arrival } from '../cases/demand.ts';
import { pointAt, pointInGrid } from '../geography/place.ts';
import { makeRng } from '../random.ts';
import type { Life } from './life.ts';
import { leaves, type Town } from './report.ts';
import { ownerOf, photosFor, type Scene } from './scene.ts';
import { prefix, stages, type Stage } from './stages.ts';

const MINUTE = 60_000;

/** Fresh cases around the demo's accounts, one a stage, so that whoever logs in finds something to do. Every second one is the demo resident's own. */
export function welcome(town: Town, seed: string, now: number): Arrival[] {
  const { place, people, home } = town;
  const rng = makeRng(`${seed}/welcome/${place.key}`);
  const grid = place.grids.find(({ code }) => code === home)!;
  const houses = place.buildings.filter((building) => building.grid === home);
  const own = people.residents.findIndex(({ id }) => id === people.accounts.find(({ kind }) => kind === 'resident')!.person);
  const neighbours = people.residents.flatMap((one, index) => (one.grid === home && index !== own ? [index] : []));
  // The department's account belongs to urban management, so that is what its cases are about.
  const kinds = {
    grid: leaves.filter(({ settle, code }) => settle === 'grid' && /^[AC]/u.test(code)),
    department: leaves.filter(({ settle, lead }) => settle === 'department' && lead === 'urban_management'),
  };
  return stages.map((stage, i): Arrival => {
    const building = houses.length > 0 ? rng.pick(houses) : undefined;
    const choice = kinds[stage.settle];
    return {
      key: `${prefix}${place.key}-${String(i)}`,
      at: now - stage.ago * MINUTE,
      place: place.key,
      grid,
      point: building ? pointAt(rng, building) : pointInGrid(rng, grid),
      ...(building ? { building } : {}),
      leaf: choice[i % choice.length]!,
      channel: 'resident',
      anonymous: false,
      photos: 1,
      reporter: i % 2 === 0 || neighbours.length === 0 ? own : rng.pick(neighbours),
    };
  });
}

/** Lives a welcome case to its stage, with the demo's own accounts acting where they are the owners. */
export async function liveWelcome(life: Life, scene: Scene, stage: Stage): Promise<void> {
  if (stage === 'reported') return;
  const { rng, cast, arrival } = scene;
  const after = (minutes: number): number => life.at + minutes * MINUTE;
  const accept = ownerOf(scene, 'accept', 'cases.accept');
  const handler = ownerOf(scene, 'handle', 'cases.handle');
  if (arrival.leaf.settle === 'grid') {
    const worker = (await cast.holder(life.district, 'grid_worker', arrival.grid.code))!;
    await life.take('assign', after(10), accept, { to: { org: worker.org, post: worker.post }, note: texts.dispatchNote(rng) });
  } else {
    await life.take('accept', after(10), accept);
    if (stage === 'accepted') return;
    const org = (await cast.orgOfKind(life.district, 'urban_management'))!;
    await life.take('dispatch', after(15), ownerOf(scene, 'dispatch', 'cases.dispatch'), { to: { org }, note: texts.dispatchNote(rng) });
  }
  if (stage === 'assigned' || stage === 'dispatched') return;
  if (stage === 'return') return void (await life.take('ask_return', after(30), handler, { reason: 'not_our_duty', note: texts.returnReason(rng) }));
  await life.take('take', after(20), handler);
  if (stage === 'taken' || stage === 'handling') return;
  if (stage === 'extension')
    return void (await life.take('ask_extension', after(60), handler, { reason: 'complex', days: 2, note: texts.extensionReason(rng) }));
  const done = after(120);
  await life.take('finish', done, handler, async (actor) => ({
    outcome: 'solved',
    note: texts.resultText(rng, arrival.leaf.code, scene.text),
    ...(await photosFor(scene, actor, done)),
  }));
  if (stage === 'verifying') return;
  await life.take('verify', after(45), ownerOf(scene, 'verify', 'cases.verify'));
  if (stage === 'closed' && scene.reporter)
    await life.take('rate', after(600), async () => scene.reporter, { score: 5, note: texts.ratingText(rng, 5) ?? '处理得很快，谢谢。' });
}
