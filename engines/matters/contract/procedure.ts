import { z } from 'zod';
import { fieldTypes } from '@hezhi/forms/contract';

/**
 * Procedures 办理流程 as data (matters.md). A procedure is JSON: checked by this schema and by the rules of `check.ts` before it is loaded.
 * The file names no kind of work: what a case or a mediation is, its procedure says.
 */
const Key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .describe('A key: small letters, digits and underscores. Never shown to people.');
/** A key that says what it names, for those who write procedures in an editor. */
const named = (what: string) => Key.describe(what);
export const WordsData = z
  .object({
    'zh-Hans': z.string().min(1).describe('简体中文 Simplified Chinese.'),
    en: z.string().min(1).describe('English.'),
    'zh-Hant': z.string().optional().describe('繁體中文; made from zh-Hans where it is missing.'),
  })
  .describe('Text in Simplified Chinese and in English.');

/** The seven stages of the field (rules.md 1): 采集 立案 派遣 处置 反馈 核查 评价. */
export const stages = ['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const;
export const StageSchema = z.enum(stages);

export const LimitData = z
  .object({
    amount: z.number().int().positive().describe('How much: a whole number.'),
    unit: z
      .enum(['working-minutes', 'working-days', 'minutes', 'days'])
      .describe('working-minutes (a working hour = 60), working-days; minutes, days of the ordinary clock.'),
  })
  .describe('An amount of time.');

/** A limit written down, or the matter's own limit of that name (a category's, say) with a fallback. */
const LimitRef = z
  .union([
    LimitData,
    z.object({
      of: named('Name of a limit of the matter (a category’s: accept, dispatch, handle, verify).'),
      else: LimitData.describe('Where the matter has none.'),
    }),
  ])
  .describe('How long it may take.');

/**
 * Who is to own a leg. `org` = the organisation of that kind at that level above the matter's area; `post` = the holder of that role
 * there; `field` = what the actor chose; `each` = one leg for each of those chosen; `same` = the owner of the leg the step is about, else the last owner of that leg; `param` = fixed when the matter was opened, `else` where nothing was fixed; `asker` = who asked;
 * `actor` = who takes the step.
 */
export const OwnerRefSchema = z
  .union([
    z.object({ org: named('Kind of organisation.'), at: named('Level of its territory: district, street, community, grid.') }).strict(),
    z.object({ post: named('Role of the post.'), at: named('Level of its territory.') }).strict(),
    z.object({ field: named('Field of the step in which an organisation is chosen.') }).strict(),
    z.object({ each: named('Field of the step in which several are chosen: a leg for each.') }).strict(),
    z.object({ same: named('Leg whose owner it is.') }).strict(),
    z
      .object({
        param: named('What was fixed when the matter was opened.'),
        else: z
          .object({ org: named('Kind of organisation.'), at: named('Level.') })
          .strict()
          .optional()
          .describe('Where nothing was fixed.'),
      })
      .strict(),
    z.object({ asker: z.literal(true).describe('Whoever asked.') }).strict(),
    z.object({ actor: z.literal(true).describe('Whoever takes the step.') }).strict(),
  ])
  .describe('Who is to own a leg.');

const Guard = z
  .discriminatedUnion('if', [
    z.object({ if: z.literal('marked'), mark: named('Mark.') }),
    z.object({ if: z.literal('not_marked'), mark: named('Mark.') }),
    z.object({ if: z.literal('leg_open'), leg: named('Leg.') }),
    z.object({ if: z.literal('leg_closed'), leg: named('Leg.') }),
    z.object({ if: z.literal('leg_running'), leg: named('Leg.') }),
    z.object({ if: z.literal('leg_paused'), leg: named('Leg.') }),
    z.object({ if: z.literal('only_leg'), leg: named('Leg.') }),
    /** The step is taken for a leg of this key (procedures with parallel legs). */
    z.object({ if: z.literal('acting'), leg: named('Leg.') }),
    /** Its owner has the leg for which the step is taken by one of these steps (by a designation, say), or by none of them. */
    z.object({ if: z.literal('had_by'), steps: z.array(Key).min(1).describe('Steps.') }),
    z.object({ if: z.literal('not_had_by'), steps: z.array(Key).min(1).describe('Steps.') }),
    z.object({ if: z.literal('offered_to_me'), leg: named('Leg.') }),
    z.object({ if: z.literal('no_offer'), leg: named('Leg.') }),
    z.object({
      if: z.literal('times_below'),
      step: named('Step.'),
      n: z.number().int().positive().describe('How often it may have been taken at most, plus one.'),
    }),
    z.object({ if: z.literal('within'), limit: LimitData.describe('Counted from the end of the matter.') }),
    z.object({ if: z.literal('has_asker') }),
    z.object({ if: z.literal('no_asker') }),
    z.object({ if: z.literal('children_ended') }),
    z.object({ if: z.literal('answer'), of: z.string().describe('What is asked of the room that carries the kind.') }),
    /** In branches only: what was typed in a field is one of these. */
    z.object({
      if: z.literal('given'),
      field: named('Field of the step.'),
      in: z
        .array(z.union([z.string(), z.number(), z.boolean()]))
        .min(1)
        .describe('Any of these.'),
    }),
  ])
  .describe('A condition.');

const Effect = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('open'),
      leg: named('Leg.'),
      owner: OwnerRefSchema.optional().describe('Else the owner of the leg.'),
      limit: LimitRef.optional().describe('Else the limit of the leg.'),
    }),
    /** Ends the leg that the step is about; `all` = every open one of the key. */
    z.object({
      do: z.literal('end'),
      leg: named('Leg.'),
      result: named('How it ended.'),
      all: z.literal(true).optional().describe('Every open one of the key.'),
    }),
    z.object({ do: z.literal('end_all'), result: named('How they ended.') }),
    z.object({
      do: z.literal('pause'),
      leg: named('Leg.'),
      reason_field: named('Field in which the reason is chosen.').optional(),
      reason: named('Reason.').optional(),
    }),
    z.object({ do: z.literal('resume'), leg: named('Leg.') }),
    z.object({
      do: z.literal('extend'),
      leg: named('Leg.'),
      days_field: named('Field with the number of working days.').optional(),
      by: LimitData.optional().describe('By how much, where no field says it.'),
    }),
    z.object({ do: z.literal('assign'), leg: named('Leg.'), owner: OwnerRefSchema }),
    z.object({ do: z.literal('offer'), leg: named('Leg.'), owner: OwnerRefSchema, lapse: LimitData.describe('The offer lapses after.') }),
    z.object({ do: z.literal('accept_offer'), leg: named('Leg.') }),
    z.object({ do: z.literal('drop_offer'), leg: named('Leg.') }),
    z.object({ do: z.literal('mark'), mark: named('Mark.') }),
    z.object({ do: z.literal('unmark'), mark: named('Mark.') }),
    /** Sets `<mark>` and, when the leg that ends was not overdue, `<mark>_in_time`. */
    z.object({ do: z.literal('mark_timely'), mark: Key, leg: named('Leg.') }),
    z.object({ do: z.literal('rating'), field: named('Field of the step.') }),
    z.object({ do: z.literal('subject'), field: named('Field of the step.') }),
    z.object({ do: z.literal('place'), field: named('Field of the step.') }),
    z.object({ do: z.literal('publish'), field: named('Field of the step.') }),
  ])
  .describe('What the step does.');

const By = z
  .union([
    /** The owner of this open leg. */
    z.object({ leg: named('The owner of this open leg.'), permission: z.string().optional().describe('And must have this right.') }).strict(),
    /** Whoever asked. */
    z.object({ asker: z.literal(true).describe('Whoever asked.') }).strict(),
    /** A post with this permission whose territory covers the matter. */
    z.object({ permission: z.string().describe('A post with this right whose territory covers the matter.') }).strict(),
    /** Anyone of the staff who sees the matter. */
    z.object({ staff: z.literal(true).describe('Anyone of the staff who sees the matter.') }).strict(),
    /** The clock. */
    z.object({ clock: z.literal(true).describe('The clock, or a room of the house.') }).strict(),
  ])
  .describe('Who may take it.');

export const FieldData = z
  .object({
    key: Key,
    label: WordsData.describe('What is asked.'),
    type: z
      .enum(fieldTypes)
      .describe('Kind of answer. owner, owners: organisations; subject: a category; photos: pictures; voices: voice notes, which no public audience may hear.'),
    required: z.boolean().optional().describe('Must be answered.'),
    min: z.number().optional().describe('Least number, characters, photos, voice notes or choices.'),
    max: z.number().optional().describe('Greatest number, most characters, photos, voice notes or choices.'),
    options: z
      .array(z.object({ value: z.string().describe('What is kept.'), label: WordsData.describe('What is read.') }))
      .optional()
      .describe('What may be chosen.'),
    hint: WordsData.optional().describe('Help below the field.'),
  })
  .describe('A field of a form.');

const Audience = z
  .object({
    public: z.array(Key).optional().describe('Fields that everybody may read.'),
    asker: z.array(Key).optional().describe('Fields that whoever asked may read.'),
    staff: z.array(Key).optional().describe('Fields that the staff may read.'),
  })
  .describe('Fields each audience may see in the timeline (law 7); an audience that is not named does not see the entry.');

const Guards = z.array(Guard).default([]).describe('Conditions that must all hold.');
const Effects = z.array(Effect).default([]).describe('What is done, in this order.');

const Step = z.object({
  name: WordsData.describe('What the person who takes it presses.'),
  from: z.union([z.literal('*'), z.array(Key).min(1)]).describe('States from which it may be taken; * = every state that is not final.'),
  by: z.array(By).min(1).describe('Who may take it: any of these.'),
  fields: z.array(FieldData).default([]).describe('What is typed.'),
  guards: Guards,
  effects: Effects,
  to: named('The state after; absent = unchanged.').optional(),
  branches: z
    .array(z.object({ guards: Guards, to: named('The state after.').optional(), effects: Effects }))
    .optional()
    .describe('The first whose conditions hold wins over `to`; its effects come after the step’s own.'),
  audience: Audience,
  told: WordsData.optional().describe('The sentence the public and the asker read in the timeline; the step’s name where absent.'),
  confirm: WordsData.optional().describe('What happens, said before it is done (destructive or public steps).'),
  undo: LimitData.optional().describe('Within this time the same actor may undo the step while nothing followed it (law 8).'),
  tone: z.enum(['main', 'plain', 'danger']).default('plain').describe('How it is shown: the main way forward, an ordinary step, one that hurts.'),
});

const Rung = z
  .object({
    after: LimitData.optional().describe('After the due moment; absent = at the due moment.'),
    effects: Effects,
    step: named('Step that the clock takes instead.').optional(),
  })
  .describe('A rung of the escalation ladder.');

const Leg = z.object({
  name: WordsData.describe('The stretch of responsibility.'),
  owner: OwnerRefSchema,
  limit: LimitRef,
  ladder: z
    .array(Rung)
    .default([{ effects: [] }])
    .describe('What happens when it is overdue, and after.'),
  warn: z.number().gt(0).lt(1).default(0.8).describe('Nearly due once this share of the limit has passed.'),
  side: z.boolean().default(false).describe('A side leg (a decision asked for) is never the one a waiting person hears about first.'),
  next: WordsData.optional().describe('What happens next, for the sentence on every matter.'),
});

export const ProcedureSchema = z
  .object({
    key: Key.describe('Key of the procedure: the name of its file.'),
    version: z.number().int().positive().describe('Version; a released one never changes.'),
    kind: named('Kind of matter that goes by it.'),
    name: WordsData.describe('The name of the procedure.'),
    secrecy: z
      .union([z.literal(0), z.literal(1)])
      .default(0)
      .describe('0 seen by territory; 1 by parties only.'),
    initial: named('State with which a matter begins.'),
    opening: Step.pick({ name: true, fields: true, effects: true, audience: true, told: true }).describe(
      'The step with which a matter is opened; its fields are what is told first.',
    ),
    states: z
      .record(
        Key,
        z.object({
          name: WordsData.describe('As the staff read it.'),
          public: WordsData.describe('As residents read it.'),
          stage: StageSchema.describe('Which of the seven stages of the field it belongs to.'),
          final: z.boolean().default(false).describe('Nothing follows.'),
        }),
      )
      .describe('Where a matter can stand.'),
    legs: z.record(Key, Leg).describe('Stretches of responsibility: who has it, until when.'),
    steps: z.record(Key, Step).describe('What may be done.'),
    marks: z.record(Key, WordsData).default({}).describe('Words of the marks that steps set, for reasons and filters.'),
    pause_reasons: z
      .array(z.object({ key: Key, name: WordsData.describe('The reason.'), max: LimitData.describe('How long at most.') }))
      .default([])
      .describe('Reasons for which a clock may stand still.'),
  })
  .strict();

export type Procedure = z.output<typeof ProcedureSchema>;
export type StepDef = Procedure['steps'][string];
export type LegDef = Procedure['legs'][string];
export type EffectDef = z.output<typeof Effect>;
export type GuardDef = z.output<typeof Guard>;
export type ByDef = z.output<typeof By>;
export type OwnerRef = z.output<typeof OwnerRefSchema>;
export type Stage = z.output<typeof StageSchema>;
