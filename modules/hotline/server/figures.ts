import { iso } from '@hezhi/contract';
import { dayOf } from '@hezhi/calendar/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import type { HotlineFigures } from '../contract/index.ts';
import { serviceLevel } from './call-view.ts';
import { countCallbacks, countCalls, countHours, countSorts, countWaiting } from './queries-figures.ts';
import { standing } from './scope.ts';

const DAY = 86_400_000;
const LONGEST = 92;

/** Figures of the territory; default today. A longer span is cut to its last 92 days. */
export async function figures(call: Call, query: { from?: string | undefined; to?: string | undefined }): Promise<z.input<typeof HotlineFigures>> {
  const { district, area } = standing(call);
  const to = query.to ?? dayOf(call.now);
  const earliest = new Date(Date.parse(to) - (LONGEST - 1) * DAY).toISOString().slice(0, 10);
  const from = [query.from ?? to, earliest].toSorted().at(-1)!;
  const days = { from: from > to ? to : from, to };
  const { db } = call;
  const [counts, hours, sorts, backs, waiting] = await Promise.all([
    countCalls(db, district, area, days, serviceLevel.seconds, null),
    countHours(db, district, area, days, serviceLevel.seconds),
    countSorts(db, district, area, days),
    countCallbacks(db, district, area, days),
    countWaiting(db, district, area, iso(call.now)),
  ]);
  const { mine: _mine, ...calls } = counts;
  const byHour = new Map(hours.map((row) => [row.hour, row]));
  const only = (sort: 'kind' | 'outcome') => sorts.filter((one) => one.sort === sort).map(({ key, n }) => ({ key, n }));
  return {
    ...days,
    level: { ...serviceLevel },
    calls,
    hours: Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? { hour, calls: 0, answered: 0, within: 0, lost: 0 }),
    kinds: only('kind'),
    outcomes: only('outcome'),
    callbacks: {
      ...waiting,
      reached: { of: backs.done, n: backs.reached },
      solved: { of: backs.asked, n: backs.solved },
      satisfied: { of: backs.scored, n: backs.satisfied },
    },
  };
}
