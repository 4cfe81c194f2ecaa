import type { z } from 'zod';
import { addWorkingMs, CalendarError } from '@hezhi/calendar/contract';
import { levels } from '@hezhi/directory/contract';
import type { Territory } from '@hezhi/directory/server';
import { readFigures, type Figure } from '@hezhi/figures/server';
import { dayIn } from '@hezhi/matters/contract';
import { calendarOf, namesOf, viewMatters } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { addDays, rateOf, type AreaLoad, type Burning, type Drill, type NowQuery, type NowReply } from '../contract/index.ts';
import { listBurning } from './queries.ts';
import { scopeOf } from './scope.ts';

const BURNING = 20;
/** Days over which the wall's rates look back, today included. */
const WINDOW = 30;
/** More territories than this tell nothing on one map: then it is coloured one level higher. */
const COLOURED = 600;
const SOON = 2 * 3_600_000;

type Load = z.output<typeof AreaLoad>;
type Level = z.output<typeof NowReply>['load']['level'];

/** What the wall shows. Three statements side by side: sums since ever by month, the last 30 days, the most pressing legs. */
export async function wall(call: Call, { kind, area: asked }: z.output<typeof NowQuery>): Promise<z.output<typeof NowReply>> {
  const { district, area, places } = await scopeOf(call, asked);
  const day = dayIn(call.now);
  const from = addDays(day, 1 - WINDOW);
  const lists = below(places, area.code, area.level);
  const communities = lists.find((one) => one.level === (area.level === 'community' || area.level === 'grid' ? 'grid' : 'community'))!;
  const load = lists.findLast((one) => one.codes.length <= COLOURED) ?? lists[0]!;
  const codes = [...new Set([area.code, ...communities.codes, ...load.codes])];
  const base = { district, kind, subjects: [''], series: false } as const;
  const [ever, recent, burning] = await Promise.all([
    readFigures(call.db, { ...base, areas: codes, measures: ['open', 'open_overdue'], from: '2000-01-01', to: '2200-01-01', grain: 'm' }),
    readFigures(call.db, {
      ...base,
      areas: [area.code],
      measures: ['opened', 'closed_on', 'closed', 'closed_in_time', 'rated', 'satisfied'],
      from,
      to: day,
      grain: 'd',
      series: true,
    }),
    burningOf(call, district, kind, area.code),
  ]);
  const sum = (list: readonly Figure[], measure: string, since = from): number =>
    list.reduce((n, one) => (one.measure === measure && (one.at === null || one.at >= since) ? n + one.n : n), 0);
  const open = new Map(ever.map((one) => [`${one.area} ${one.measure}`, one.n]));
  const loads = (list: readonly string[]): Load[] =>
    list.map((code) => ({ code, name: places.name(code), open: open.get(`${code} open`) ?? 0, overdue: open.get(`${code} open_overdue`) ?? 0 }));
  const drill = (measure: string, period: Pick<z.output<typeof Drill>, 'from' | 'to'> = {}) => ({ kind, area: area.code, ...period, measure });
  const live = (measure: string, n: number, period?: { from: string; to: string }) => ({ n, drill: drill(measure, period) });
  const rate = (num: string, den: string) => ({
    ...rateOf({ [num]: sum(recent, num), [den]: sum(recent, den) }, { num, den }),
    drill: drill(num, { from, to: day }),
  });
  const today = { from: day, to: day };
  return {
    area,
    day,
    open: live('open', open.get(`${area.code} open`) ?? 0),
    overdue: live('open_overdue', open.get(`${area.code} open_overdue`) ?? 0),
    opened_today: live('opened', sum(recent, 'opened', day), today),
    closed_today: live('closed_on', sum(recent, 'closed_on', day), today),
    closed_in_time: rate('closed_in_time', 'closed'),
    satisfied: rate('satisfied', 'rated'),
    burning,
    communities: loads(communities.codes).sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.code < b.code ? -1 : 1)),
    load: { level: load.level, areas: loads(load.codes) },
  };
}

/** The territories below the area, level by level; a grid stands for itself. */
function below(places: Territory, code: string, level: string): { level: Level; codes: string[] }[] {
  const lists: { level: Level; codes: string[] }[] = [];
  let codes = [code];
  for (const one of levels.slice(levels.findIndex((each) => each.key === level) + 1)) {
    codes = codes.flatMap((parent) => places.children(parent).map((node) => node.code));
    lists.push({ level: one.key as Level, codes });
  }
  return lists.length > 0 ? lists : [{ level: 'grid', codes: [code] }];
}

async function burningOf(call: Call, district: string, kind: string, area: string): Promise<z.output<typeof Burning>[]> {
  const rows = await listBurning(call.db, district, kind, area, call.actor, new Date(soonOf(call)).toISOString(), BURNING);
  const views = await viewMatters(call, rows);
  const names = await namesOf(call.house, district);
  return rows.map((row, i) => {
    const { id, number, title, areaName, stateName, tier, point } = views[i]!;
    return {
      id,
      number,
      title,
      areaName,
      stateName,
      tier,
      point,
      due: row.sort_at,
      overdue: Date.parse(row.sort_at) <= call.now,
      owner: names.owner({ org: row.org, post: row.post, person: null }, true),
    };
  });
}

/** Two working hours from now; where no calendar is loaded two hours by the clock, so that the wall never goes dark over it. */
function soonOf(call: Call): number {
  try {
    return addWorkingMs(calendarOf(call.house), call.now, SOON);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return call.now + SOON;
  }
}
