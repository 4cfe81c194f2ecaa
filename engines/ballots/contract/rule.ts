import { typed } from '@hezhi/contract';
import { z } from 'zod';
import { measures } from './measures.ts';

const Share = z.string().regex(/^(0|[1-9]\d{0,8})(\/[1-9]\d{0,8})?$/);
const Both = z
  .strictObject({
    'zh-Hans': typed(400, 1).describe('Simplified Chinese.'),
    en: typed(400, 1).describe('English.'),
    'zh-Hant': typed(400).optional().describe('Traditional Chinese; made from zh-Hans where it is missing.'),
  })
  .describe('Text in Simplified Chinese and in English.');
export const MeasureKey = z.enum(measures);

const threshold = {
  measure: MeasureKey.describe('What is added up: heads, area (square metres of exclusive parts) or shares.'),
  at_least: Share.optional().describe('This share or more.'),
  more_than: Share.optional().describe('More than this share. One of the two is given.'),
};
const oneOf = (given: { at_least?: string | undefined; more_than?: string | undefined }): boolean =>
  (given.at_least === undefined) !== (given.more_than === undefined);

/** Who must take part at least, measured against the whole roll. */
export const TakePart = z
  .strictObject({ ...threshold, of: z.literal('roll').default('roll').describe('Always the whole roll.') })
  .refine(oneOf, { error: 'ballots.one_threshold' });
/** How many must agree: of those taking part, of the whole roll, or of those present at the meeting. */
export const Agree = z
  .strictObject({ ...threshold, of: z.enum(['taking_part', 'roll', 'present']).default('taking_part').describe('What the share is measured against.') })
  .refine(oneOf, { error: 'ballots.one_threshold' });
export type TakePart = z.output<typeof TakePart>;
export type Agree = z.output<typeof Agree>;

export const questionKinds = ['yes_no', 'choose', 'ranking', 'rating'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Where a threshold comes from, and between which days it holds (`to` null: still). */
export const Article = z.strictObject({
  law: Both.describe('Name of the law or rules.'),
  article: typed(100, 1).describe('Article, as it is cited.'),
  reference: typed(400).optional().describe('Where the text can be read.'),
  from: z.iso.date().describe('First day on which it holds.'),
  to: z.iso.date().nullable().default(null).describe('Last day on which it holds; null: it still does.'),
});

/**
 * How a ballot is decided, as data (part `ballots/*.yaml` of a method pack). ALL conditions of `take_part` and ALL of `agree` must hold.
 * `subject` names the entry of the legal table that the rule must not fall below (null: no law sets a minimum).
 */
export const Rule = z
  .strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/)
      .describe('Key of the rule: the name of its file.'),
    name: Both.describe('Name of the rule, as voters read it.'),
    subject: z
      .string()
      .max(60)
      .nullable()
      .default(null)
      .describe('Entry of the legal table that the rule must not fall below; null where no law sets a minimum.'),
    article: Article.describe('Law or rules that it stands on.'),
    binding: z.boolean().describe('Whether decisions by it bind, unless the ballot says it is a poll.'),
    questions: z.array(z.enum(questionKinds)).min(1).describe('Kinds of questions that it decides.'),
    take_part: z.array(TakePart).max(3).default([]).describe('How many must take part at least. All must be reached.'),
    agree: z.array(Agree).max(6).default([]).describe('How many must agree. All must be reached.'),
    order_by: z.array(MeasureKey).min(1).max(3).default(['heads']).describe('Measures that put options in order, the first that differs deciding.'),
    abstention: z.enum(['takes_part', 'absent']).default('takes_part').describe('Whether an abstention counts among those taking part.'),
    silence: z
      .discriminatedUnion('mode', [
        z.strictObject({ mode: z.literal('none').describe('Silence is not taking part.') }),
        z.strictObject({
          mode: z.literal('follows_majority').describe('Silence is counted with the majority.'),
          basis: Both.describe('Article of the owners’ own rules that says so.'),
          takes_part: z.boolean().default(false).describe('Whether silence counts towards participation too.'),
        }),
      ])
      .default({ mode: 'none' })
      .describe('What becomes of those who do not answer.'),
    ties: z.enum(['fails', 'second_round', 'lot']).default('fails').describe('What happens when options are equal at the last seat.'),
    vacancies: z.enum(['leave', 'second_round']).default('leave').describe('Whether seats left open lead to a second round.'),
    reserves_need: z.enum(['agree', 'none']).default('agree').describe('Whether reserves must have reached the agreement too.'),
    second_round: z
      .strictObject({
        times: z.int().min(1).max(10).default(2).describe('Candidates carried: the best so many times the open seats.'),
        agree: z.array(Agree).max(6).default([]).describe('How many must agree in the second round.'),
      })
      .nullable()
      .default(null)
      .describe('The second round; null: there is none.'),
    ranking: z
      .enum(['irv', 'borda', 'stv'])
      .default('irv')
      .describe(
        'irv: instant runoff, seats one after the other; borda: n-1 points for the first of n; stv: single transferable vote for up to 11 seats (rules of Scotland’s councils, 2007), where the quota stands in place of `agree`.',
      ),
    mean_at_least: Share.nullable().default(null).describe('Mean that a rating must reach; null: no threshold.'),
    minimum: z.int().min(1).max(100).default(1).describe('Options at least.'),
    surplus: z.int().min(0).max(100).default(0).describe('So many more options than seats (差额).'),
    notice_days: z.int().min(0).max(365).default(0).describe('Days of notice before voting opens.'),
    publicity_days: z.int().min(0).max(365).default(0).describe('Days for which the roll is published before it is frozen.'),
    change_until_close: z.boolean().default(true).describe('Whether a vote may be changed until the close.'),
    collision: z
      .enum(['last', 'first', 'paper', 'online'])
      .default('last')
      .describe('Which of one voter’s ballots stands: the last, the first, the one on paper, the one online.'),
    early_close: z.boolean().default(false).describe('Whether it may be closed early, with a reason.'),
    proxy: z
      .strictObject({ max: z.int().min(1).max(100).describe('Voters for whom one person may stand.') })
      .nullable()
      .default(null)
      .describe('Voting by written mandate; null: not allowed.'),
    running: z.enum(['public', 'staff', 'nobody']).default('staff').describe('Who may see how many have taken part while voting is open.'),
    publish: z.enum(['labels', 'receipts']).default('receipts').describe('Open ballots: choices published by unit (labels), or only by receipt.'),
    few: z.enum(['sums', 'outcome']).default('sums').describe('With fewer ballots than hide one another: publish sums without receipts, or the outcome alone.'),
  })
  .meta({ id: 'BallotRule' });
export type Rule = z.output<typeof Rule>;
