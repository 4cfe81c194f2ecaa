import { z } from 'zod';
import { fieldTypes } from '@hezhi/forms/contract';

/**
 * Procedures 办理流程 as data (matters.md). A procedure is JSON: checked by this schema and by the rules of `check.ts` before it is loaded.
 * The file names no kind of work: what a case or a mediation is, its procedure says.
 */
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
export const WordsData = z.object({ 'zh-Hans': z.string().min(1), en: z.string().min(1), 'zh-Hant': z.string().optional() });

/** The seven stages of the field (rules.md 1): 采集 立案 派遣 处置 反馈 核查 评价. */
export const stages = ['report', 'register', 'dispatch', 'handle', 'feedback', 'verify', 'rate'] as const;
export const StageSchema = z.enum(stages);

export const LimitData = z.object({ amount: z.number().int().positive(), unit: z.enum(['working-minutes', 'working-days', 'minutes', 'days']) });

/** A limit written down, or the matter's own limit of that name (a category's, say) with a fallback. */
const LimitRef = z.union([LimitData, z.object({ of: Key, else: LimitData })]);

/**
 * Who is to own a leg. `org` = the organisation of that kind at that level above the matter's area; `post` = the holder of that role
 * there; `field` = what the actor chose; `each` = one leg for each of those chosen; `same` = the owner of the leg the step is about, else the last owner of that leg; `param` = fixed when the matter was opened, `else` where nothing was fixed; `asker` = who asked;
 * `actor` = who takes the step.
 */
export const OwnerRefSchema = z.union([
  z.object({ org: Key, at: Key }).strict(),
  z.object({ post: Key, at: Key }).strict(),
  z.object({ field: Key }).strict(),
  z.object({ each: Key }).strict(),
  z.object({ same: Key }).strict(),
  z.object({ param: Key, else: z.object({ org: Key, at: Key }).strict().optional() }).strict(),
  z.object({ asker: z.literal(true) }).strict(),
  z.object({ actor: z.literal(true) }).strict(),
]);

const Guard = z.discriminatedUnion('if', [
  z.object({ if: z.literal('marked'), mark: Key }),
  z.object({ if: z.literal('not_marked'), mark: Key }),
  z.object({ if: z.literal('leg_open'), leg: Key }),
  z.object({ if: z.literal('leg_closed'), leg: Key }),
  z.object({ if: z.literal('leg_running'), leg: Key }),
  z.object({ if: z.literal('leg_paused'), leg: Key }),
  z.object({ if: z.literal('only_leg'), leg: Key }),
  /** The step is taken for a leg of this key (procedures with parallel legs). */
  z.object({ if: z.literal('acting'), leg: Key }),
  /** Its owner has the leg for which the step is taken by one of these steps (by a designation, say), or by none of them. */
  z.object({ if: z.literal('had_by'), steps: z.array(Key).min(1) }),
  z.object({ if: z.literal('not_had_by'), steps: z.array(Key).min(1) }),
  z.object({ if: z.literal('offered_to_me'), leg: Key }),
  z.object({ if: z.literal('no_offer'), leg: Key }),
  z.object({ if: z.literal('times_below'), step: Key, n: z.number().int().positive() }),
  z.object({ if: z.literal('within'), limit: LimitData }),
  z.object({ if: z.literal('has_asker') }),
  z.object({ if: z.literal('no_asker') }),
  z.object({ if: z.literal('children_ended') }),
  z.object({ if: z.literal('answer'), of: z.string() }),
  /** In branches only: what was typed in a field is one of these. */
  z.object({ if: z.literal('given'), field: Key, in: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
]);

const Effect = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), leg: Key, owner: OwnerRefSchema.optional(), limit: LimitRef.optional() }),
  /** Ends the leg that the step is about; `all` = every open one of the key. */
  z.object({ do: z.literal('end'), leg: Key, result: Key, all: z.literal(true).optional() }),
  z.object({ do: z.literal('end_all'), result: Key }),
  z.object({ do: z.literal('pause'), leg: Key, reason_field: Key.optional(), reason: Key.optional() }),
  z.object({ do: z.literal('resume'), leg: Key }),
  z.object({ do: z.literal('extend'), leg: Key, days_field: Key.optional(), by: LimitData.optional() }),
  z.object({ do: z.literal('assign'), leg: Key, owner: OwnerRefSchema }),
  z.object({ do: z.literal('offer'), leg: Key, owner: OwnerRefSchema, lapse: LimitData }),
  z.object({ do: z.literal('accept_offer'), leg: Key }),
  z.object({ do: z.literal('drop_offer'), leg: Key }),
  z.object({ do: z.literal('mark'), mark: Key }),
  z.object({ do: z.literal('unmark'), mark: Key }),
  /** Sets `<mark>` and, when the leg that ends was not overdue, `<mark>_in_time`. */
  z.object({ do: z.literal('mark_timely'), mark: Key, leg: Key }),
  z.object({ do: z.literal('rating'), field: Key }),
  z.object({ do: z.literal('subject'), field: Key }),
  z.object({ do: z.literal('place'), field: Key }),
  z.object({ do: z.literal('publish'), field: Key }),
]);

const By = z.union([
  /** The owner of this open leg. */
  z.object({ leg: Key, permission: z.string().optional() }).strict(),
  /** Whoever asked. */
  z.object({ asker: z.literal(true) }).strict(),
  /** A post with this permission whose territory covers the matter. */
  z.object({ permission: z.string() }).strict(),
  /** Anyone of the staff who sees the matter. */
  z.object({ staff: z.literal(true) }).strict(),
  /** The clock. */
  z.object({ clock: z.literal(true) }).strict(),
]);

export const FieldData = z.object({
  key: Key,
  label: WordsData,
  type: z.enum(fieldTypes),
  required: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: WordsData })).optional(),
  hint: WordsData.optional(),
});

const Step = z.object({
  name: WordsData,
  /** States from which it may be taken; `*` = every state that is not final. */
  from: z.union([z.literal('*'), z.array(Key).min(1)]),
  by: z.array(By).min(1),
  fields: z.array(FieldData).default([]),
  guards: z.array(Guard).default([]),
  effects: z.array(Effect).default([]),
  /** The state after; absent = unchanged. The first branch whose guards hold wins over `to`; its effects come after the step's own. */
  to: Key.optional(),
  branches: z.array(z.object({ guards: z.array(Guard).default([]), to: Key.optional(), effects: z.array(Effect).default([]) })).optional(),
  /** Fields each audience may see in the timeline (law 7); an audience that is not named does not see the entry. */
  audience: z.object({ public: z.array(Key).optional(), asker: z.array(Key).optional(), staff: z.array(Key).optional() }),
  /** The sentence the public and the asker read in the timeline; the step's name where absent. */
  told: WordsData.optional(),
  /** What happens, said before it is done (destructive or public steps). */
  confirm: WordsData.optional(),
  /** Within this time the same actor may undo the step while nothing followed it (law 8). */
  undo: LimitData.optional(),
  /** How the screen shows it: the main way forward, an ordinary step, one that hurts. */
  tone: z.enum(['main', 'plain', 'danger']).default('plain'),
});

const Rung = z.object({
  /** After the due moment; amount of time of the leg's own kind. Absent = at the due moment. */
  after: LimitData.optional(),
  effects: z.array(Effect).default([]),
  /** Take this step as the clock instead. */
  step: Key.optional(),
});

const Leg = z.object({
  name: WordsData,
  owner: OwnerRefSchema,
  limit: LimitRef,
  /** What happens on overdue and after: the escalation ladder. */
  ladder: z.array(Rung).default([{ effects: [] }]),
  /** "Nearly due" once this share of the limit has passed. */
  warn: z.number().gt(0).lt(1).default(0.8),
  /** A side leg (a decision asked for) is never the one a waiting person hears about first. */
  side: z.boolean().default(false),
  /** What happens next, for the sentence on every matter. */
  next: WordsData.optional(),
});

export const ProcedureSchema = z
  .object({
    key: Key,
    version: z.number().int().positive(),
    kind: Key,
    name: WordsData,
    /** 0 seen by territory; 1 by parties only. */
    secrecy: z.union([z.literal(0), z.literal(1)]).default(0),
    initial: Key,
    /** The step with which a matter is opened; its fields are what is told first. */
    opening: Step.pick({ name: true, fields: true, effects: true, audience: true, told: true }),
    states: z.record(Key, z.object({ name: WordsData, public: WordsData, stage: StageSchema, final: z.boolean().default(false) })),
    legs: z.record(Key, Leg),
    steps: z.record(Key, Step),
    /** Words of the marks that steps set, for reasons and filters. */
    marks: z.record(Key, WordsData).default({}),
    pause_reasons: z.array(z.object({ key: Key, name: WordsData, max: LimitData })).default([]),
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
