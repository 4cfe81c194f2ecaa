import { definePart, type PartFault } from '@hezhi/methods/contract';
import { LimitData } from '@hezhi/matters/contract';
import { z } from 'zod';
import { baseCategories, groups, leadKinds, leadName } from './categories.ts';
import { QuestionData, Settle } from './schemas.ts';

const Words = z
  .strictObject({ 'zh-Hans': z.string().min(1).max(200), en: z.string().min(1).max(400), 'zh-Hant': z.string().max(200).optional() })
  .describe('Text in both languages.');

/** One category of a pack: a new leaf in full, or what is different of a leaf that ships. */
export const PackCategory = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z]\d{2}$/)
    .describe('Letter of the group and two digits. A code that ships is changed in what stands here; another one is new.'),
  name: Words.optional().describe('Its name.'),
  tier: z.number().int().min(1).max(4).optional().describe('How urgent: 1 danger to life or property, 2 utilities, 3 general, 4 hard.'),
  lead: z
    .string()
    .regex(/^[a-z][a-z_]{0,39}$/)
    .optional()
    .describe('Kind of organisation that leads.'),
  settle: Settle.optional().describe('The lowest level that usually settles it.'),
  limits: z
    .strictObject({
      accept: LimitData.optional().describe('Time to take it on.'),
      dispatch: LimitData.optional().describe('Time to dispatch it.'),
      handle: LimitData.optional().describe('Time to handle it.'),
      verify: LimitData.optional().describe('Time to verify it.'),
    })
    .optional()
    .describe('How long each stage may take; what is left out stays as it ships.'),
  hints: z.array(z.string().min(1).max(20)).max(60).optional().describe('Words by which a report is guessed to belong here.'),
  questions: z.array(QuestionData).max(6).optional().describe('What is asked beside the description.'),
  example: Words.optional().describe('An example in one sentence.'),
});
export type PackCategory = z.output<typeof PackCategory>;

export const CategoriesFile = z
  .strictObject({ categories: z.array(PackCategory).min(1).max(300).describe('Categories that are new or differ from those that ship.') })
  .describe('Categories of reports with their limits. They hold for a whole district.');
export type CategoriesFile = z.output<typeof CategoriesFile>;

const w = (hans: string, en: string) => ({ 'zh-Hans': hans, en });
const shipped = new Set(baseCategories.map((leaf) => leaf.code));
const needed = ['name', 'tier', 'lead', 'settle', 'limits'] as const;
/** Whether a code is one of the product's own. */
export const isShipped = (code: string): boolean => shipped.has(code);

/** 类别与时限: the categories of reports with their limits, as a place counts them (X1). */
export const categoriesPart = definePart<CategoriesFile>({
  key: 'categories',
  file: 'categories.yaml',
  name: w('类别与时限', 'Categories and limits'),
  room: 'cases',
  what: 'Categories of reports that are new or differ from those that ship: limits, lead, urgency, questions. They hold where the pack is in force for a whole district.',
  schema: CategoriesFile,
  check: ({ categories }) =>
    categories.flatMap((leaf, n): PartFault[] => {
      const path = ['categories', n];
      const faults: PartFault[] = [];
      const fault = (key: string, words: ReturnType<typeof w>): void => void faults.push({ code: 'cases.category', path: [...path, key], words });
      if (categories.findIndex((one) => one.code === leaf.code) !== n)
        fault('code', w(`类别 ${leaf.code} 出现了两次`, `The category ${leaf.code} occurs twice`));
      if (!groups.some((group) => group.code === leaf.code.slice(0, 1)))
        fault('code', w(`没有 ${leaf.code.slice(0, 1)} 这一大类`, `There is no group ${leaf.code.slice(0, 1)}`));
      if (leaf.lead !== undefined && leadName(leaf.lead) === null)
        fault(
          'lead',
          w(
            `牵头单位只能是：${leadKinds.map((one) => one.name['zh-Hans']).join('、')}`,
            `The lead must be one of: ${leadKinds.map((one) => one.key).join(', ')}`,
          ),
        );
      if (shipped.has(leaf.code)) return faults;
      const limits = leaf.limits ?? {};
      const missing = needed.filter((key) => leaf[key] === undefined);
      const stages = (['accept', 'dispatch', 'handle', 'verify'] as const).filter((key) => leaf.limits !== undefined && limits[key] === undefined);
      for (const key of [...missing, ...stages]) fault('code', w(`新类别 ${leaf.code} 缺少 ${key}`, `The new category ${leaf.code} lacks ${key}`));
      return faults;
    }),
  defines: ({ categories }) => categories.map(({ code }) => ({ kind: 'category', key: code })),
  words: {
    categories: w('类别', 'category'),
    code: w('代码', 'code'),
    tier: w('紧急程度', 'urgency'),
    lead: w('牵头单位', 'lead'),
    settle: w('通常由谁解决', 'usually settled by'),
    limits: w('时限', 'limits'),
    accept: w('受理', 'take on'),
    dispatch: w('派遣', 'dispatch'),
    handle: w('处置', 'handle'),
    verify: w('核查', 'verify'),
    hints: w('关键词', 'hints'),
    questions: w('补充问题', 'question'),
    example: w('示例', 'example'),
  },
});
