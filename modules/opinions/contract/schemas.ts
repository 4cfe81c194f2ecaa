import { Id, Moment, PageQuery, pageOf, typed } from '@hezhi/contract';
import { homeStandings, whoMay, WorkingCode } from '@hezhi/directory/contract';
import { z } from 'zod';

export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });

/** `draft`: being written; `announced`: public, opens later; `counting`: closed, the final map comes within a minute. */
export const questionStates = ['draft', 'announced', 'open', 'counting', 'closed'] as const;
export const QuestionState = z.enum(questionStates);
export const stances = ['agree', 'disagree', 'pass'] as const;
export const StanceName = z.enum(stances);
/** A group smaller than this is not shown, nor what would follow from the others by subtraction. */
export const SMALLEST_GROUP = 5;

/** An open question as everybody reads it. Always an opinion poll, never a binding vote. */
export const Question = z
  .object({
    id: Id,
    district: District,
    area: z.string(),
    areaName: z.string(),
    title: z.string(),
    about: z.string(),
    org: z.string().meta({ description: 'Who asks' }),
    state: QuestionState,
    opensAt: Moment,
    closesAt: Moment,
    endedEarly: z.string().nullable().meta({ description: 'Why it was closed before the announced moment' }),
    proposing: z.boolean().meta({ description: 'Residents may propose statements' }),
    who: z.enum(whoMay).meta({ description: 'Who may vote and propose' }),
    whose: z.string().meta({ description: 'The territory whose residents may' }),
    binding: z.literal(false).meta({ description: 'An opinion poll: it informs a decision, it takes none' }),
    statements: z.number().int(),
    people: z.number().int().meta({ description: 'Who has voted, when the map was computed last' }),
    votes: z.number().int(),
    deliberation: Id.nullable().meta({ description: 'The deliberation that took the result up' }),
  })
  .meta({ id: 'OpinionQuestion' });
export const OwnPart = z.object({
  voted: z.number().int(),
  left: z.number().int().meta({ description: 'Shown statements not voted on yet' }),
  needed: z.number().int().meta({ description: 'Votes still missing until one is placed on the map' }),
});
export const QuestionPage = Question.extend({
  you: OwnPart.extend({ home: z.enum(homeStandings).meta({ description: 'Whether one’s home is where the question asks for' }) })
    .nullable()
    .meta({ description: 'Null for visitors and other districts' }),
});
export const QuestionsQuery = PageQuery.extend({ district: District, cursor: Id.optional(), state: z.enum(['open', 'closed']).optional() });
export const Questions = pageOf(Question);
export const DeskQuery = PageQuery.extend({ cursor: Id.optional(), state: QuestionState.optional() });

const period = { opensAt: Moment, closesAt: Moment };
export const QuestionInput = z.object({
  area: WorkingCode.optional().meta({ description: 'Whom it concerns; default the territory of the post' }),
  title: typed(100, 4),
  about: typed(2000, 10),
  ...period,
  proposing: z.boolean().default(true),
  who: z
    .enum(whoMay)
    .optional()
    .meta({ description: 'Who may vote and propose; default as the method in force there says, for a whole district everybody of it' }),
});
export const NewQuestion = QuestionInput.extend({ id: Id, statements: z.array(typed(200, 4)).max(50).default([]) });

export const statementStates = ['waiting', 'shown', 'refused', 'removed', 'withdrawn'] as const;
/** What of all who voted say; `groups` only where the groups may be shown. Percent, whole. */
export const Figures = z.object({
  votes: z.number().int(),
  agree: z.number().int(),
  disagree: z.number().int(),
  pass: z.number().int(),
  groups: z.array(z.object({ group: z.number().int(), agree: z.number().int(), disagree: z.number().int(), pass: z.number().int() })),
});
export const StatementView = z
  .object({
    id: Id,
    text: z.string(),
    source: z.enum(['seed', 'resident']),
    own: z.boolean(),
    state: z.enum(['waiting', 'shown', 'refused', 'removed']).meta({ description: 'Others than `shown` only to the author' }),
    reason: z.string().nullable().meta({ description: 'Why it was refused or taken off, to the author only' }),
    vote: StanceName.nullable().meta({ description: 'Own vote' }),
    figures: Figures.nullable().meta({ description: 'Null until one has voted on it, so that nobody is led' }),
  })
  .meta({ id: 'OpinionStatement' });
export const StatementsQuery = PageQuery.extend({ cursor: Id.optional(), view: z.enum(['all', 'voted', 'own']).default('all') });
export const Statements = pageOf(StatementView);
export const Next = z.object({ items: z.array(z.object({ id: Id, text: z.string() })), you: OwnPart });
export const VoteInput = z.object({ statement: Id, vote: StanceName });
export const Voted = z.object({ statement: Id, vote: StanceName });
export const Proposal = z.object({ id: Id, text: typed(200, 4) });

const Said = z.object({ statement: Id, text: z.string(), side: z.enum(['agree', 'disagree']), percent: z.number().int() });
/** The map as others may see it: groups, counts and statements; of single persons only the own place. Coordinates lie in -1 to 1. */
export const MapView = z
  .object({
    ready: z.boolean().meta({ description: 'False until the first computation' }),
    final: z.boolean(),
    at: Moment.nullable(),
    votes: z.number().int(),
    people: z.number().int(),
    placed: z.number().int().meta({ description: 'Who voted on enough statements to be on the map' }),
    withheld: z.number().int().meta({ description: 'Groups not shown, because they are or would betray fewer than five persons' }),
    groups: z.array(
      z.object({
        group: z.number().int(),
        size: z.number().int(),
        percent: z.number().int(),
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
        says: z.array(Said.extend({ elsewhere: z.number().int().meta({ description: 'Percent of the others who say so' }) })),
      }),
    ),
    shared: z.array(Said).meta({ description: 'What all groups hold in common, clearest first' }),
    divided: z
      .array(Said.extend({ groups: z.array(z.object({ group: z.number().int(), percent: z.number().int() })) }))
      .meta({ description: 'What divides the shown groups most' }),
    you: z.object({ x: z.number(), y: z.number(), group: z.number().int().nullable() }).nullable(),
  })
  .meta({ id: 'OpinionMap' });

/** A statement as the staff see it. */
export const DeskStatement = z
  .object({
    id: Id,
    question: Id,
    title: z.string(),
    source: z.enum(['seed', 'resident']),
    written: z.string(),
    redacted: z.string().meta({ description: 'As it will be shown unless it is changed' }),
    state: z.enum(statementStates),
    reason: z.string().nullable(),
    at: Moment,
    decidedAt: Moment.nullable(),
    figures: Figures.nullable(),
  })
  .meta({ id: 'ModeratedStatement' });
export const DeskStatementsQuery = PageQuery.extend({
  cursor: Id.optional(),
  question: Id.optional(),
  view: z.enum(['waiting', 'shown', 'refused']).default('waiting'),
});
export const DeskStatements = pageOf(DeskStatement).extend({ waiting: z.number().int() });
/** `accept` shows a waiting statement, `refuse` does not; `remove` takes a shown one off the question. */
export const DecisionInput = z.object({
  decision: z.enum(['accept', 'refuse', 'remove']),
  text: typed(200, 4).optional().meta({ description: 'With `accept`: as it shall be shown; personal data is taken out once more' }),
  reason: typed(300).optional().meta({ description: 'Needed with `refuse` and `remove`; the author reads it' }),
});
export const exportFiles = ['votes.csv', 'comments.csv', 'participants-votes.csv', 'summary.csv'] as const;
