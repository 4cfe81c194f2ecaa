import { Id, Moment, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { channels } from './collision.ts';
import { Choices, Question } from './question.ts';
import { MeasureKey, Rule } from './rule.ts';

export const District = z.string().regex(/^\d{6}$/);
export const Area = z.string().regex(/^\d{6,12}[0-9A-Z]{0,3}$/);
export const Nonce = z.string().regex(/^[0-9a-f]{32}$/);
const Whole = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
export const WeightsView = z
  .object({ heads: Whole.optional(), area: Whole.optional(), shares: Whole.optional() })
  .meta({ id: 'BallotWeights', description: 'area in square centimetres' });
const Both = z.object({ 'zh-Hans': z.string(), en: z.string(), 'zh-Hant': z.string().optional() });

export const Purpose = z.object({ kind: z.string().regex(/^[a-z][a-z_]{1,40}$/), id: Id });
export const Secrecy = z.enum(['open', 'secret', 'receipt']);
export const ChannelKey = z.enum(channels);
export const BallotState = z.enum(['draft', 'announced', 'open', 'closed', 'counted', 'void']);

/** A new roll. */
export const RollInput = z.object({
  id: Id,
  area: Area,
  title: typed(200, 1),
  measures: z.array(MeasureKey).min(1).max(3),
  publicity_days: z.int().min(0).max(365).default(0),
});
/** One unit: `area` in square metres with at most two decimals; `head` the same for all units of one holder (left out: the unit is a head of its own). */
export const EntryInput = z.object({
  id: Id.optional(),
  label: typed(100, 1),
  holder: typed(100).default(''),
  head: typed(100).optional(),
  area: z.string().max(20).optional(),
  shares: z.int().min(0).max(1_000_000_000).optional(),
  phone: typed(20).optional(),
  /** Whether the holder agreed to be written to by SMS about votes. */
  sms: z.boolean().optional(),
  person: Id.nullable().optional(),
});
export type EntryInput = z.input<typeof EntryInput>;

export const RowFault = z.object({ row: z.int(), column: z.string(), code: z.string(), detail: z.string() });
export const RollView = z
  .object({
    id: Id,
    area: z.string(),
    title: z.string(),
    measures: z.array(MeasureKey),
    state: z.enum(['draft', 'published', 'frozen']),
    publicity_days: z.int(),
    published_at: Moment.nullable(),
    /** When the roll may be frozen at the earliest. */
    until: Moment.nullable(),
    frozen_at: Moment.nullable(),
    entries: z.int(),
    voters: z.int().nullable(),
    totals: WeightsView.nullable(),
    digest: z.string().nullable(),
    objections: z.int(),
  })
  .meta({ id: 'BallotRoll' });
export const EntryView = z
  .object({
    id: Id,
    version: z.int(),
    label: z.string(),
    holder: z.string(),
    head: z.string(),
    area: Whole,
    shares: Whole,
    phone: z.string().nullable(),
    bound: z.boolean(),
    removed: z.boolean(),
    reason: z.string().nullable(),
    at: Moment,
  })
  .meta({ id: 'BallotEntry' });
export const ObjectionView = z
  .object({
    id: Id,
    entry: Id.nullable(),
    name: z.string(),
    text: z.string(),
    at: Moment,
    answer: z.string().nullable(),
    accepted: z.boolean().nullable(),
    answered_at: Moment.nullable(),
  })
  .meta({ id: 'BallotObjection' });

/** A new ballot. `keepers` splits the key of a sealed ballot among 监票人: `need` of them open it. */
export const BallotInput = z.object({
  id: Id,
  area: Area,
  title: typed(200, 1),
  text: typed(8000).default(''),
  rule: Rule,
  purpose: Purpose,
  questions: z.array(Question).min(1).max(50),
  roll: Id,
  secrecy: Secrecy,
  binding: z.object({ binding: z.boolean(), basis: typed(400) }),
  opens_at: Moment,
  closes_at: Moment,
  channels: z.array(ChannelKey).min(1).max(5),
  keepers: z
    .object({ need: z.int().min(2).max(9), names: z.array(typed(60, 1)).min(2).max(9) })
    .nullable()
    .default(null),
});

/** What everybody is told of a ballot. `binding.binding` false: an opinion poll, whatever comes out. */
export const BallotView = z
  .object({
    id: Id,
    district: z.string(),
    area: z.string(),
    title: z.string(),
    text: z.string(),
    state: BallotState,
    purpose: Purpose,
    binding: z.object({ binding: z.boolean(), basis: z.string(), words: Both }),
    rule: z.object({
      key: z.string(),
      name: Both,
      law: Both,
      article: z.string(),
      words: z.array(Both),
      collision: z.string(),
      change_until_close: z.boolean(),
      early_close: z.boolean(),
      proxies: z.int(),
      running: z.string(),
    }),
    questions: z.array(Question),
    secrecy: Secrecy,
    channels: z.array(ChannelKey),
    opens_at: Moment,
    closes_at: Moment,
    closed_at: Moment.nullable(),
    counted_at: Moment.nullable(),
    ended_reason: z.string().nullable(),
    /** `published`: everybody may look into it. */
    roll: z.object({ id: Id, title: z.string(), voters: z.int(), totals: WeightsView, digest: z.string(), published: z.boolean() }),
    /** Public key and padded length for sealing on the voter's device; null for open ballots. */
    seal: z.object({ key: z.string(), length: z.int() }).nullable(),
    /** Who has taken part so far; null where whoever asks may not see it. */
    took_part: z.object({ ballots: z.int(), totals: WeightsView }).nullable(),
    second_of: Id.nullable(),
    outcome: z.unknown().nullable(),
  })
  .meta({ id: 'Ballot' });
export type BallotView = z.output<typeof BallotView>;

/** A vote: `vote` in clear (open ballots, or a browser that cannot seal), or `box` sealed on the device. `nonce` made by the device. */
export const CastInput = z.object({
  id: Id,
  entry: Id,
  vote: Choices.optional(),
  nonce: Nonce.optional(),
  box: z.string().max(20_000).optional(),
  mandate: Id.optional(),
});
export const CodeCastInput = CastInput.omit({ mandate: true }).extend({ code: z.string().max(40) });
export const CastReply = z.object({ id: Id, ballot: Id, at: Moment, sealed: z.boolean() });

export const CastLine = z
  .object({
    id: Id,
    channel: ChannelKey,
    at: Moment,
    paper: z.string().nullable(),
    proxy: z.boolean(),
    stands: z.boolean(),
    why: z.enum(['by_own_vote', 'by_paper', 'by_online', 'by_later', 'by_earlier']).nullable(),
  })
  .meta({ id: 'BallotCast' });

export const PaperInput = z.object({
  entry: Id,
  paper: z.string().regex(/^[A-Z0-9-]{4,40}$/),
  channel: z.enum(['paper', 'home', 'meeting']),
  received_at: Moment,
  witness: typed(60).optional(),
  mandate: Id.optional(),
  vote: Choices.optional(),
  nonce: Nonce.optional(),
  box: z.string().max(20_000).optional(),
  mark: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export const PaperView = z
  .object({
    paper: z.string(),
    state: z.enum(['waiting', 'differs', 'valid']),
    entries: z.int(),
    label: z.string(),
    channel: ChannelKey,
    mine: z.boolean(),
    received_at: Moment,
  })
  .meta({ id: 'BallotPaper' });

export const MandateInput = z.object({
  id: Id,
  entry: Id,
  proxy_name: typed(60, 1),
  person: Id.nullable().default(null),
  /** The phone with which the proxy logs in: binds the account. Kept nowhere. */
  phone: typed(20).optional(),
  files: z.array(Id).max(9).default([]),
});
/** A mandate as the office sees it: `bound` the proxy votes by account, `used` a vote came in with it, `ended_*` who withdrew it and why. */
export const MandateLine = z
  .object({
    id: Id,
    voter: Id,
    label: z.string(),
    proxy_name: z.string(),
    files: z.array(Id),
    at: Moment,
    bound: z.boolean(),
    used: z.boolean(),
    ended_at: Moment.nullable(),
    ended_via: z.enum(['staff', 'account', 'code']).nullable(),
    ended_reason: z.string().nullable(),
  })
  .meta({ id: 'BallotMandate' });
export const WithdrawInput = z.object({ reason: typed(500, 1), files: z.array(Id).max(9).default([]) });
/** A mandate as the giver sees it. */
export const GivenMandate = z
  .object({ id: Id, label: z.string(), proxy_name: z.string(), at: Moment, used: z.boolean(), ended_at: Moment.nullable() })
  .meta({ id: 'GivenMandate' });

/** A ballot in which whoever asks may vote, with the units it is for. */
export const MyBallot = z
  .object({
    ballot: Id,
    district: z.string(),
    title: z.string(),
    state: BallotState,
    binding: z.boolean(),
    closes_at: Moment,
    opens_at: Moment,
    entry: Id,
    voter: Id,
    label: z.string(),
    units: z.int(),
    /** What the voter weighs: area in square centimetres, shares. */
    area: z.int(),
    shares: z.int(),
    mandate: Id.nullable(),
    voted_at: Moment.nullable(),
  })
  .meta({ id: 'MyBallot' });

export const ListQuery = PageQuery.extend({ state: BallotState.optional(), q: typed(60).optional() });
export const BallotLine = z
  .object({
    id: Id,
    area: z.string(),
    title: z.string(),
    state: BallotState,
    purpose: Purpose,
    binding: z.boolean(),
    opens_at: Moment,
    closes_at: Moment,
    outcome: z.string().nullable(),
  })
  .meta({ id: 'BallotLine' });
export const BallotPage = pageOf(BallotLine);
export const Bulletin = z
  .object({
    number: z.int(),
    at: Moment /** Null while the rule hides participation: the digest holds them all the same. */,
    lanes: z.array(z.object({ lane: z.int(), seq: z.int(), chain: z.string() })).nullable(),
    took_part: z.unknown().nullable(),
    digest: z.string(),
  })
  .meta({ id: 'BallotBulletin' });
