import type { Words } from '@hezhi/contract/light';
import { definePart, type PartFault, type Path } from '@hezhi/methods/contract';
import { z } from 'zod';
import { groupWords, groups, leastFor, lawful, rhythms, rhythmWords, shippedClass, type PostingClass } from './posting-classes.ts';
import { personalIn } from './personal.ts';

const Said = (most: number) =>
  z
    .strictObject({
      'zh-Hans': z.string().min(1).max(most).describe('简体中文 Simplified Chinese.'),
      en: z
        .string()
        .min(1)
        .max(most * 3)
        .describe('English.'),
      'zh-Hant': z.string().max(most).optional().describe('繁體中文 Traditional Chinese; made from zh-Hans where it is missing.'),
    })
    .describe('Text in both languages.');

/** What a new posting of a class begins with. */
export const PostingTemplate = z
  .strictObject({
    title: Said(60).describe('The title; {place} and {period} are filled in.'),
    text: Said(4000).optional().describe('The text; {place} and {period} are filled in.'),
    tables: z
      .array(
        z.strictObject({
          title: Said(60).describe('The name of the table.'),
          columns: z
            .array(Said(20))
            .min(1)
            .max(12)
            .describe('Headings. A column whose name speaks of money (金额, 收入, 支出, 余额, 元) holds sums of money and is added up.'),
          rows: z.array(Said(60)).max(60).default([]).describe('What stands in the first column, line by line; the other cells are left for who writes it.'),
        }),
      )
      .max(6)
      .default([])
      .describe('Tables to be filled in.'),
  })
  .describe('What a new posting of the class begins with, for who writes it to change.');
export type PostingTemplate = z.output<typeof PostingTemplate>;

/** A class as a pack says it: what is different of one that ships, or a new one in full. */
export const PackPostingClass = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .describe(
      'A key. One that ships (party_affairs, affairs, finance, service, major, decision, project, result) is changed in what stands here; another one is new.',
    ),
  name: Said(40).describe('Its name, as it stands on the notice board.'),
  group: z.enum(groups).optional().describe('Under which heading of the notice board it stands; needed for a new class, fixed for one that ships.'),
  basis: Said(300).optional().describe('Where the duty comes from: law, regulation, local rule. Needed for a new class.'),
  days: z
    .number()
    .int()
    .min(1)
    .max(90)
    .optional()
    .describe('Calendar days that it stands at least. Needed for a new class; never fewer than the rules of the class leave.'),
  every: z
    .enum(rhythms)
    .nullable()
    .optional()
    .describe('How often it must be posted anew: month, quarter, half or year; null: when there is something. Never rarer than the law asks.'),
  second: z.boolean().optional().describe('Whether a second person approves it before everybody can read it; yes for a new class unless it says otherwise.'),
  answer_days: z.number().int().min(1).max(15).optional().describe('Working days for the answer to an objection; 5 for a new class unless it says otherwise.'),
  template: PostingTemplate.optional(),
});
export type PackPostingClass = z.output<typeof PackPostingClass>;

export const PostingsFile = z
  .strictObject({ classes: z.array(PackPostingClass).min(1).max(40).describe('Classes of postings that are new or differ from those that ship.') })
  .describe('What a place posts for everybody to read (公示): classes with periods, rhythm and templates.');
export type PostingsFile = z.output<typeof PostingsFile>;

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const kept = (
  { key, name, basis, days, every, second, answer_days, template }: PackPostingClass,
  group: PostingClass['group'],
  usual: PostingClass | undefined,
): PostingClass => ({
  key,
  group,
  words: name,
  basis: basis ?? usual?.basis ?? name,
  days: days ?? usual?.days ?? leastFor(key, group).days,
  every: every === undefined ? (usual?.every ?? null) : every,
  second: second ?? usual?.second ?? true,
  answer_days: answer_days ?? usual?.answer_days ?? 5,
  least: leastFor(key, group),
  ...(template ? { template } : {}),
});

/** The classes where a pack speaks of some: those of the pack in the stead of what ships, new ones behind them. */
export function laidOver(shipped: readonly PostingClass[], own: readonly PackPostingClass[]): PostingClass[] {
  const said = new Map(own.map((one) => [one.key, one]));
  const changed = shipped.map((one) => (said.has(one.key) ? kept(said.get(one.key)!, one.group, one) : one));
  const fresh = own.filter((one) => !shipped.some(({ key }) => key === one.key)).map((one) => kept(one, one.group ?? 'affairs', undefined));
  return [...changed, ...fresh];
}

/** Below what the rules of a class leave: with the article that says so. */
function belowRules(one: PackPostingClass, path: Path): PartFault[] {
  const usual = shippedClass(one.key);
  const made = kept(one, usual?.group ?? one.group ?? 'affairs', usual);
  if (lawful(made, made)) return [];
  const { days, every } = made.least;
  const rhythm = every === null ? null : rhythmWords[every];
  const basis = usual?.basis;
  const zh = `“${one.name['zh-Hans']}”低于规定：至少公示 ${days} 天${rhythm ? `，至少${rhythm['zh-Hans']}公示一次` : ''}${basis ? `（${basis['zh-Hans']}）` : ''}`;
  const en = `“${one.name.en}” stays below the rules: ${days} days at least${rhythm ? `, posted anew ${rhythm.en} at least` : ''}${basis ? ` (${basis.en})` : ''}`;
  return [{ code: 'publicity.class_below', path: [...path, made.days < days ? 'days' : 'every'], words: w(zh, en) }];
}

const needed = ['group', 'basis', 'days'] as const;
const neededWords = { group: w('所属栏目', 'the group'), basis: w('依据', 'the basis'), days: w('公示天数', 'the days') } as const;

function classFaults(one: PackPostingClass, path: Path): PartFault[] {
  const usual = shippedClass(one.key);
  const faults: PartFault[] = [];
  if (usual && one.group !== undefined && one.group !== usual.group) {
    const [hans, en] = [groupWords[usual.group]['zh-Hans'], groupWords[usual.group].en];
    faults.push({
      code: 'publicity.class_group',
      path: [...path, 'group'],
      words: w(`这一类公示归在“${hans}”，不能改`, `This class belongs to “${en}” and stays there`),
    });
  }
  for (const key of usual ? [] : needed)
    if (one[key] === undefined) {
      const words = w(`新的公示类别须写明${neededWords[key]['zh-Hans']}`, `A new class of postings must say ${neededWords[key].en}`);
      faults.push({ code: 'publicity.class_lacks', path, words });
    }
  if (one.template) faults.push(...templateFaults(one.template, [...path, 'template']));
  return faults.length > 0 ? faults : belowRules(one, path);
}

/** Placeholders that nobody fills in, and personal data, in any text of a template. */
function templateFaults(value: unknown, path: Path): PartFault[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => templateFaults(one, [...path, Array.isArray(value) ? Number(key) : key]));
  if (typeof value !== 'string') return [];
  const faults: PartFault[] = [];
  const stranger = [...value.matchAll(/\{(\w*)\}/g)].find(([, name]) => name !== 'place' && name !== 'period');
  if (stranger)
    faults.push({
      code: 'publicity.template_name',
      path,
      words: w(`模板里只能用 {place} 和 {period}，没有 ${stranger[0]}`, `A template knows {place} and {period}, not ${stranger[0]}`),
    });
  if (personalIn(value))
    faults.push({
      code: 'publicity.template_personal',
      path,
      words: w('模板里不能有身份证号或个人手机号', 'A template holds no identity or mobile phone numbers'),
    });
  return faults;
}

/** `postings.yaml`: what a place posts, for how long and how often, and what a new posting begins with (D7). */
export const postingsPart = definePart<PostingsFile>({
  key: 'postings',
  file: 'postings.yaml',
  name: w('公示规则', 'Postings'),
  room: 'publicity',
  what: 'What the place posts for everybody to read: classes with their legal basis, days, rhythm, second person, days for answers, and templates.',
  schema: PostingsFile,
  check: ({ classes }) => classes.flatMap((one, n) => classFaults(one, ['classes', n])),
  defines: ({ classes }) => classes.map(({ key }) => ({ kind: 'posting', key })),
  words: {
    classes: w('公示类别', 'class of posting'),
    group: w('所属栏目', 'group'),
    basis: w('依据', 'basis'),
    days: w('公示天数', 'days'),
    every: w('频次', 'rhythm'),
    second: w('须另一人审核', 'second person approves'),
    answer_days: w('答复异议（工作日）', 'working days to answer objections'),
    template: w('模板', 'template'),
    tables: w('表格', 'table'),
    columns: w('表头', 'headings'),
    rows: w('行', 'lines'),
  },
  values: { ...groupWords, ...rhythmWords },
});
