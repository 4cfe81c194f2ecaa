import { addWorkingMs, resumeDue } from '@hezhi/calendar/contract';
import type { Actor } from '@hezhi/contract';
import * as texts from '../cases/texts.ts';
import { sizeOf, type Life } from './life.ts';
import { ownerOf, photosFor, type Scene } from './scene.ts';

type Deed = { after: number; do: (at: number) => Promise<unknown> };

const DAY = 86_400_000;
const WORKDAY = 7 * 3_600_000;

/**
 * The stretch of handling: taken up, on the way, waited for, done after `share` of the limit in the leg's own time. False when the law would not let it end.
 * `first`: with the extensions, suspensions and lines that the outcome gives; a second round goes straight.
 */
export async function handle(life: Life, scene: Scene, share: number, first: boolean): Promise<boolean> {
  const { rng, outcome } = scene;
  const leg = life.leg('handle');
  if (!leg) return false;
  const size = sizeOf(life.calendar, leg);
  // Where the leg's clock stood when; a suspension moves everything after it.
  const anchor = { at: leg.startedAt, share: 0 };
  const moment = (after: number): number => resumeDue(life.calendar, anchor.at, Math.round(Math.max(0, after - anchor.share) * size), leg.limit.unit);
  const handler = ownerOf(scene, 'handle', 'cases.handle');
  const deeds: Deed[] = [];
  if (life.matter.state === 'dispatched') deeds.push({ after: Math.min(0.15, share * rng.real(0.1, 0.4)), do: (at) => life.take('take', at, handler) });
  if (rng.chance(0.45)) deeds.push({ after: share * rng.real(0.4, 0.8), do: (at) => arrive(life, scene, at) });
  if (first) {
    for (const { after, by } of outcome.comments) deeds.push({ after: Math.min(after, share * 0.98), do: (at) => say(life, scene, at, by) });
    const { extended, suspended } = outcome;
    if (extended && extended.after < share)
      deeds.push({ after: extended.after, do: (at) => extend(life, scene, at, extended, size, leg.limit.unit.startsWith('working')) });
    if (suspended && suspended.after < share)
      deeds.push({
        after: suspended.after,
        do: async (at) => {
          const again = await suspend(life, scene, at, suspended.days);
          if (again !== null) Object.assign(anchor, { at: again, share: suspended.after });
        },
      });
    if (share > 1.1) {
      if (rng.chance(0.3)) deeds.push({ after: 1.02, do: (at) => urge(life, scene, at) });
      if (rng.chance(0.25)) deeds.push({ after: share * 0.97, do: (at) => supervise(life, scene, at) });
    }
    if (leg.post !== null && share > 0.3 && rng.chance(0.05)) deeds.push({ after: share * 0.25, do: (at) => handOver(life, scene, at) });
  }
  for (const deed of deeds.toSorted((a, b) => a.after - b.after)) {
    await answer(life, scene, moment(deed.after));
    await deed.do(moment(deed.after));
  }
  const done = moment(share);
  await answer(life, scene, done);
  return life.take('finish', done, handler, async (actor) => ({
    outcome: result(scene),
    note: texts.resultText(rng, scene.arrival.leaf.code, scene.text),
    ...(await photosFor(scene, actor, done)),
  }));
}

function result({ rng, arrival }: Scene): string {
  if (arrival.leaf.code.startsWith('H')) return rng.pick(['mediated', 'mediated', 'explained', 'solved']);
  if (/^[LM]/u.test(arrival.leaf.code)) return rng.pick(['explained', 'solved', 'solved']);
  return rng.weighted(
    ['solved', 'partly_solved', 'explained', 'planned'] as const,
    (one) => ({ solved: 88, partly_solved: 6, explained: 4, planned: arrival.leaf.tier === 4 ? 6 : 1 })[one],
  );
}

async function arrive(life: Life, scene: Scene, at: number): Promise<void> {
  if (life.matter.state !== 'handling' || life.leg('handle')?.paused || life.matter.marks.includes('arrived')) return;
  await life.take('arrive', at, ownerOf(scene, 'handle', 'cases.handle'));
}

async function say(life: Life, scene: Scene, at: number, by: 'reporter' | 'handler'): Promise<void> {
  const who = by === 'reporter' && scene.reporter ? async (): Promise<Actor | null> => scene.reporter : ownerOf(scene, 'handle', 'cases.handle');
  await life.take('comment', at, who, { note: texts.commentText(scene.rng) });
}

async function extend(
  life: Life,
  scene: Scene,
  at: number,
  extended: NonNullable<Scene['outcome']['extended']>,
  size: number,
  working: boolean,
): Promise<void> {
  const { rng } = scene;
  const reason = rng.pick(['complex', 'workload', 'parts_late', 'negotiation', 'contractor'] as const);
  const days = Math.min(20, Math.max(1, Math.round(((extended.by || 0.5) * size) / (working ? WORKDAY : DAY))));
  if (!(await life.take('ask_extension', at, ownerOf(scene, 'handle', 'cases.handle'), { reason, days, note: texts.extensionReason(rng) }))) return;
  const decision = life.leg('extension_decision');
  if (!decision) return;
  const decider = ownerOf(scene, 'extension_decision', 'cases.dispatch');
  const when = life.within(decision, rng.real(0.05, 0.5));
  if (extended.granted) await life.take('grant_extension', when, decider);
  else await life.take('refuse_extension', when, decider, { note: '请优先安排力量，按期办结。' });
}

/** Gives when the clock ran on, or null when it never stopped. */
async function suspend(life: Life, scene: Scene, at: number, days: number): Promise<number | null> {
  const { rng, cast, arrival } = scene;
  if (life.leg('handle')?.paused !== null) return null;
  const reason = rng.pick(['materials', 'access', 'weather', 'parts', 'owners_vote', 'budget'] as const);
  const dispatcher = (): Promise<Actor | null> => cast.covering(life.district, 'street_dispatcher', arrival.grid.code, rng);
  if (!(await life.take('suspend', at, dispatcher, { reason, note: texts.suspensionReason(rng) }))) return null;
  const paused = life.leg('handle')!.paused!;
  const planned = addWorkingMs(life.calendar, life.at + days * DAY, 60_000);
  if (planned >= paused.until) {
    await life.clock(paused.until);
    return paused.until;
  }
  if (!(await life.take('resume', planned, dispatcher, { note: '条件具备，恢复办理。' }))) return null;
  return life.at;
}

async function urge(life: Life, { reporter, rng }: Scene, at: number): Promise<void> {
  if (reporter)
    await life.take('urge', at, async () => reporter, {
      note: rng.pick(['已经过了承诺的时间，什么时候能处理？', '麻烦催一下，还没有人来。', '请尽快处理，影响生活。']),
    });
}

async function supervise(life: Life, { cast, rng, arrival }: Scene, at: number): Promise<void> {
  const role = rng.chance(0.5) ? 'district_supervisor' : 'street_dispatcher';
  await life.take('supervise', at, () => cast.covering(life.district, role, arrival.grid.code, rng), {
    note: rng.pick(['已超期，请今天内反馈办理情况。', '请说明超期原因，明确完成时间。', '列入本周督办清单，请尽快办结。']),
  });
}

async function handOver(life: Life, scene: Scene, at: number): Promise<void> {
  const { rng, cast } = scene;
  const leg = life.leg('handle');
  if (!leg || leg.org === null || leg.post === null || leg.offer !== null) return;
  const post = await cast.postOf(life.district, leg.org, 'cases.handle', rng, leg.post);
  if (post === null) return;
  const offered = await life.take('hand_over', at, ownerOf(scene, 'handle', 'cases.handle'), {
    to: { org: leg.org, post },
    note: '近期外出培训，请接手办理。',
  });
  if (offered)
    await life.take('accept_hand_over', life.at + rng.int(5, 60) * 60_000, () => cast.owner(life.district, { org: leg.org, post }, 'cases.handle', rng));
}

/** When a case is long overdue the clock asks for an account of it; most handlers give one. */
async function answer(life: Life, scene: Scene, before: number): Promise<void> {
  const leg = life.leg('handle');
  if (!leg || leg.paused || leg.dueAt > before || life.leg('press')) return;
  await life.clock(Math.min(before, leg.dueAt));
  const asked = life.leg('handle')?.rungAt ?? null;
  if (asked === null || asked > before) return;
  await life.clock(asked);
  const press = life.leg('press');
  if (!press) return;
  const at = life.within(press, scene.rng.real(0.2, 0.8));
  if (at >= before || !scene.rng.chance(0.7)) return;
  await life.take('report_progress', at, ownerOf(scene, 'handle', 'cases.handle'), {
    note: scene.rng.pick(['材料已到，正在施工，预计两天内完成。', '已联系责任单位，正在协调。', '现场情况复杂，正在分段处理。']),
  });
}
