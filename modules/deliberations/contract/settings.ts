import { WordsSchema } from '@hezhi/contract';
import { LimitData } from '@hezhi/matters/contract';
import { z } from 'zod';

/** Data of the field that a place may set otherwise (parts of a method pack): kinds of bodies and of meetings, and what each procedure demands. */
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const Share = z.tuple([z.number().int().positive(), z.number().int().positive()]).refine(([a, b]) => a <= b, { error: 'a share is at most the whole' });

/** Why somebody takes part. */
export const sides = ['affected', 'resident', 'member', 'representative', 'unit', 'expert', 'supervisor'] as const;
export type Side = (typeof sides)[number];

/** Those whose demand convenes a meeting. */
export const demanders = ['residents', 'households', 'groups', 'villagers', 'representatives'] as const;

export const BodyKindSchema = z
  .object({
    key: Key,
    name: WordsSchema,
    hint: WordsSchema,
    /** The kind of meeting that it holds. */
    meeting: Key,
    /** Members it should have; told on its page, never enforced on a list that is being filled. */
    least: z.number().int().positive().optional(),
    most: z.number().int().positive().optional(),
    term_years: z.number().int().positive().optional(),
    /** Small bodies that make rounds of their place (D10). */
    rounds: z.boolean().default(false),
    /** Its members may question and object to decisions within its territory (D4). */
    supervises: z.boolean().default(false),
  })
  .strict();

export const MeetingKindSchema = z
  .object({
    key: Key,
    name: WordsSchema,
    /** Where the rule comes from; shown beside it. */
    basis: WordsSchema,
    convener: WordsSchema,
    invited: WordsSchema,
    outcome: WordsSchema,
    /** Who must be among the participants before it is called. */
    sides: z.array(z.enum(sides)).default([]),
    notice: LimitData.nullable(),
    quorum: z.object({ of: z.enum(['invited', 'members', 'electors']), share: Share, more: z.boolean() }).nullable(),
    proxies: z.boolean().default(false),
    /** Its minutes are published within this time. */
    publish: LimitData,
  })
  .strict();

export const ProcedureSettingsSchema = z
  .object({
    procedure: Key,
    /** Co-signers beside the proposer. */
    cosigners: z.number().int().min(0).max(100_000),
    participants: z.object({ least: z.number().int().min(1), affected: z.number().int().min(0) }),
    notice: LimitData,
    publicity: LimitData,
    rating: LimitData,
    /** Which kind of meeting a state waits for. */
    meetings: z.record(Key, z.array(Key).min(1)),
    /** On whose demand a meeting must be convened, and what share of them. */
    demand: z.partialRecord(z.enum(demanders), Share).optional(),
    basis: WordsSchema,
  })
  .strict();

export const SettingsSchema = z.object({
  bodies: z.array(BodyKindSchema),
  meetings: z.array(MeetingKindSchema),
  procedures: z.array(ProcedureSettingsSchema),
});
export type BodyKind = z.output<typeof BodyKindSchema>;
export type MeetingKind = z.output<typeof MeetingKindSchema>;
export type ProcedureSettings = z.output<typeof ProcedureSettingsSchema>;
export type Settings = z.output<typeof SettingsSchema>;
