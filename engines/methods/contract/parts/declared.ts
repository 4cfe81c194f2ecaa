import type { Words } from '@hezhi/contract/light';
import { FieldData } from '@hezhi/matters/contract';
import { levels } from '@hezhi/directory/light';
import { z } from 'zod';
import { PackKey, PackLimit, PackWords } from '../manifest.ts';
import { definePart } from '../part.ts';

/** Parts that packs of places may write down already and that rooms of later versions carry. Each keeps its shape here until its room takes it over. */
const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });
const Level = z.enum(levels.map(({ key }) => key)).describe('Level of territory: district, street, community or grid.');

export const ItemsShape = z
  .strictObject({
    name: PackWords.describe('The name of the list.'),
    groups: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The name of the group.'),
          items: z
            .array(
              z.strictObject({
                key: PackKey,
                name: PackWords.describe('The item of work, in the words of the list.'),
                duty: z
                  .enum(['own', 'assist', 'cooperate'])
                  .describe('own: by law the committee’s own affair; assist: it assists the government; cooperate: it may take part.'),
                lead: PackKey.optional().describe('Kind of organisation that leads an item which communities only assist.'),
                category: z
                  .string()
                  .regex(/^[A-Z]\d{2}$/)
                  .optional()
                  .describe('Category of reports that belong to the item.'),
                limit: PackLimit.optional().describe('Within which time it is to be done, where the list says so.'),
                basis: PackWords.optional().describe('Law or document that it rests on.'),
              }),
            )
            .max(300)
            .describe('Items of the group.'),
        }),
      )
      .min(1)
      .max(60)
      .describe('Groups of the list, in its order.'),
  })
  .describe('The list of admitted work: what communities may be asked to do, and in which part.');

export const itemsPart = definePart<z.output<typeof ItemsShape>>({
  key: 'items',
  file: 'items.yaml',
  name: w('准入事项清单', 'List of admitted work'),
  room: 'admissions',
  what: 'The list of work that may be given to communities; what is not on it cannot be.',
  schema: ItemsShape,
  refers: (value) =>
    value.groups.flatMap((group, n) =>
      group.items.flatMap((item, i) => (item.lead === undefined ? [] : [{ kind: 'organisation', key: item.lead, path: ['groups', n, 'items', i, 'lead'] }])),
    ),
});

export const IndicatorsShape = z
  .strictObject({
    subjects: z.array(Level).min(1).describe('Whose work is measured: territories of these levels.'),
    every: z.enum(['month', 'quarter', 'half-year', 'year']).describe('How often a period closes.'),
    indicators: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('What is measured.'),
          meaning: PackWords.describe('How it is counted, so that everybody can count again.'),
          points: z.number().min(0).max(1000).describe('Points that can be had.'),
          better: z.enum(['more', 'less']).describe('Whether more or less is better.'),
          of: z
            .strictObject({
              kind: PackKey.describe('Kind of matter whose figures it is taken from.'),
              part: PackKey.describe('Measure that is counted.'),
              whole: PackKey.optional().describe('Measure that it is a share of.'),
            })
            .optional()
            .describe('Where the figure comes from; without it, it is entered with its proof.'),
          target: z.number().optional().describe('Value at which all points are had.'),
        }),
      )
      .min(1)
      .max(120)
      .describe('Indicators. They measure work and organisations, never residents.'),
    grades: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('The grade, for instance five stars.'),
          from: z.number().describe('Points from which it is given.'),
        }),
      )
      .max(12)
      .default([])
      .describe('Grades by points, where the place gives stars or ranks.'),
  })
  .describe('How work is assessed: indicators, points, grades.');

export const indicatorsPart = definePart<z.output<typeof IndicatorsShape>>({
  key: 'indicators',
  file: 'indicators.yaml',
  name: w('考评指标', 'Indicators'),
  room: 'assessments',
  what: 'Indicators, points and grades of assessment.',
  schema: IndicatorsShape,
  refers: (value) =>
    value.indicators.flatMap((one, n) => (one.of === undefined ? [] : [{ kind: 'matter', key: one.of.kind, path: ['indicators', n, 'of', 'kind'] }])),
});

const Moment = z
  .strictObject({ kind: PackKey.describe('Kind of matter.'), step: PackKey.describe('Step after which it is sent; open for the beginning.') })
  .describe('When it is sent.');
export const NoticesShape = z
  .strictObject({
    notices: z
      .array(
        z.strictObject({
          key: PackKey,
          on: Moment,
          to: z.enum(['asker', 'owners', 'level_above', 'participants']).describe('Who is told.'),
          title: PackWords.describe('First line.'),
          text: PackWords.describe('What is said; {number}, {title}, {due} and {place} are filled in.'),
        }),
      )
      .max(200)
      .describe('Notices by kind and step.'),
  })
  .describe('What people are told, and when.');
export const noticesPart = definePart<z.output<typeof NoticesShape>>({
  key: 'notices',
  file: 'notices.yaml',
  name: w('通知', 'Notices'),
  room: 'messages',
  what: 'Texts of notices that the place words itself.',
  schema: NoticesShape,
  refers: (value) => value.notices.map((one, n) => ({ kind: 'matter', key: one.on.kind, path: ['notices', n, 'on', 'kind'] })),
});

export const DocumentsShape = z
  .strictObject({
    documents: z
      .array(
        z.strictObject({
          key: PackKey,
          name: PackWords.describe('Title of the paper.'),
          for: PackKey.describe('Kind of matter that it belongs to.'),
          text: PackWords.describe('Its text; {number}, {title}, {place}, {date} and keys of fields are filled in.'),
          signed: z.array(PackWords).max(6).default([]).describe('Who signs, in order.'),
        }),
      )
      .max(60)
      .describe('Papers by kind of matter.'),
  })
  .describe('Papers that the method uses: notices to post, minutes, certificates.');
export const documentsPart = definePart<z.output<typeof DocumentsShape>>({
  key: 'documents',
  file: 'documents.yaml',
  name: w('文书', 'Papers'),
  room: 'papers',
  what: 'Texts of papers that the method uses.',
  schema: DocumentsShape,
  refers: (value) => value.documents.map((one, n) => ({ kind: 'matter', key: one.for, path: ['documents', n, 'for'] })),
});

export const FormShape = z
  .strictObject({
    key: PackKey.describe('Key of the form: the name of its file.'),
    name: PackWords.describe('Title of the form.'),
    about: PackWords.optional().describe('What it is for.'),
    every: z.enum(['once', 'day', 'week', 'month', 'quarter', 'year']).default('once').describe('How often it is filled in.'),
    filled_by: PackKey.optional().describe('Role that fills it in.'),
    fields: z.array(FieldData).min(1).max(80).describe('What is asked, in this order.'),
  })
  .describe('A form: what is asked of whom, how often.');
export const formsPart = definePart<z.output<typeof FormShape>>({
  key: 'forms',
  file: 'forms/*.yaml',
  name: w('表单', 'Forms'),
  room: 'ledgers',
  what: 'Forms that the method fills in beside those of its procedures: patrol sheets, registers.',
  schema: FormShape,
  defines: (value) => [{ kind: 'form', key: value.key }],
  refers: (value) => (value.filled_by === undefined ? [] : [{ kind: 'role', key: value.filled_by, path: ['filled_by'] }]),
});
