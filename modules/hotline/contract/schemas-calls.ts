import { Day as AnyDay, Id, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { CategoryCode, ReportInput } from '@hezhi/cases/contract';
import { WorkingCode } from '@hezhi/directory/contract';
import { MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';
import { divertReasons } from './divert.ts';

/** A day that a database and a calendar know. */
export const Day = AnyDay.refine((day) => day >= '1900-01-01' && day < '2200-01-01', { error: 'range' });
/** 咨询 求助 投诉 举报 建议 (接诉即办). */
export const kinds = ['consult', 'help', 'complaint', 'tip_off', 'suggestion'] as const;
/** How a call ended: answered on the line, a case filed, about an existing case, diverted, broken off, nuisance or wrong number. */
export const outcomes = ['answered', 'case', 'existing', 'diverted', 'dropped', 'nuisance'] as const;
export const agentStates = ['ready', 'talking', 'wrap_up', 'break'] as const;
export const Kind = z.enum(kinds);
export const Outcome = z.enum(outcomes);
export const AgentState = z.enum(agentStates);

export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s-]{3,20}$/);
const minuteOfDay = z.number().int().min(0).max(1440);
/** When somebody wants to be called: minutes of the day in China's time; no window means any time. */
export const Wish = z.object({ text: typed(200), from: minuteOfDay.nullable().default(null), to: minuteOfDay.nullable().default(null) });

export const LineView = z
  .object({ id: Id, name: z.string(), number: z.string(), area: z.string(), areaName: z.string(), active: z.boolean(), version: z.number().int() })
  .meta({ id: 'HotlineLine' });
export const LineInput = z.object({ name: typed(60, 1), number: typed(30, 1), area: WorkingCode, active: z.boolean().default(true) });
/** The key is shown once; only its hash is kept. */
export const LineKey = z.object({ id: Id, key: z.string() });

/** What a telephone system tells: `ref` is its own name of the call, the same for ring and hang-up. */
export const RingInput = z.object({ ref: typed(100, 1), from: Phone.nullable().default(null), at: Moment.optional() });

/** A call as lists show it: the number masked. Seconds are whole. */
export const CallView = z
  .object({
    id: Id,
    number: z.string().nullable().meta({ description: 'Masked' }),
    line: z.string().nullable().meta({ description: 'Name of the line; null for a call taken by hand' }),
    rangAt: Moment,
    answeredAt: Moment.nullable(),
    endedAt: Moment.nullable(),
    lostAt: Moment.nullable(),
    wrappedAt: Moment.nullable(),
    waited: z.number().int().nullable().meta({ description: 'Seconds from ring to answer, or to hanging up' }),
    talked: z.number().int().nullable().meta({ description: 'Seconds from answer to end' }),
    agent: z.object({ id: Id, name: z.string() }).nullable(),
    mine: z.boolean(),
    kind: Kind.nullable(),
    outcome: Outcome.nullable(),
    divert: z.enum(divertReasons).nullable(),
    divertTo: z.string().nullable(),
    category: z.object({ code: z.string(), name: WordsSchema }).nullable(),
    matters: z.array(Id),
    note: z.string(),
    areaName: z.string(),
    revision: z.number().int(),
  })
  .meta({ id: 'HotlineCall' });

/** Answered within the service level, later, given up before an answer. */
export const waits = ['within', 'late', 'lost'] as const;
export const CallQuery = PageQuery.extend({
  mine: z.stringbool().optional(),
  agent: Id.optional(),
  kind: Kind.optional(),
  outcome: Outcome.optional(),
  wait: z.enum(waits).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  from: Day.optional(),
  to: Day.optional(),
});
export const CallPage = pageOf(CallView);

export const Board = z
  .object({
    me: z.object({ state: AgentState, since: Moment, call: Id.nullable() }).nullable(),
    call: CallView.nullable().meta({ description: 'My call that is not finished' }),
    ringing: z.array(CallView),
    agents: z.array(z.object({ id: Id, name: z.string(), state: AgentState, since: Moment })),
    today: z.object({ calls: z.number().int(), answered: z.number().int(), within: z.number().int(), lost: z.number().int(), mine: z.number().int() }),
  })
  .meta({ id: 'HotlineBoard' });

export const Caller = z
  .object({
    number: z.string(),
    people: z.array(z.object({ id: Id, name: z.string(), areaName: z.string() })),
    cases: z.array(z.object({ matter: MatterView, sentence: z.string() })),
    calls: z.array(CallView),
    wish: z.object({ text: z.string(), from: z.number().int().nullable(), to: z.number().int().nullable(), at: Moment }).nullable(),
  })
  .meta({ id: 'HotlineCaller' });

export const CallStart = z.object({ id: Id, number: Phone.nullable().default(null) });
/** A case filed during the call; contact name and number are the caller's where none is given. */
export const CallCase = ReportInput.extend({ id: Id, kind: Kind });
export const Finish = z.object({
  kind: Kind.nullable().default(null),
  outcome: Outcome,
  category: CategoryCode.nullable().default(null),
  note: typed(2000).default(''),
  divert: z.enum(divertReasons).nullable().default(null),
  divertTo: z.string().max(40).nullable().default(null),
  matter: Id.nullable().default(null).meta({ description: 'The existing case that the call was about' }),
  wish: Wish.nullable().optional().meta({ description: 'Remembered for this number; null forgets an earlier one' }),
});
