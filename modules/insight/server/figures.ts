import type { z } from 'zod';
import { Refusal, type Words } from '@hezhi/contract';
import { kept } from '@hezhi/figures/contract';
import { readSpans, type Figure } from '@hezhi/figures/server';
import { dayIn, measures } from '@hezhi/matters/contract';
import { kindOf, type Kind } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import {
  addDays,
  daysOf,
  due,
  dueOf,
  eachDay,
  eachMonth,
  errors,
  judged,
  judgedOf,
  monthOf,
  monthPeriod,
  overlap,
  rateOf,
  rates,
  scoreOf,
  spansOf,
  type Drill,
  type FigureRow,
  type FiguresQuery,
  type FiguresReply,
  type Numbers,
  type Period,
} from '../contract/index.ts';
import { scopeOf, type Scope } from './scope.ts';

type Query = z.output<typeof FiguresQuery>;
export type Row = z.output<typeof FigureRow>;
export type Reply = z.output<typeof FiguresReply>;
type Asked = { call: Call; query: Query; kind: Kind; scope: Scope; period: Period; subject: string };

/** Most days in a table by day. */
const DAYS = 400;
const keys = measures.map((measure) => measure.key);
const restWords: Words = { 'zh-Hans': '未落到下级的', en: 'Not placed further down' };
const depths: readonly Words[] = [
  { 'zh-Hans': '总数', en: 'in total only' },
  { 'zh-Hans': '大类', en: 'by main category' },
  { 'zh-Hans': '小类', en: 'by category' },
];

/** The table of figures, in one statement. */
export async function figuresTable(call: Call, query: Query): Promise<Reply> {
  const to = query.to ?? dayIn(call.now);
  const period = { from: query.from ?? addDays(to, -29), to };
  if (period.from > period.to) throw new Refusal(errors.wrong_period);
  if (query.by === 'day' && daysOf(period) > DAYS) throw new Refusal(errors.too_many_days, { days: DAYS });
  kindOf(call.house, query.kind);
  return figuresIn(call, await scopeOf(call, query.area), { ...query, ...period });
}

/** The same for a territory and period that were looked up already: the monthly report reads its numbers where the dashboard does. */
export async function figuresIn(call: Call, scope: Scope, query: Query & Period): Promise<Reply> {
  const period: Period = { from: query.from, to: query.to };
  const kind = kindOf(call.house, query.kind);
  const asked: Asked = { call, query, kind, scope, period, subject: query.subject ?? '' };
  checkDepth(asked);
  const { total, rows } = await table(asked);
  return {
    kind: query.kind,
    by: query.by,
    ...period,
    area: scope.area,
    trail: scope.trail,
    subject: query.subject === undefined ? null : { code: query.subject, name: kind.subjectName(scope.district, query.subject) },
    measures: measures.map(({ key, words, day }) => ({ key, words, day })),
    rates: rates.map((rate) => ({ ...rate })),
    total,
    rows,
  };
}

const depthOf = (kind: Kind, subject: string): number => kind.subjectPath(subject).indexOf(subject);
const keptDepth = (code: string): number => kept.find((one) => one.width === code.length)?.depth ?? 0;
/** Below the area, by width of the codes there; null below a grid. */
const widthBelow = (code: string): number | null => kept.find((one) => one.width > code.length)?.width ?? null;

/** Refuses a category finer than the figures of the territories asked for. */
function checkDepth({ call, query, kind, scope, subject }: Asked): void {
  const { code, name } = scope.area;
  const width = query.by === 'area' ? (widthBelow(code) ?? code.length) : code.length;
  const deepest = keptDepth('0'.repeat(width));
  const wanted = (subject === '' ? 0 : depthOf(kind, subject)) + (query.by === 'subject' ? 1 : 0);
  if (wanted <= deepest) return;
  const words = depths[deepest]!;
  throw new Refusal(errors.too_fine, { area: name, level: call.language === 'en' ? words.en : words['zh-Hans'] });
}

function table(asked: Asked): Promise<{ total: Row; rows: Row[] }> {
  switch (asked.query.by) {
    case 'area':
      return byArea(asked);
    case 'subject':
      return bySubject(asked);
    case 'day':
      return byTime(
        asked,
        eachDay(asked.period).map((day) => [day, { from: day, to: day }]),
        (at) => at,
        [{ grain: 'd', ...asked.period }],
      );
    case 'month':
      return byTime(
        asked,
        eachMonth(asked.period).map((month) => [month, overlap(monthPeriod(month), asked.period)!]),
        monthOf,
        spansOf(asked.period),
      );
    case 'total':
      return byTime(asked, [], () => '', spansOf(asked.period));
  }
}

/** Reads the spans and adds them up under a key of each figure. */
async function read(
  { call, query, scope }: Asked,
  areas: readonly string[],
  subjects: readonly string[] | null,
  spans: ReturnType<typeof spansOf>,
  series: boolean,
  keyOf: (figure: Figure) => string,
) {
  const figures = await readSpans(call.db, { district: scope.district, kind: query.kind, areas, subjects, measures: keys, series }, spans);
  const sums = new Map<string, Record<string, number>>();
  for (const figure of figures) {
    const key = keyOf(figure);
    const sum = sums.get(key) ?? {};
    sums.set(key, sum);
    sum[figure.measure] = (sum[figure.measure] ?? 0) + figure.n;
  }
  return sums;
}

const zeros: Numbers = Object.fromEntries(keys.map((key) => [key, 0]));
const some = (n: Numbers): boolean => Object.values(n).some((value) => value !== 0);

function row(key: string, name: Words, n: Numbers | undefined, drill: z.output<typeof Drill>, more: { opens?: boolean; ended?: boolean } = {}): Row {
  const counted = { ...zeros, ...n };
  const all = { ...counted, [due]: dueOf(counted), [judged]: judgedOf(counted) };
  return {
    key,
    name,
    opens: more.opens ?? false,
    ended: more.ended ?? false,
    n: all,
    rates: Object.fromEntries(rates.map((rate) => [rate.key, rateOf(all, rate)])),
    score: scoreOf(all),
    drill,
  };
}

const plain = (text: string): Words => ({ 'zh-Hans': text, en: text });
function drillOf({ query, scope, period, subject }: Asked, change: Partial<z.output<typeof Drill>> = {}): z.output<typeof Drill> {
  return { kind: query.kind, area: scope.area.code, ...(subject === '' ? {} : { subject }), ...period, ...change };
}
const totalRow = (asked: Asked, n: Numbers | undefined): Row => row(asked.scope.area.code, plain(asked.scope.area.name), n, drillOf(asked));

async function byArea(asked: Asked): Promise<{ total: Row; rows: Row[] }> {
  const { code } = asked.scope.area;
  const children = asked.scope.places.children(code, { ended: true });
  const sums = await read(asked, [code, ...children.map((node) => node.code)], [asked.subject], spansOf(asked.period), false, (figure) => figure.area);
  const total = totalRow(asked, sums.get(code));
  const rows: Row[] = [];
  const rest = { ...total.n };
  for (const node of children) {
    const n = sums.get(node.code);
    const ended = !asked.scope.places.stands(node.code);
    if (ended && !(n && some(n))) continue;
    for (const key of keys) rest[key] = rest[key]! - (n?.[key] ?? 0);
    rows.push(row(node.code, plain(node.name), n, drillOf(asked, { area: node.code }), { opens: widthBelow(node.code) !== null, ended }));
  }
  if (children.length > 0 && some(rest)) rows.push(row('rest', restWords, rest, drillOf(asked, { exact: 'true' })));
  return { total, rows };
}

async function bySubject(asked: Asked): Promise<{ total: Row; rows: Row[] }> {
  const { kind, scope, subject } = asked;
  const sums = await read(asked, [scope.area.code], null, spansOf(asked.period), false, (figure) => figure.subject);
  const depth = subject === '' ? 1 : depthOf(kind, subject) + 1;
  const below = [...sums.keys()].filter((one) => {
    const path = kind.subjectPath(one);
    return path[depth] === one && path[depth - 1] === subject && one !== subject;
  });
  const rows = below
    .sort()
    .map((one) =>
      row(one, kind.subjectName(scope.district, one), sums.get(one), drillOf(asked, { subject: one }), { opens: depth < keptDepth(scope.area.code) }),
    );
  return { total: totalRow(asked, sums.get(subject)), rows: rows.filter((one) => some(one.n)) };
}

async function byTime(
  asked: Asked,
  at: [key: string, period: Period][],
  keyOf: (at: string) => string,
  spans: ReturnType<typeof spansOf>,
): Promise<{ total: Row; rows: Row[] }> {
  const series = at.length > 0;
  const sums = await read(asked, [asked.scope.area.code], [asked.subject], spans, series, (figure) => (figure.at === null ? '' : keyOf(figure.at)));
  const all: Record<string, number> = {};
  for (const n of sums.values()) for (const [key, value] of Object.entries(n)) all[key] = (all[key] ?? 0) + value;
  return { total: totalRow(asked, all), rows: at.map(([key, period]) => row(key, plain(key), sums.get(key), drillOf(asked, period))) };
}
