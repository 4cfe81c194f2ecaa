import type { Words } from '@hezhi/contract/light';
import type { Contribution } from '@hezhi/figures/contract';
import type { Stage } from './procedure.ts';

/** The seven stages in words. */
export const stageWords: Readonly<Record<Stage, Words>> = {
  report: { 'zh-Hans': '采集', en: 'Report' },
  register: { 'zh-Hans': '立案', en: 'Register' },
  dispatch: { 'zh-Hans': '派遣', en: 'Dispatch' },
  handle: { 'zh-Hans': '处置', en: 'Handle' },
  feedback: { 'zh-Hans': '反馈', en: 'Feed back' },
  verify: { 'zh-Hans': '核查', en: 'Verify' },
  rate: { 'zh-Hans': '评价', en: 'Rate' },
};

/** What measures look at: columns of a matter's row. */
export type MeasuredRow = {
  kind: string;
  area: string;
  subject: string;
  stage: Stage;
  openedAt: number;
  closedAt: number | null;
  overdue: boolean;
  marks: readonly string[];
  rating: number | null;
};

/**
 * A measure 指标: what one matter contributes, and under which day (that of opening or that of closing). `server/queries-measures.ts` says the same in
 * SQL for the list behind the number; a test holds the two together.
 */
export type Measure = { readonly key: string; readonly day: 'opened' | 'closed'; readonly words: Words; readonly of: (row: MeasuredRow) => number };

const has = (row: MeasuredRow, mark: string): number => (row.marks.includes(mark) ? 1 : 0);
const marked = (mark: string, zh: string, en: string): Measure => ({ key: mark, day: 'opened', words: { 'zh-Hans': zh, en }, of: (row) => has(row, mark) });
/** The same for what did not turn out void afterwards: a numerator over what was due. */
const standing = (mark: string, zh: string, en: string): Measure => ({ ...marked(mark, zh, en), of: (row) => (has(row, 'void') ? 0 : has(row, mark)) });
const open = (row: MeasuredRow): boolean => row.closedAt === null;
const settled = (row: MeasuredRow): boolean => !open(row) && !row.marks.includes('void');

/** All measures of a matter of any kind (rules.md 1). A rate is one of these over another. */
export const measures: readonly Measure[] = [
  { key: 'opened', day: 'opened', words: { 'zh-Hans': '受理', en: 'Opened' }, of: () => 1 },
  { key: 'open', day: 'opened', words: { 'zh-Hans': '在办', en: 'Open now' }, of: (row) => (open(row) ? 1 : 0) },
  { key: 'open_overdue', day: 'opened', words: { 'zh-Hans': '在办超时', en: 'Open and overdue' }, of: (row) => (open(row) && row.overdue ? 1 : 0) },
  ...(['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const).map((stage): Measure => ({
    key: `open_${stage}`,
    day: 'opened',
    words: { 'zh-Hans': stageWords[stage]['zh-Hans'], en: stageWords[stage].en },
    of: (row) => (open(row) && row.stage === stage ? 1 : 0),
  })),
  { key: 'closed', day: 'opened', words: { 'zh-Hans': '结案', en: 'Closed' }, of: (row) => (settled(row) ? 1 : 0) },
  {
    key: 'closed_in_time',
    day: 'opened',
    words: { 'zh-Hans': '按期结案', en: 'Closed in time' },
    of: (row) => (settled(row) && !row.marks.includes('overdue') ? 1 : 0),
  },
  { key: 'closed_on', day: 'closed', words: { 'zh-Hans': '当日结案', en: 'Closed that day' }, of: (row) => (settled(row) ? 1 : 0) },
  marked('void', '作废', 'Void'),
  standing('handled', '已处置', 'Handled'),
  standing('handled_in_time', '按期处置', 'Handled in time'),
  marked('overdue', '曾超时', 'Ever overdue'),
  marked('returned', '退单', 'Returned'),
  marked('reworked', '返工', 'Reworked'),
  marked('extended', '延期', 'Extended'),
  marked('suspended', '挂账', 'Suspended'),
  marked('urged', '催办', 'Urged'),
  marked('supervised', '督办', 'Supervised'),
  marked('reopened', '重开', 'Reopened'),
  marked('return_refused', '退单被拒', 'Return refused'),
  standing('responded', '已响应', 'Responded'),
  standing('responded_in_time', '按期响应', 'Responded in time'),
  standing('solved', '已解决', 'Solved'),
  standing('unsolved', '未解决', 'Not solved'),
  marked('called_back', '已回访', 'Called back'),
  marked('complained', '投诉办理', 'Complained of'),
  marked('merged', '并案', 'Merged'),
  marked('called', '社区吹哨', 'Community calls'),
  marked('whistled', '街道吹哨', 'Whistled'),
  marked('settled_on_spot', '现场办结', 'Settled on the spot'),
  marked('disputed', '有争议', 'Disputed'),
  { key: 'rated', day: 'opened', words: { 'zh-Hans': '已评价', en: 'Rated' }, of: (row) => (row.rating === null ? 0 : 1) },
  { key: 'satisfied', day: 'opened', words: { 'zh-Hans': '满意', en: 'Satisfied' }, of: (row) => ((row.rating ?? 0) >= 4 ? 1 : 0) },
];

const shanghai = 8 * 3_600_000;
/** ISO day in China of an epoch ms. */
export const dayIn = (ms: number): string => new Date(ms + shanghai).toISOString().slice(0, 10);

/** What a matter contributes to the figures now; the difference before/after is what a write appends (decision 5). */
export function contributions(row: MeasuredRow | null, subjects: readonly string[]): Contribution[] {
  if (!row) return [];
  const opened: Record<string, number> = {};
  const closed: Record<string, number> = {};
  for (const measure of measures) {
    const n = measure.of(row);
    if (n !== 0) (measure.day === 'opened' ? opened : closed)[measure.key] = n;
  }
  const list: Contribution[] = [{ area: row.area, subjects, day: dayIn(row.openedAt), n: opened }];
  if (row.closedAt !== null) list.push({ area: row.area, subjects, day: dayIn(row.closedAt), n: closed });
  return list;
}
