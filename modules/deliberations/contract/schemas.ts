import { Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { homeStandings, whoMay } from '@hezhi/directory/light';
import { StepView } from '@hezhi/matters/contract';
import { z } from 'zod';
import { BodyKindSchema, MeetingKindSchema, ProcedureSettingsSchema, sides } from './settings.ts';

/** Shapes of bodies and topics on the wire. Areas are official codes; moments RFC 3339. */
export const Area = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
export const District = z.string().regex(/^\d{6}$/);
const Key = z.string().max(40);
export const Day = z.iso.date();
export const SideSchema = z.enum(sides);

/** What a place goes by: kinds of bodies and meetings, and the procedures with which a topic may begin there. */
export const SettingsView = z
  .object({
    bodies: z.array(BodyKindSchema),
    /** `unconfirmed`: the law of the day sets its shares, its text was not at hand, and no pack in force there says them: what is in `quorum` is not that law's. */
    meetings: z.array(MeetingKindSchema.extend({ unconfirmed: z.boolean() })),
    procedures: z.array(ProcedureSettingsSchema.extend({ name: WordsSchema })),
    sides: z.array(z.object({ key: SideSchema, name: WordsSchema })),
    /** Rules of decision by which a topic may be put to the vote there. */
    rules: z.array(z.object({ key: Key, name: WordsSchema, article: z.string() })),
  })
  .meta({ id: 'DeliberationSettings' });

export const memberRoles = ['chair', 'secretary', 'member', 'observer'] as const;
export const chosenBy = ['elected', 'recommended', 'appointed', 'ex_officio', 'volunteer'] as const;
const Place = z.object({ name: typed(80, 1), address: typed(200).default('') });

export const BodyInput = z.object({
  kind: Key,
  name: typed(60, 1),
  area: Area,
  org: Id.optional().meta({ description: 'The organisation that serves it; default the community or street of its area' }),
  purpose: typed(1000).default(''),
  rhythm: typed(200).default('').meta({ description: 'When it usually meets, in words' }),
  places: z.array(Place).max(10).default([]),
  listed: z.boolean().default(true),
  founded: Day,
});
export const BodyView = BodyInput.required({ org: true })
  .extend({
    id: Id,
    kindName: WordsSchema,
    areaName: z.string(),
    orgName: z.string(),
    members: z.number().int(),
    /** Which roles have nobody now, and whether the number is outside what its kind should have. */
    missing: z.array(z.enum(['chair', 'secretary', 'members'])),
    endedOn: Day.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'DeliberationBody' });
export const MemberInput = z.object({
  id: Id,
  person: Id.optional(),
  name: typed(60, 1),
  role: z.enum(memberRoles),
  chosen: z.enum(chosenBy),
  from: Day,
  to: Day.optional(),
});
export const MemberView = MemberInput.extend({ person: Id.nullable(), to: Day.nullable(), endedOn: Day.nullable() }).meta({ id: 'DeliberationMember' });

const Finding = z.object({
  text: typed(1000, 1),
  raise: z.enum(['none', 'topic', 'case']).default('none'),
  category: Key.optional().meta({ description: 'Of the case, where one is raised' }),
});
export const RoundInput = z.object({ id: Id, route: typed(300, 1), findings: z.array(Finding).max(20).default([]) });
export const RoundView = z
  .object({
    id: Id,
    by: z.string(),
    route: z.string(),
    findings: z.array(z.object({ text: z.string(), raised: z.enum(['none', 'topic', 'case']), id: Id.nullable(), number: z.string() })),
    at: Moment,
  })
  .meta({ id: 'DeliberationRound' });
/** A finding as a case: its category, and where it is (default: the route of the round). */
export const CaseInput = z.object({ category: Key, address: typed(200).default('') });
/** The round from which a case or topic came. */
export const RoundOrigin = z.object({ id: Id, body: Id, bodyName: z.string(), route: z.string(), at: Moment }).meta({ id: 'DeliberationRoundOrigin' });

export const ProposeInput = z.object({
  id: Id.optional().meta({ description: 'Made by the caller; the same id twice is the same topic' }),
  title: typed(60, 2),
  text: typed(2000, 1),
  wish: typed(1000).default(''),
  area: Area,
  body: Id.optional().meta({ description: 'In whose name; only its chair, secretary or the organising office' }),
  procedure: Key.optional(),
  named: z.boolean().default(false).meta({ description: 'The proposer agrees to be named in public' }),
});
export const Proposed = z.object({ id: Id, number: z.string(), state: z.string() }).meta({ id: 'DeliberationProposed' });

export const PersonInput = z.object({ id: Id, person: Id.optional(), name: typed(60, 1), side: SideSchema, why: typed(300, 1) });
export const toldBy = ['app', 'phone', 'visit', 'letter', 'poster'] as const;
export const ParticipantView = z
  .object({
    id: Id,
    person: Id.nullable(),
    name: z.string(),
    side: SideSchema,
    why: z.string(),
    toldBy: z.enum(toldBy).nullable(),
    toldAt: Moment.nullable(),
    stance: z.enum(['for', 'against', 'abstain']).nullable(),
  })
  .meta({ id: 'DeliberationParticipant' });

export const PositionInput = z.object({ stance: z.enum(['for', 'against', 'abstain']), words: typed(1000).default(''), named: z.boolean().default(false) });
export const PositionView = z.object({ stance: PositionInput.shape.stance, words: z.string(), name: z.string().nullable(), side: SideSchema, at: Moment });
/** `participant`: the id by which the list goes on. */
export const PositionsPage = pageOf(PositionView.extend({ participant: Id }));

const secrecies = ['open', 'secret', 'receipt'] as const;
export const BallotInput = z.object({
  id: Id,
  voters: z.enum(['participants', 'members', 'present', 'roll']),
  roll: Id.optional().meta({ description: 'A roll of ballots, with voters = roll' }),
  rule: Key.optional().meta({ description: 'A rule of decision in force there; default the local rule, or for those present the majority of them' }),
  secrecy: z.enum(secrecies).default('secret'),
  do: typed(200, 2).meta({ description: 'The question whether (做不做)' }),
  how: z
    .object({ question: typed(200, 2), options: z.array(typed(200, 1)).min(2).max(10) })
    .optional()
    .meta({ description: 'The question how (如何做)' }),
  opensAt: Moment,
  closesAt: Moment,
  binding: z.boolean(),
  basis: typed(300, 1).meta({ description: 'By which rule it binds, or that it is an opinion poll' }),
});
export const TaskInput = z.object({
  id: Id,
  title: typed(60, 1),
  text: typed(2000, 1),
  owner: z.object({ org: Id, post: Id.nullable().optional() }),
  due: Day,
});
export const TaskView = z
  .object({
    id: Id,
    number: z.string(),
    title: z.string(),
    owner: z.string(),
    due: Day,
    stateName: WordsSchema,
    ended: z.boolean(),
    overdue: z.boolean(),
    told: z.string(),
    toldAt: Moment,
  })
  .meta({ id: 'DeliberationTask' });

export const ObjectionInput = z.object({ id: Id, words: typed(1000, 2) });
export const ObjectionView = z
  .object({
    id: Id,
    standing: z.enum(['supervisor', 'participant', 'resident']),
    words: z.string(),
    at: Moment,
    answer: z.string().nullable(),
    upheld: z.boolean().nullable(),
    answeredAt: Moment.nullable(),
  })
  .meta({ id: 'DeliberationObjection' });

/** What the caller may do with a topic now; `home`: could take part as a resident of its community, and is told what is missing (`you.home`). */
export const acts = ['log_in', 'home', 'cosign', 'sign_in', 'position', 'vote', 'object', 'rate'] as const;
export const MeetingBrief = z
  .object({
    id: Id,
    kind: Key,
    kindName: WordsSchema,
    title: z.string(),
    mode: z.enum(['on_site', 'online', 'both']),
    place: z.string(),
    startsAt: Moment,
    endsAt: Moment,
    state: z.enum(['announced', 'open', 'closed', 'cancelled']),
    attained: z.boolean().nullable(),
    published: z.boolean(),
  })
  .meta({ id: 'DeliberationMeetingBrief' });

export const TalkCard = z
  .object({
    id: Id,
    district: z.string(),
    number: z.string(),
    title: z.string(),
    area: z.string(),
    areaName: z.string(),
    procedureName: WordsSchema,
    state: z.string(),
    stateName: WordsSchema,
    ended: z.boolean(),
    openedAt: Moment,
    cosigned: z.number().int(),
    cosigners: z.number().int(),
    nextMeeting: Moment.nullable(),
  })
  .meta({ id: 'DeliberationTalkCard' });

/** A topic as whoever may see it reads it: what it is about, what one can do now, what became of it. No names of residents but those who agreed. */
export const TalkView = TalkCard.extend({
  text: z.string(),
  wish: z.string(),
  proposer: z.string().nullable(),
  body: z.object({ id: Id, name: z.string() }).nullable(),
  /** The stations of its procedure in order, and how far it came. */
  path: z.array(z.object({ key: z.string(), name: WordsSchema, reached: z.enum(['past', 'now', 'ahead']) })),
  can: z.array(z.enum(acts)),
  you: z.object({
    proposer: z.boolean(),
    participant: z.boolean(),
    supervisor: z.boolean(),
    organiser: z.boolean(),
    cosigned: z.boolean(),
    rated: z.boolean(),
    stance: PositionInput.shape.stance.nullable(),
    home: z.enum(homeStandings).meta({ description: 'Whether one’s home is where the topic asks for' }),
  }),
  who: z.enum(whoMay).meta({ description: 'Who may co-sign and rate' }),
  whose: z.string().meta({ description: 'The territory whose residents may' }),
  content: z.string(),
  rules: z.string(),
  opinion: z.string(),
  result: z.string(),
  outcome: z.string().nullable(),
  notice: z.object({ from: Moment, until: Moment }).nullable(),
  publicityUntil: Moment.nullable(),
  ratingUntil: Moment.nullable(),
  participants: z.object({
    total: z.number().int(),
    told: z.number().int(),
    sides: z.array(z.object({ side: SideSchema, name: WordsSchema, count: z.number().int() })),
  }),
  positions: z.object({ for: z.number().int(), against: z.number().int(), abstain: z.number().int() }),
  meetings: z.array(MeetingBrief),
  ballot: z.object({ id: Id, state: z.string() }).nullable(),
  objections: z.array(ObjectionView),
  tasks: z.array(TaskView),
  rating: z.object({
    count: z.number().int(),
    mean: z.number().nullable(),
    words: z.array(z.object({ score: z.number().int(), words: z.string(), at: Moment })),
  }),
  mergedInto: z.object({ id: Id, title: z.string() }).nullable(),
  timeline: z.array(z.object({ at: Moment, told: WordsSchema, words: z.array(z.object({ label: WordsSchema, text: z.string() })) })),
}).meta({ id: 'DeliberationTalk' });

export const TalksQuery = PageQuery.extend({ district: District, area: Area.optional(), open: z.stringbool().optional(), q: typed(60).optional() });
export const TalksPage = pageOf(TalkCard);
export const Rating = z.object({ score: z.number().int().min(1).max(5), words: typed(500).default('') });
export { StepView };
