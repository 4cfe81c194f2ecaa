import type { Words } from '@hezhi/contract/light';

/** How often a class must be shown anew. */
export const rhythms = ['month', 'quarter', 'half', 'year'] as const;
export type Rhythm = (typeof rhythms)[number];

/** The four that villages and communities show (四公开), and what decisions, projects and votes add. */
export const groups = ['party', 'affairs', 'finance', 'service', 'decision', 'project', 'result'] as const;
export type PostingGroup = (typeof groups)[number];

/** What a district may set of a class. `days`: calendar days that it stands. `answer_days`: working days for the answer to an objection. */
export type ClassRules = { days: number; every: Rhythm | null; second: boolean; answer_days: number };
/** What a new posting begins with, in the languages of the pack: title, text, tables with headings and first cells. `{place}` and `{period}` are filled in. */
export type ClassTemplate = {
  readonly title: Words;
  readonly text?: Words | undefined;
  readonly tables: readonly { readonly title: Words; readonly columns: readonly Words[]; readonly rows: readonly Words[] }[];
};
export type PostingClass = ClassRules & {
  readonly key: string;
  readonly group: PostingGroup;
  readonly words: Words;
  /** From where the duty comes. */
  readonly basis: Words;
  /** The slowest rhythm and the fewest days that the rules leave; a district may be stricter. */
  readonly least: { readonly every: Rhythm | null; readonly days: number };
  readonly template?: ClassTemplate;
};

/** The headings of the notice board. */
export const groupWords: Readonly<Record<PostingGroup, Words>> = {
  party: { 'zh-Hans': '党务', en: 'Party affairs' },
  affairs: { 'zh-Hans': '居务（村务）', en: 'Affairs of the community or village' },
  finance: { 'zh-Hans': '财务', en: 'Accounts' },
  service: { 'zh-Hans': '服务', en: 'Services' },
  decision: { 'zh-Hans': '决定', en: 'Decisions' },
  project: { 'zh-Hans': '项目', en: 'Projects' },
  result: { 'zh-Hans': '表决', en: 'Votes' },
};
export const rhythmWords: Readonly<Record<Rhythm, Words>> = {
  month: { 'zh-Hans': '每月', en: 'every month' },
  quarter: { 'zh-Hans': '每季度', en: 'every quarter' },
  half: { 'zh-Hans': '每半年', en: 'every half year' },
  year: { 'zh-Hans': '每年', en: 'every year' },
};

const villageLaw: Words = {
  'zh-Hans': '村民委员会组织法第三十条：一般事项至少每季度公布一次；集体财务往来较多的，财务收支每月公布一次；重大事项随时公布',
  en: 'Organic Law of Villagers’ Committees, art. 30: general affairs at least quarterly, finances monthly where there are many dealings, major matters at once',
};
const partyRules: Words = {
  'zh-Hans': '中国共产党党务公开条例（试行）；党的基层组织应当公开的内容由上级党组织的目录确定',
  en: 'Regulations on Making Party Affairs Public (trial): what local organisations show follows the list of the organisation above',
};
const custom: Words = { 'zh-Hans': '本地四公开和民主监督的惯例，可由区里调整', en: 'Local practice of the four disclosures; the district may change it' };
const owners: Words = {
  'zh-Hans': '会议和表决结果公示的地方规定（如北京：三日内公告）',
  en: 'Local rules on telling results of meetings and votes (Beijing: within three days)',
};

/** What ships. Numbers are data that a district changes (rules.md 4). */
export const shippedClasses: readonly PostingClass[] = [
  {
    key: 'party_affairs',
    group: 'party',
    words: { 'zh-Hans': '党务公开', en: 'Party affairs' },
    basis: partyRules,
    days: 7,
    every: 'quarter',
    second: true,
    answer_days: 5,
    least: { every: 'year', days: 3 },
  },
  {
    key: 'affairs',
    group: 'affairs',
    words: { 'zh-Hans': '居务（村务）公开', en: 'Affairs of the community or village' },
    basis: villageLaw,
    days: 7,
    every: 'quarter',
    second: true,
    answer_days: 5,
    least: { every: 'quarter', days: 3 },
  },
  {
    key: 'finance',
    group: 'finance',
    words: { 'zh-Hans': '财务公开', en: 'Accounts' },
    basis: villageLaw,
    days: 10,
    every: 'quarter',
    second: true,
    answer_days: 5,
    least: { every: 'quarter', days: 5 },
  },
  {
    key: 'service',
    group: 'service',
    words: { 'zh-Hans': '服务公开', en: 'Services' },
    basis: custom,
    days: 15,
    every: null,
    second: false,
    answer_days: 5,
    least: { every: null, days: 1 },
  },
  {
    key: 'major',
    group: 'affairs',
    words: { 'zh-Hans': '重大事项', en: 'Major matters, shown at once' },
    basis: villageLaw,
    days: 7,
    every: null,
    second: true,
    answer_days: 3,
    least: { every: null, days: 3 },
  },
  {
    key: 'decision',
    group: 'decision',
    words: { 'zh-Hans': '议事决定', en: 'Decisions of deliberation' },
    basis: custom,
    days: 7,
    every: null,
    second: true,
    answer_days: 5,
    least: { every: null, days: 3 },
  },
  {
    key: 'project',
    group: 'project',
    words: { 'zh-Hans': '项目公示', en: 'Projects' },
    basis: custom,
    days: 7,
    every: null,
    second: true,
    answer_days: 5,
    least: { every: null, days: 3 },
  },
  {
    key: 'result',
    group: 'result',
    words: { 'zh-Hans': '表决结果', en: 'Results of votes' },
    basis: owners,
    days: 7,
    every: null,
    second: true,
    answer_days: 5,
    least: { every: null, days: 3 },
  },
];
export const shippedClass = (key: string): PostingClass | undefined => shippedClasses.find((one) => one.key === key);

const speed = (every: Rhythm | null): number => (every === null ? rhythms.length : rhythms.indexOf(every));
/** Whether rules of a district or a method pack keep to what the class leaves free. */
export const lawful = (one: Pick<PostingClass, 'least'>, given: Pick<ClassRules, 'days' | 'every'>): boolean =>
  given.days >= one.least.days && speed(given.every) <= speed(one.least.every);

/** What a class leaves free: of one that ships as stated there; of one that a pack brings the fewest days of its group, and no rhythm, because the law asks it of the classes that ship. */
export const leastFor = (key: string, group: PostingGroup): PostingClass['least'] =>
  shippedClass(key)?.least ?? { every: null, days: Math.min(...shippedClasses.filter((one) => one.group === group).map((one) => one.least.days)) };

/** The stricter of two rules, field by field. */
export const stricter = (a: ClassRules, b: ClassRules): ClassRules => ({
  days: Math.max(a.days, b.days),
  every: speed(a.every) <= speed(b.every) ? a.every : b.every,
  second: a.second || b.second,
  answer_days: Math.min(a.answer_days, b.answer_days),
});

/** A period that an account speaks of, with its first and last day (China). */
export type Period = { key: string; from: string; to: string };
const two = (n: number): string => String(n).padStart(2, '0');
const months: Readonly<Record<Rhythm, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The last whole period before a day: `lastPeriod('quarter', '2026-11-22')` is 2026-Q3. */
export function lastPeriod(every: Rhythm, day: string): Period {
  const n = months[every];
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = Math.floor(at / n) * n - n;
  const [year, month] = [Math.floor(first / 12), (first % 12) + 1];
  const key = { month: `${year}-${two(month)}`, quarter: `${year}-Q${(month + 2) / 3}`, half: `${year}-H${(month + 5) / 6}`, year: `${year}` }[every];
  const last = new Date(Date.UTC(year, month - 1 + n, 0)).getUTCDate();
  return { key, from: `${year}-${two(month)}-01`, to: `${Math.floor((first + n - 1) / 12)}-${two(((first + n - 1) % 12) + 1)}-${two(last)}` };
}

/** Days after a period's end by which it is to be shown: half a month for monthly accounts, a month for all others. */
export const graceOf = (every: Rhythm): number => (every === 'month' ? 15 : 30);
/** The last day on which a period is shown in time. */
export const dueDay = (every: Rhythm, period: Period): string =>
  new Date(Date.parse(`${period.to}T00:00:00Z`) + graceOf(every) * 86_400_000).toISOString().slice(0, 10);
const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const ordinals = ['first', 'second', 'third', 'fourth'];
/** A period's key as people say it: 2026-Q3 is 2026年第3季度, the third quarter of 2026. */
export function periodWords(key: string): Words {
  const [year = '', part = ''] = key.split('-');
  const n = Number(part.replace(/\D/g, ''));
  if (part === '') return { 'zh-Hans': `${year}年`, en: year };
  if (part.startsWith('Q')) return { 'zh-Hans': `${year}年第${n}季度`, en: `the ${ordinals[n - 1] ?? ''} quarter of ${year}` };
  if (part.startsWith('H')) return { 'zh-Hans': `${year}年${n === 1 ? '上' : '下'}半年`, en: `the ${ordinals[n - 1] ?? ''} half of ${year}` };
  return { 'zh-Hans': `${year}年${n}月`, en: `${monthNames[n - 1] ?? ''} ${year}` };
}

/** A period's key as a person may write it. */
export const periodPattern = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/;
