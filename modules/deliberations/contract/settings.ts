import { WordsSchema } from '@hezhi/contract';
import { whoMay, type WhoMay } from '@hezhi/directory/light';
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

/** Who may co-sign and rate a topic of a community, where no pack says otherwise residents by their own word. */
export const WhoSchema = z
  .enum(whoMay)
  .describe(
    'Who may co-sign and rate a topic of a community: every account of the district, residents of the street, residents by their own word (the default), or residents whom the community has confirmed',
  );

export const BodyKindSchema = z
  .object({
    key: Key,
    name: WordsSchema.describe('What it is called'),
    hint: WordsSchema.describe('What it is for, in a sentence'),
    meeting: Key.describe('The kind of meeting that it holds'),
    least: z.number().int().positive().optional().describe('Members it should have at least; told on its page, never enforced on a list that is being filled'),
    most: z.number().int().positive().optional().describe('Members it should have at most'),
    term_years: z.number().int().positive().optional().describe('Term of office in years'),
    rounds: z.boolean().default(false).describe('Whether it makes rounds of its place (D10)'),
    supervises: z.boolean().default(false).describe('Whether its members may question and object to decisions within its territory (D4)'),
  })
  .strict();

export const MeetingKindSchema = z
  .object({
    key: Key,
    name: WordsSchema.describe('What it is called'),
    basis: WordsSchema.describe('Where the rule comes from; shown beside it'),
    convener: WordsSchema.describe('Who convenes it'),
    invited: WordsSchema.describe('Who is invited'),
    outcome: WordsSchema.describe('What comes of it'),
    sides: z.array(z.enum(sides)).default([]).describe('Who must be among the participants before it is called'),
    notice: LimitData.nullable().describe('How long before it is told; null: no rule'),
    quorum: z
      .object({
        of: z.enum(['invited', 'members', 'electors']).describe('Of whom the share is taken'),
        share: Share.describe('Numerator and denominator, exact'),
        more: z.boolean().describe('More than the share (true) or at least the share'),
      })
      .nullable()
      .describe('How many must be present; null: no rule'),
    proxies: z.boolean().default(false).describe('Whether the absent may be represented'),
    publish: LimitData.describe('Its minutes are published within this time'),
  })
  .strict();

export const ProcedureSettingsSchema = z
  .object({
    procedure: Key.describe('Key of the procedure'),
    cosigners: z.number().int().min(0).max(100_000).describe('Co-signers beside the proposer'),
    participants: z
      .object({
        least: z.number().int().min(1).describe('Participants at least'),
        affected: z.number().int().min(0).describe('Of them affected by the topic at least'),
      })
      .describe('Who must be settled before it is told'),
    notice: LimitData.describe('How long before the meeting it is told'),
    publicity: LimitData.describe('How long the result is public for objections'),
    rating: LimitData.describe('How long it may be rated'),
    meetings: z.record(Key, z.array(Key).min(1)).describe('Which kinds of meeting a state waits for'),
    demand: z.partialRecord(z.enum(demanders), Share).optional().describe('On whose demand a meeting must be convened, and what share of them'),
    basis: WordsSchema.describe('Where the rule comes from'),
  })
  .strict();

export const SettingsSchema = z.object({
  who: WhoSchema.default('community_declared'),
  bodies: z.array(BodyKindSchema),
  meetings: z.array(MeetingKindSchema),
  procedures: z.array(ProcedureSettingsSchema),
});
export type BodyKind = z.output<typeof BodyKindSchema>;
export type MeetingKind = z.output<typeof MeetingKindSchema>;
export type ProcedureSettings = z.output<typeof ProcedureSettingsSchema>;
/** What a topic demands, as it was when it began; without `who` it began before homes were known and is open to the district. */
export type Demands = ProcedureSettings & { who?: WhoMay };
export type Settings = z.output<typeof SettingsSchema>;
