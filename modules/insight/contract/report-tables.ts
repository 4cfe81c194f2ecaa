import type { Words } from '@hezhi/contract/light';
import type { z } from 'zod';
import { scoreWords, shirked, threeWords } from './rates.ts';
import type { Cell } from './report-cells.ts';
import type { ReportNumbers } from './reports.ts';

/** The tables of a report, one form for paper, workbook and screen. Pure, and free of schema code: screens import it. */
export type ReportFigures = z.output<typeof ReportNumbers>;
type Row = ReportFigures['total'];

export type Table = {
  readonly key: string;
  readonly title: Words;
  readonly note?: Words;
  readonly head: readonly Words[];
  readonly rows: readonly (readonly Cell[])[];
};

const w = (zh: string, en: string): Words => ({ 'zh-Hans': zh, en });
const text = (value: string | Words, to?: string): Cell => ({ is: 'text', text: value, ...(to === undefined ? {} : { to }) });

/** Words of the ways a matter came in; what is not named keeps its key. */
export const channelWords: Readonly<Record<string, Words>> = {
  resident: w('居民', 'Resident'),
  visitor: w('访客', 'Visitor'),
  grid: w('网格员', 'Grid worker'),
  community: w('社区', 'Community'),
  street: w('街道', 'Street'),
  district: w('区级', 'District'),
  hotline: w('热线', 'Hotline'),
  open311: w('Open311 接口', 'Open311'),
  exchange: w('其他系统', 'Other systems'),
  import: w('表格导入', 'Spreadsheet'),
};

/** Address (below the desk's base) of the list behind a figure. */
function listOf(row: Row, measure: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...row.drill, measure, ...more })) query.set(key, String(value));
  return `/matters?${query.toString()}`;
}
const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a === null || a === undefined || b === null || b === undefined ? null : a - b;
/** The change of a count; against a period in which nothing was counted there is none to tell. */
const change = (now: Row, then: Row, key: string): Cell => ({
  is: 'change',
  n: (then.n['opened'] ?? 0) === 0 ? null : minus(now.n[key], then.n[key]),
});
const count = (row: Row, key: string): Cell => {
  const n = row.n[key] ?? 0;
  return { is: 'count', n, ...(n === 0 ? {} : { to: listOf(row, key) }) };
};
const rate = (numbers: ReportFigures, row: Row, key: string): Cell => {
  const value = row.rates[key]?.value ?? null;
  const num = numbers.rates.find((one) => one.key === key)?.num;
  return { is: 'rate', n: value, ...(value === null || num === undefined ? {} : { to: listOf(row, num) }) };
};
const score = (n: number | null): Cell => ({ is: 'score', n });

/** What the territories below are called. */
function below(level: string): [title: Words, first: Words] {
  if (level === 'district') return [w('各街道情况', 'By street'), w('街道', 'Street')];
  if (level === 'street') return [w('各社区情况', 'By community'), w('社区', 'Community')];
  return [w('各网格情况', 'By grid'), w('网格', 'Grid')];
}

const main = ['opened', 'closed_on', 'handled', 'closed', 'open', 'open_overdue'] as const;
const special = [
  'returned',
  'return_refused',
  'reworked',
  'extended',
  'suspended',
  'disputed',
  'urged',
  'supervised',
  'reopened',
  'complained',
  'merged',
  'void',
] as const;
const short = ['handled_rate', 'handled_in_time_rate', 'closed_rate', 'reworked_rate', 'satisfied_rate'] as const;

/** Every table of a report in the order of reading; those with nothing to say are left out. */
export function tablesOf(numbers: ReportFigures): Table[] {
  const tables = [
    overview(numbers),
    days(numbers),
    channels(numbers),
    specials(numbers),
    places(numbers, 'subjects', w('分类情况', 'By category'), w('类别', 'Category'), numbers.subjects),
    places(numbers, 'areas', ...below(numbers.area.level), numbers.areas),
    places(
      numbers,
      'communities',
      w('各社区情况', 'By community'),
      w('社区', 'Community'),
      numbers.communities.map((row) => ({ ...row, openedBefore: null })),
    ),
    units(numbers),
    repeats(numbers),
    ...numbers.sections.map((section): Table => ({
      key: section.key,
      title: section.title,
      ...(section.note === null ? {} : { note: section.note }),
      head: section.head,
      rows: section.rows.map(({ cells, to }) =>
        cells.map((cell, i): Cell =>
          typeof cell === 'number' ? { is: 'count', n: cell } : text(cell as string | Words, i === 0 && to !== null ? to : undefined),
        ),
      ),
    })),
  ];
  return tables.filter((table) => table.rows.length > 0);
}

/** Counts and rates of the month beside the month before and the same month of the year before. */
function overview(numbers: ReportFigures): Table {
  const { total, before, year, measures, rates } = numbers;
  const rows: Cell[][] = main.map((key) => [
    text(key === 'closed_on' ? w('本期结案', 'Closed in the period') : measures.find((one) => one.key === key)!.words),
    count(total, key),
    count(before.total, key),
    change(total, before.total, key),
    count(year.total, key),
    change(total, year.total, key),
  ]);
  for (const { key, words } of rates)
    rows.push([
      text(words),
      rate(numbers, total, key),
      rate(numbers, before.total, key),
      { is: 'points', n: minus(total.rates[key]?.value, before.total.rates[key]?.value) },
      rate(numbers, year.total, key),
      { is: 'points', n: minus(total.rates[key]?.value, year.total.rates[key]?.value) },
    ]);
  const scores: [Words, number | null, number | null, number | null][] = [
    [scoreWords, total.score, before.total.score, year.total.score],
    [threeWords, numbers.three, before.three, year.three],
  ];
  for (const [words, now, then, last] of scores)
    rows.push([text(words), score(now), score(then), { is: 'scoreChange', n: minus(now, then) }, score(last), { is: 'scoreChange', n: minus(now, last) }]);
  const { responded, solved, satisfied } = numbers.weights;
  return {
    key: 'overview',
    title: w('总体情况', 'Overview'),
    note: w(
      `综合得分＝60×按期处置率＋30×结案率＋10×（1－返工率）；三率得分＝响应率${responded}%＋解决率${solved}%＋满意率${satisfied}%。各率以当月受理的事项为准。`,
      `Score = 60 × handled in time + 30 × closed + 10 × (1 − reworked); three-rates score = ${responded}% responded + ${solved}% solved + ${satisfied}% satisfied. Rates are of what was opened in the month.`,
    ),
    head: [w('指标', 'Figure'), w('本月', 'This month'), w('上月', 'Month before'), w('比上月', 'Change'), w('去年同月', 'Year before'), w('比去年', 'Change')],
    rows,
  };
}

function days(numbers: ReportFigures): Table {
  return {
    key: 'days',
    title: w('每日受理与结案', 'By day'),
    head: [w('日期', 'Day'), w('受理', 'Opened'), w('结案', 'Closed that day'), w('按期处置率', 'Handled in time'), w('满意率', 'Satisfied')],
    rows: numbers.days.map((row) => [
      text(row.key),
      count(row, 'opened'),
      count(row, 'closed_on'),
      rate(numbers, row, 'handled_in_time_rate'),
      rate(numbers, row, 'satisfied_rate'),
    ]),
  };
}

function channels(numbers: ReportFigures): Table {
  const all = numbers.total.n['opened'] ?? 0;
  return {
    key: 'channels',
    title: w('来源渠道', 'By channel'),
    head: [w('来源', 'Channel'), w('受理', 'Opened'), w('占比', 'Share'), w('上月', 'Month before'), w('比上月', 'Change')],
    rows: numbers.channels.map(({ channel, opened, openedBefore }) => [
      text(channelWords[channel] ?? channel),
      { is: 'count', n: opened, ...(opened === 0 ? {} : { to: listOf(numbers.total, 'opened', { channel }) }) },
      { is: 'rate', n: all === 0 ? null : opened / all },
      { is: 'count', n: openedBefore },
      { is: 'change', n: opened - openedBefore },
    ]),
  };
}

function specials(numbers: ReportFigures): Table {
  const { total, before, measures, unitsTotal, unitsBefore } = numbers;
  const rows = special.map((key): Cell[] => [
    text(measures.find((one) => one.key === key)!.words),
    count(total, key),
    count(before.total, key),
    change(total, before.total, key),
  ]);
  const [now, then] = [unitsTotal.n[shirked.key] ?? 0, unitsBefore.n[shirked.key] ?? 0];
  rows.splice(2, 0, [text(shirked.words), { is: 'count', n: now }, { is: 'count', n: then }, { is: 'change', n: now - then }]);
  return {
    key: 'special',
    title: w('特殊情形', 'Special counts'),
    note: shirked.meaning,
    head: [w('情形', 'What'), w('本月', 'This month'), w('上月', 'Month before'), w('比上月', 'Change')],
    rows,
  };
}

function places(numbers: ReportFigures, key: string, title: Words, first: Words, list: ReportFigures['areas']): Table {
  const compared = list.some((row) => row.openedBefore !== null);
  const named = (one: string): Words => numbers.rates.find((each) => each.key === one)!.words;
  return {
    key,
    title,
    head: [first, w('受理', 'Opened'), ...(compared ? [w('比上月', 'Change')] : []), w('在办', 'Open now'), ...short.map(named), scoreWords],
    rows: list.map((row) => [
      text(row.name),
      count(row, 'opened'),
      ...(compared ? [{ is: 'change', n: minus(row.n['opened'], row.openedBefore) } as const] : []),
      count(row, 'open'),
      ...short.map((one) => rate(numbers, row, one)),
      score(row.score),
    ]),
  };
}

const unitCounts = ['given', 'due', 'done', 'overdue', 'returned', 'shirked', 'reworked'] as const;
function units(numbers: ReportFigures): Table {
  const { unitMeasures, unitRates, area, from, to } = numbers;
  // Lists of legs are kept by district and street; a community's own numbers have no page of their own there.
  const behind = (org: string, measure: string): { to?: string } =>
    area.code.length > 9 ? {} : { to: `/insight/units/legs?${new URLSearchParams({ org, measure, area: area.code, from, to }).toString()}` };
  const shownRates = ['done_rate', 'done_in_time_rate'] as const;
  return {
    key: 'units',
    title: w('承办单位情况', 'By unit'),
    note: w(
      `按交办日计。得分＝60×按期办结率＋30×办结率＋10×（1－返工率）。${shirked.meaning['zh-Hans']}`,
      `Under the day it was given. Score = 60 × done in time + 30 × done + 10 × (1 − reworked). ${shirked.meaning.en}`,
    ),
    head: [
      w('单位', 'Unit'),
      ...unitCounts.map((key) => unitMeasures.find((one) => one.key === key)!.words),
      ...shownRates.map((key) => unitRates.find((one) => one.key === key)!.words),
      w('得分', 'Score'),
    ],
    rows: numbers.units.map((row) => [
      text(row.name),
      ...unitCounts.map((key): Cell => {
        const n = row.n[key] ?? 0;
        return { is: 'count', n, ...(n === 0 ? {} : behind(row.org, key)) };
      }),
      ...shownRates.map((key): Cell => ({ is: 'rate', n: row.rates[key]?.value ?? null })),
      score(row.score),
    ]),
  };
}

function repeats(numbers: ReportFigures): Table {
  return {
    key: 'repeats',
    title: w('反复发生的地点', 'Places of repeated reports'),
    note: w('同一地点（约100米见方）同一类别当月3件及以上。', 'Three and more reports of one category in about 100 metres within the month.'),
    head: [w('地点', 'Place'), w('所在', 'Territory'), w('类别', 'Category'), w('件数', 'Reports'), w('在办', 'Open now'), w('最近一件', 'Newest')],
    rows: numbers.repeats.map((one) => [
      text(one.place),
      text(one.areaName),
      text(one.subjectName),
      { is: 'count', n: one.n },
      { is: 'count', n: one.open },
      one.matters[0] ? text(one.matters[0].number, `/matters/${one.matters[0].id}`) : text('—'),
    ]),
  };
}
