import { Day, Id, Moment, pageOf, PageQuery, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { areaSources, memberKinds, memberRoles, ownerKinds, proposerKinds, subjects, unitKinds } from './subjects.ts';

export const District = z.string().regex(/^\d{6}$/);
export const Area = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
const Whole = z.int().min(0);
const Place = z.object({ area: z.string(), areaName: z.string() });

/** How this compound votes, where its own rules say more than the law. `silence`: who does not answer is counted with the majority (only with own rules on record). */
export const VotingRules = z.object({
  collision: z.enum(['last', 'first', 'paper', 'online']).default('paper'),
  change: z.boolean().default(true),
  proxies: z.int().min(0).max(20).default(3),
  running: z.enum(['public', 'staff', 'nobody']).default('public'),
  silence: z.enum(['none', 'follows', 'follows_and_takes_part']).default('none'),
  rollDays: z.int().min(1).max(60).default(7),
  termYears: z.int().min(1).max(5).default(5),
  surplus: z.int().min(0).max(10).default(1),
});
export type VotingRules = z.output<typeof VotingRules>;

/** `basis`: the owners' own rules that make a vote here binding; empty: every vote is an opinion poll. */
export const GroupInput = z.object({
  name: typed(60, 2),
  area: Area,
  address: typed(200),
  buildings: z.array(typed(30, 1)).max(200).default([]),
  developer: typed(80),
  manager: typed(80),
  basis: typed(300),
  basisOn: Day.nullable().default(null),
  rules: VotingRules.prefault({}),
});
const Counts = z.object({ units: Whole, heads: Whole, /** Square centimetres. */ area: Whole });
export const GroupView = GroupInput.extend({
  id: Id,
  district: z.string(),
  areaName: z.string(),
  version: z.int(),
  counts: Counts,
  committee: Whole,
  voting: Whole,
}).meta({ id: 'OwnersGroup' });
export const GroupLine = Place.extend({
  id: Id,
  district: z.string(),
  name: z.string(),
  address: z.string(),
  counts: Counts,
  committee: Whole,
  voting: Whole,
  binding: z.boolean(),
}).meta({ id: 'OwnersGroupLine' });
export const GroupQuery = PageQuery.extend({ cursor: Id.optional(), q: typed(60).optional(), area: Area.optional() });

/** `area` in square metres with at most two decimals. `owner`: one of the register; or `holder`, who becomes one. */
export const HolderInput = z.object({
  kind: z.enum(ownerKinds).default('person'),
  name: typed(80, 1),
  others: z.array(typed(80, 1)).max(20).default([]),
  phone: typed(20).default(''),
  /** Whether the owner agreed to be written to by SMS about votes; not said: as it was. */
  sms: z.boolean().optional(),
  person: Id.nullable().optional(),
});
export const UnitInput = z.object({
  id: Id,
  version: Whole,
  label: typed(60, 1),
  building: typed(30),
  kind: z.enum(unitKinds).default('home'),
  area: z.string().max(16),
  source: z.enum(areaSources),
  delivered: z.boolean().default(true),
  owner: Id,
  holder: HolderInput.optional(),
  removed: z.boolean().default(false),
  reason: typed(300),
});
export const OwnerInput = HolderInput.extend({ version: z.int().min(1), reason: typed(300, 1) });
export const UnitView = z
  .object({
    id: Id,
    version: z.int(),
    label: z.string(),
    building: z.string(),
    kind: z.enum(unitKinds),
    area: Whole,
    source: z.enum(areaSources),
    delivered: z.boolean(),
    owner: Id,
    ownerKind: z.enum(ownerKinds),
    holder: z.string(),
    phone: z.string().nullable(),
    bound: z.boolean(),
    /** Whether the owner agreed to SMS about votes. */
    sms: z.boolean(),
  })
  .meta({ id: 'OwnersUnit', description: 'area in square centimetres; name and phone masked' });
export const OwnerView = z
  .object({
    id: Id,
    version: z.int(),
    kind: z.enum(ownerKinds),
    holder: z.string(),
    others: Whole,
    phone: z.string().nullable(),
    bound: z.boolean(),
    units: z.array(z.string()),
    area: Whole,
  })
  .meta({ id: 'OwnersOwner', description: 'name and phone masked' });
export const ClearOwner = z.object({ name: z.string(), others: z.array(z.string()), phone: z.string().nullable() });
export const HistoryLine = z.object({
  version: z.int(),
  at: Moment,
  by: z.string().nullable(),
  reason: z.string(),
  label: z.string(),
  area: Whole,
  source: z.enum(areaSources),
  delivered: z.boolean(),
  removed: z.boolean(),
});
export const RowFault = z.object({ row: z.int(), column: z.string(), what: z.string() });
export const Imported = z.object({ units: Whole, owners: Whole, faults: z.array(RowFault) });

export const Member = z
  .object({
    id: Id,
    kind: z.enum(memberKinds),
    name: z.string(),
    role: z.enum(memberRoles),
    place: z.int(),
    from: Day,
    to: Day.nullable(),
    endedOn: Day.nullable(),
    reason: z.string(),
    elected: z.boolean(),
  })
  .meta({ id: 'OwnersMember' });
export const MemberInput = z.object({
  id: Id,
  kind: z.enum(memberKinds),
  name: typed(60, 1),
  role: z.enum(memberRoles),
  owner: Id.nullable().default(null),
  from: Day,
  to: Day.nullable().default(null),
});

/** What is asked: yes or no, or one of several ways (`options`). */
export const Asked = z.object({ title: typed(200, 2), text: typed(4000), options: z.array(typed(200, 1)).max(20).default([]) });
export const Election = z.object({ seats: z.int().min(3).max(15), reserves: z.int().min(0).max(10).default(0) });
export const VoteInput = z.object({
  id: Id,
  as: z.enum(proposerKinds),
  subject: z.enum(subjects),
  title: typed(100, 2),
  text: typed(8000, 1),
  questions: z.array(Asked).max(10).default([]),
  election: Election.nullable().default(null),
});
export const VoteMade = z.object({ id: Id, number: z.string(), state: z.string() });
export const CandidateInput = z.object({ id: Id, owner: Id, name: typed(60, 1), intro: typed(1000) });
export const CandidateView = z.object({ id: Id, name: z.string(), intro: z.string(), withdrawn: z.boolean() }).meta({ id: 'OwnersCandidate' });
export const AnnounceInput = z.object({
  id: Id,
  opensAt: Moment,
  closesAt: Moment,
  secrecy: z.enum(['open', 'secret', 'receipt']),
  keepers: z
    .object({ need: z.int().min(2).max(9), names: z.array(typed(60, 1)).min(2).max(9) })
    .nullable()
    .default(null),
});
export const Announced = z.object({ ballot: Id, shares: z.array(z.object({ name: z.string(), share: z.string() })) });
export const ChallengeInput = z.object({ id: Id, name: typed(60, 1), text: typed(2000, 1), knownOn: Day, court: typed(120) });
export const challengeEnds = ['upheld', 'dismissed', 'withdrawn'] as const;
export const ChallengeView = z
  .object({
    id: Id,
    text: z.string(),
    knownOn: Day,
    lastDay: Day,
    court: z.string(),
    at: Moment,
    state: z.enum(['pending', ...challengeEnds]),
    note: z.string(),
    closedAt: Moment.nullable(),
  })
  .meta({ id: 'OwnersChallenge' });

export const VoteCard = z
  .object({
    id: Id,
    district: z.string(),
    group: Id,
    number: z.string(),
    title: z.string(),
    subject: z.enum(subjects),
    subjectName: WordsSchema,
    proposer: z.enum(proposerKinds),
    state: z.string(),
    stateName: WordsSchema,
    ended: z.boolean(),
    at: Moment,
    support: z.object({
      have: Whole,
      total: Whole,
      /** Owners who must support it: the least whole number that reaches the share. */ need: Whole,
      mine: z.boolean(),
    }),
    election: Election.nullable(),
    ballot: z.object({ id: Id, state: z.string(), opensAt: Moment, closesAt: Moment }).nullable(),
    roll: z.object({ id: Id, state: z.string(), until: Moment.nullable() }).nullable(),
    binding: z.boolean(),
    outcome: z.string().nullable(),
    result: z.string(),
    postedAt: Moment.nullable(),
  })
  .meta({ id: 'OwnersVoteCard' });
export const VoteView = VoteCard.extend({
  groupName: z.string(),
  text: z.string(),
  questions: z.array(Asked),
  rule: z.object({ name: WordsSchema, law: WordsSchema, article: z.string(), words: z.array(WordsSchema), noticeDays: Whole }),
  basis: z.string(),
  candidates: z.array(CandidateView),
  challenges: z.array(ChallengeView),
  earliest: Moment,
  second: z.boolean(),
}).meta({ id: 'OwnersVote' });
export const VotePage = pageOf(VoteCard);

export const OwnUnit = z.object({ label: z.string(), kind: z.enum(unitKinds), area: Whole, source: z.enum(areaSources), delivered: z.boolean() });
/** The page of a compound for residents. `mine`: one's own lines of the register, null for visitors and people who have claimed nothing. */
export const GroupPage = GroupLine.extend({
  buildings: z.array(z.string()),
  manager: z.string(),
  basis: z.string(),
  basisOn: Day.nullable(),
  members: z.array(Member),
  mine: z.array(OwnUnit).nullable(),
  committeeMember: z.boolean(),
}).meta({ id: 'OwnersGroupPage' });
export const MyGroup = z.object({ id: Id, district: z.string(), name: z.string(), areaName: z.string(), units: z.array(z.string()) });
