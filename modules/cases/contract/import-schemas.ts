import { Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { QuestionData } from './schemas.ts';
import { importDatums, importFields, importLimits } from './import-fields.ts';

/** Where an import stands. `stopped`: whoever sent it lost the right meanwhile. `lapsed`: nobody went on for thirty days. */
export const importStates = ['checking', 'checked', 'importing', 'done', 'stopped', 'cancelled', 'replaced', 'lapsed'] as const;
/** Where a row stands. `failed`: refused when its case was to be made. */
export const importRowStates = ['unchecked', 'ready', 'faulty', 'failed', 'done'] as const;

const column = z
  .number()
  .int()
  .min(0)
  .max(importLimits.columns - 1);
const Mapping = z.object(
  Object.fromEntries(importFields.map((field) => [field, column.optional()])) as Record<(typeof importFields)[number], z.ZodOptional<typeof column>>,
);

const Answers = z
  .record(typed(80, 1), column)
  .refine((one) => Object.keys(one).length <= importLimits.columns, { error: 'too many' })
  .meta({ description: 'Column of the answers to a category’s question, by the question’s words (zh-Hans)' });

/** How the columns are read. */
export const ImportReading = z.object({
  mapping: Mapping,
  answers: Answers.default({}),
  datum: z.enum(importDatums).meta({ description: 'Of coordinates where no column says it' }),
  source: typed(60).meta({ description: 'Where the reports come from, for rows that do not say it' }),
});
export const ImportReadingInput = ImportReading.extend({ version: z.number().int().positive() });

export const ImportCounts = z.object({
  rows: z.number().int(),
  unchecked: z.number().int(),
  ready: z.number().int().meta({ description: 'Sound; those with a guessed category are among them' }),
  guessed: z.number().int().meta({ description: 'Sound, but the category is a guess' }),
  faulty: z.number().int(),
  failed: z.number().int(),
  done: z.number().int(),
});

export const ImportView = z
  .object({
    id: Id,
    file: z.string(),
    state: z.enum(importStates),
    person: z.string().meta({ description: 'Name of who sent it' }),
    mine: z.boolean().meta({ description: 'Only who sent it goes on with it' }),
    area: z.string(),
    area_name: z.string(),
    counts: ImportCounts,
    at: Moment,
    ended_at: Moment.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'CaseImport' });
export const ImportDetail = ImportView.extend({
  sheet: z.string(),
  head_row: z.number().int().meta({ description: 'As the spreadsheet counts, from 1' }),
  heads: z.array(z.string()),
  reading: ImportReading,
  questions: z.array(WordsSchema).meta({ description: 'What the district’s categories ask, each once: columns can be said to answer them' }),
  guesses: z.boolean().meta({ description: 'Rows with a guessed category are imported too' }),
  cells_until: Moment.nullable().meta({ description: 'When what stood in the cells is deleted; null while it is needed' }),
  has_cells: z.boolean(),
}).meta({ id: 'CaseImportDetail' });

/** Fields sent along with the file. */
export const ImportFields = z.object({
  id: Id.optional().meta({ description: 'Made by the browser: the same id and file twice are one import' }),
  replaces: Id.optional().meta({ description: 'The import that this file takes the place of; it must not have begun' }),
});

export const ImportFaultView = z.object({
  column: z.enum(importFields).nullable(),
  question: z.object({ key: z.string(), label: WordsSchema }).nullable().meta({ description: 'The question of the category whose answer is at fault' }),
  code: z.string(),
  text: z.string(),
});
export const ImportRowView = z.object({
  row: z.number().int().meta({ description: 'As the spreadsheet counts, from 1' }),
  state: z.enum(importRowStates),
  version: z.number().int(),
  cells: z.partialRecord(z.enum(importFields), z.string()).meta({ description: 'By field; contacts masked for colleagues; empty once deleted' }),
  faults: z.array(ImportFaultView),
  answers: z
    .array(QuestionData.extend({ text: z.string().meta({ description: 'What stands in the cell; empty where nothing does' }) }))
    .meta({ description: 'Questions of the row’s category' }),
  category: z.object({ code: z.string(), name: WordsSchema }).nullable(),
  guessed: z.boolean(),
  place: z.string().meta({ description: 'Where the case will lie' }),
  case: z.object({ id: Id, number: z.string() }).nullable(),
});
export const ImportRows = pageOf(ImportRowView);
export const ImportRowsQuery = PageQuery.extend({ show: z.enum(['all', 'wrong', 'guessed', 'ready', 'done']).default('all') });
export const Imports = pageOf(ImportView);
export const ImportsQuery = PageQuery.extend({ state: z.enum(importStates).optional(), mine: z.stringbool().optional() });

const cell = typed(importLimits.cell);
export const ImportMend = z.object({
  version: z.number().int().positive(),
  cells: z.partialRecord(z.enum(importFields), cell).meta({ description: 'The cells that change; columns that the file lacks may be given too' }),
  answers: z
    .record(z.string().regex(/^[a-z][a-zA-Z_]{0,39}$/), cell)
    .optional()
    .meta({ description: 'Answers that change, as a cell says them, by the key of the category’s question' }),
});
export const ImportConfirm = z.object({
  version: z.number().int().positive(),
  guesses: z.boolean().meta({ description: 'Import rows whose category is a guess, too' }),
});
export const ImportVersion = z.object({ version: z.number().int().positive() });
export const ImportResult = z.object({ id: Id, state: z.enum(importStates), version: z.number().int() });
