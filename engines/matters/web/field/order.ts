import { metresBetween, type Position } from '@hezhi/places/light';

/** What a list of tasks needs to know of one: its due moment, whether its clock stands still, and where it is. */
export type Orderable = {
  readonly matter: { readonly point: readonly number[] | null };
  readonly leg: { readonly dueAt: string; readonly overdue: boolean; readonly paused: unknown };
};
export const bands = ['late', 'today', 'later', 'paused'] as const;
export type Band = (typeof bands)[number];

const zone = 8 * 3600_000;
const dayOf = (at: number): number => Math.floor((at + zone) / 86_400_000);

/** How pressing: late; due by the end of the day (China's); later; the clock stands still. `now` in epoch ms. */
export function bandOf({ leg }: Orderable, now: number): Band {
  if (leg.paused) return 'paused';
  const due = Date.parse(leg.dueAt);
  if (leg.overdue || due < now) return 'late';
  return dayOf(due) === dayOf(now) ? 'today' : 'later';
}

/** Metres from here to where the task is; null where either is not known. */
export function metresTo(task: Orderable, here: Position | null): number | null {
  const [lon, lat] = task.matter.point ?? [];
  return here && lon !== undefined && lat !== undefined ? metresBetween(here, [lon, lat]) : null;
}

/**
 * The day's route: bands by urgency, and within a band by deadline or, where the position is known, by distance. What lies nowhere comes
 * last in its band. Nothing is dropped and nothing moves between bands because of distance.
 */
export function ordered<T extends Orderable>(
  tasks: readonly T[],
  now: number,
  here: Position | null,
): { band: Band; tasks: { task: T; metres: number | null }[] }[] {
  const placed = tasks.map((task) => ({ task, metres: metresTo(task, here), band: bandOf(task, now), due: Date.parse(task.leg.dueAt) }));
  placed.sort((a, b) => (here ? (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0 : 0) || a.due - b.due);
  return bands
    .map((band) => ({ band, tasks: placed.filter((one) => one.band === band).map(({ task, metres }) => ({ task, metres })) }))
    .filter((one) => one.tasks.length > 0);
}
