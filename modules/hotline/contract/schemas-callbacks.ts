import { Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { channels } from '@hezhi/cases/contract';
import { MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';
import { Day } from './schemas-calls.ts';

export const callbackStates = ['waiting', 'taken', 'done', 'unreached', 'dropped'] as const;
const minuteOfDay = z.number().int().min(0).max(1440);

export const RuleData = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  tiers: z.array(z.number().int().min(1).max(4)).max(4).default([]),
  categories: z
    .array(z.string().regex(/^[A-Z](\d{2})?$/))
    .max(100)
    .default([]),
  channels: z.array(z.enum(channels)).max(channels.length).default([]),
  dissatisfied: z.boolean().default(false),
  share: z.number().min(0).max(1),
  after: z.object({ of: z.enum(['closing', 'expiry']), hours: z.number().int().min(0).max(720).default(0) }),
});
/** Who is called back in a district, and when one may call: the first fitting rule decides. */
export const CallbackRules = z
  .object({
    rules: z
      .array(RuleData)
      .max(30)
      .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, { error: 'twice' }),
    tries: z.number().int().min(1).max(10).meta({ description: 'Attempts before a case counts as not reached' }),
    retryHours: z.number().int().min(1).max(168),
    from: minuteOfDay,
    to: minuteOfDay,
    seed: typed(40, 1).meta({ description: 'Of the sampling: the same seed gives the same choice' }),
  })
  .refine(({ from, to }) => from < to, { error: 'window', path: ['to'] });
export const RulesView = z.object({ body: CallbackRules, version: z.number().int(), own: z.boolean() }).meta({ id: 'CallbackRules' });

export const CallbackView = z
  .object({
    id: Id,
    matter: MatterView,
    sentence: z.string(),
    rule: z.string(),
    state: z.enum(callbackStates),
    dueAt: Moment,
    tries: z.number().int(),
    agent: z.object({ id: Id, name: z.string() }).nullable(),
    mine: z.boolean(),
    doneAt: Moment.nullable(),
    reached: z.boolean().nullable(),
    solved: z.enum(['yes', 'partly', 'no']).nullable(),
    score: z.number().int().nullable(),
    reporter: WordsSchema.meta({ description: 'Whom one calls: the resident, a visitor, or the contact that the staff noted' }),
    skipped: z.string().nullable(),
  })
  .meta({ id: 'Callback' });
export const results = ['reached', 'unreached', 'solved', 'unsolved', 'satisfied', 'dissatisfied'] as const;
export const CallbackQuery = PageQuery.extend({
  view: z.enum(['due', 'later', 'mine', 'done']).default('due'),
  result: z.enum(results).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export const CallbackPage = pageOf(CallbackView);
export const CallbackResult = z.object({
  reached: z.enum(['yes', 'no']),
  solved: z.enum(['yes', 'partly', 'no']).optional(),
  score: z.number().int().min(1).max(5).optional(),
  note: typed(1000).optional(),
});

export const FiguresQuery = z.object({ from: Day.optional(), to: Day.optional() });
const Share = z.object({ of: z.number().int(), n: z.number().int() }).meta({ description: 'n out of `of`' });
export const HotlineFigures = z
  .object({
    from: Day,
    to: Day,
    level: z.object({ seconds: z.number().int(), rate: z.number() }).meta({ description: 'Service level: answer within, connect rate' }),
    calls: z.object({
      all: z.number().int(),
      rung: z.number().int().meta({ description: 'Through a telephone system: only these have a waiting time' }),
      answered: z.number().int(),
      within: z.number().int(),
      late: z.number().int(),
      lost: z.number().int(),
      waited: z.number().nullable().meta({ description: 'Mean seconds to an answer' }),
      talked: z.number().nullable().meta({ description: 'Mean seconds of talk' }),
    }),
    hours: z.array(z.object({ hour: z.number().int(), calls: z.number().int(), answered: z.number().int(), within: z.number().int(), lost: z.number().int() })),
    kinds: z.array(z.object({ key: z.string(), n: z.number().int() })),
    outcomes: z.array(z.object({ key: z.string(), n: z.number().int() })),
    callbacks: z.object({ waiting: z.number().int(), overdue: z.number().int(), reached: Share, solved: Share, satisfied: Share }),
  })
  .meta({ id: 'HotlineFigures' });
