import { Refusal, type Words } from '@hezhi/contract';
import type { PublicCases } from '@hezhi/cases/contract';
import { viewPublic } from '@hezhi/cases/server';
import { measures } from '@hezhi/matters/contract';
import { cut, namesOf, readCursor, writeCursor } from '@hezhi/matters/server';
import type { Call, House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, publicMeasures, type BehindQuery, type PeriodQuery, type PublicCounts, type PublicFigures } from '../contract/index.ts';
import { areaIn } from './places.ts';
import { countConsults, countSolved, listBehind, sumPublic, type Period } from './queries-open.ts';

/** Counts something for the public: how many so far in a district. Sums only, of nothing that is confidential. */
export type Counter = (call: Call, district: string) => Promise<number>;
type Count = { key: string; words: Words; count: Counter };

const counts = (house: House): Count[] => house.memo('publicity.counts', () => []);

/** Lets a room add a sum to what the public reads on the home page (C7: issues solved, bookings, consultations). Call it when the house opens. */
export function registerCount(house: House, key: string, words: Words, count: Counter): void {
  const all = counts(house);
  if (all.some((one) => one.key === key)) throw new Error(`two counts are called ${key}`);
  all.push({ key, words, count });
}

/** The sums of this room: solved issues, and consultations where the hotline is part of the house. */
export function registerOwnCounts(house: House): void {
  registerCount(house, 'solved', { 'zh-Hans': '已解决问题', en: 'Issues solved' }, (call, district) => countSolved(call.db, district));
  if (house.rooms.some(({ name }) => name === 'hotline'))
    registerCount(house, 'consultations', { 'zh-Hans': '已答复咨询', en: 'Consultations answered' }, (call, district) => countConsults(call.db, district));
}

/** Every registered sum of a district. `publicity.area_unknown` */
export async function publicCounts(call: Call, district: string): Promise<z.input<typeof PublicCounts>> {
  await areaIn(call.house, district);
  return { items: await Promise.all(counts(call.house).map(async ({ key, words, count }) => ({ key, words, n: await count(call, district) }))) };
}

const DAY = 86_400_000;
const chinaDay = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

/** The period asked for, by default the last 30 days. `publicity.period_wrong` */
function periodOf(call: Call, query: z.output<typeof PeriodQuery>): Period {
  const to = query.to ?? chinaDay(call.now);
  const from = query.from ?? new Date(Date.parse(to) - 29 * DAY).toISOString().slice(0, 10);
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  if (!(days >= 0 && days <= 366)) throw new Refusal(errors.period_wrong);
  return { district: query.district, area: query.area ?? query.district, from, to };
}

type Numbers = Record<(typeof publicMeasures)[number], number>;
type Row = z.input<typeof PublicFigures>['rows'][number];
const none = (): Numbers => Object.fromEntries(publicMeasures.map((key) => [key, 0])) as Numbers;
const rate = (num: number, den: number): Row['rates']['closed'] => ({ num, den, value: den === 0 ? null : num / den });

const rowOf = (area: string, name: string, n: Numbers): Row => ({
  area,
  name,
  n: Object.fromEntries(publicMeasures.map((key) => [key, n[key]])) as Numbers,
  rates: { closed: rate(n.closed, n.opened), in_time: rate(n.closed_in_time, n.closed), satisfied: rate(n.satisfied, n.rated) },
});

/**
 * Public cases reported in a period, by community (of a community, by grid): counts, and rates with both their integers. Every number has its list (`behind`). Void ones are not
 * public, so nothing need be taken off 受理. One statement. `publicity.area_unknown`, `publicity.period_wrong`
 */
export async function figures(call: Call, query: z.output<typeof PeriodQuery>): Promise<z.input<typeof PublicFigures>> {
  const period = periodOf(call, query);
  const tree = await areaIn(call.house, period.district, period.area);
  const sums = await sumPublic(call.db, period, period.area.length >= 12 ? 15 : 12);
  const all = none();
  for (const sum of sums) for (const key of publicMeasures) all[key] += sum[key];
  return {
    from: period.from,
    to: period.to,
    all: rowOf(period.area, tree.fullName(period.area), all),
    rows: sums.map((sum) => rowOf(sum.area, tree.fullName(sum.area), sum)),
    words: Object.fromEntries(publicMeasures.map((key) => [key, measures.find((one) => one.key === key)!.words])),
  };
}

/** The public cases that one number of `figures` counts, newest first. */
export async function behind(call: Call, query: z.output<typeof BehindQuery>): Promise<z.input<typeof PublicCases>> {
  const period = periodOf(call, query);
  await areaIn(call.house, period.district, period.area);
  const rows = await listBehind(call.db, period, query.measure, readCursor(query.cursor), query.limit);
  const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
  const names = await namesOf(call.house, period.district);
  return { items: await Promise.all(items.map((row) => viewPublic(call, row, names))), next };
}
