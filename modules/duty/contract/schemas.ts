import { Day, Id, Moment, Point, typed, WordsSchema } from '@hezhi/contract';
import { z } from 'zod';
import { dayClasses } from './days.ts';

/** Shapes of duty on the wire. Days are ISO dates in China, moments RFC 3339, hours of shifts minutes from midnight. */
export const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
  .meta({ id: 'DutyMonthKey', description: 'Month, `2026-12`' });
export const AreaCode = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/);
const Minute = z.number().int().min(0).max(1440);
const Window = z.tuple([Minute, Minute]).refine(([from, to]) => from < to, { error: 'order' });

export const ShiftData = z
  .object({
    key: Key,
    name: typed(30, 1),
    from: z.number().int().min(0).max(1439),
    to: Minute,
    days: z.array(z.enum(dayClasses)).min(1).max(4),
    weekdays: z.array(z.number().int().min(1).max(7)).max(7).optional(),
    need: z.number().int().min(1).max(50),
    roles: z.array(z.string().max(40)).max(10),
  })
  .meta({ id: 'DutyShift' });

export const RulesData = z
  .object({
    everyDay: z.boolean(),
    offPeak: z.object({ evening: Window, restDay: Window }).nullable(),
    restHours: z.number().int().min(0).max(48),
    maxDays: z.number().int().min(1).max(31),
    spread: z.number().int().min(1).max(31),
    swapApproval: z.boolean(),
  })
  .meta({ id: 'DutyRules' });

/** What is typed to make or change a roster. `members` are posts, in the order of their turn. */
export const RosterData = z.object({
  name: typed(60, 1),
  /** Residents may see that this organisation is on duty and how to reach it. */
  public: z.boolean(),
  phone: z
    .string()
    .regex(/^[0-9 +()-]{3,30}$/)
    .nullable(),
  shifts: z.array(ShiftData).min(1).max(12),
  rules: RulesData,
  members: z.array(Id).max(200),
});

const Person = z.object({ post: Id, person: Id, name: z.string(), role: z.string(), roleName: WordsSchema }).meta({ id: 'DutyPerson' });

export const RosterRow = z
  .object({
    id: Id,
    name: z.string(),
    org: Id,
    orgName: z.string(),
    area: z.string(),
    areaName: z.string(),
    public: z.boolean(),
    ended: z.boolean(),
    version: z.number().int(),
    /** Months that have been published, newest first (three at most). */
    published: z.array(z.string()),
    mayManage: z.boolean(),
  })
  .meta({ id: 'DutyRoster' });

export const RosterView = RosterRow.extend({ phone: z.string().nullable(), shifts: z.array(ShiftData), rules: RulesData, members: z.array(Person) }).meta({
  id: 'DutyRosterFull',
});

export const TurnView = z
  .object({
    id: Id,
    roster: Id,
    day: Day,
    shift: z.string(),
    shiftName: z.string(),
    post: Id,
    person: Id,
    name: z.string(),
    starts: Moment,
    ends: Moment,
    byHand: z.boolean(),
    version: z.number().int(),
    /** When the person checked in; only for themselves and for who keeps the roster. */
    checkedIn: Moment.nullable(),
  })
  .meta({ id: 'DutyTurn' });

export const ViolationView = z
  .object({ kind: z.string(), day: Day, shift: z.string().nullable(), post: Id.nullable(), detail: z.string() })
  .meta({ id: 'DutyViolation' });

export const LeaveState = z.enum(['asked', 'approved', 'refused', 'withdrawn']);
export const LeaveView = z
  .object({
    id: Id,
    person: Id,
    name: z.string(),
    org: Id,
    orgName: z.string(),
    from: Day,
    to: Day,
    reason: z.string(),
    state: LeaveState,
    note: z.string(),
    at: Moment,
    mine: z.boolean(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'DutyLeave' });

export const MonthView = z
  .object({
    roster: RosterView,
    month: Month,
    version: z.number().int(),
    publishedAt: Moment.nullable(),
    /** Why it was published although rules were broken. */
    despite: z.string().nullable(),
    days: z.array(z.object({ day: Day, kind: z.enum(dayClasses), provisional: z.boolean() })),
    turns: z.array(TurnView),
    violations: z.array(ViolationView),
    counts: z.array(z.object({ person: Id, name: z.string(), all: z.number().int(), rest: z.number().int(), hours: z.number() })),
    /** Approved leave of the month; the reason is not for colleagues. */
    away: z.array(z.object({ person: Id, name: z.string(), from: Day, to: Day })),
  })
  .meta({ id: 'DutyMonth' });

export const GapView = z.object({ day: Day, shift: z.string(), missing: z.number().int(), detail: z.string() }).meta({ id: 'DutyGap' });

export const SwapState = z.enum(['asked', 'accepted', 'done', 'refused', 'withdrawn', 'lapsed']);
export const SwapView = z
  .object({
    id: Id,
    state: SwapState,
    turn: TurnView,
    /** The other's shift that is given in return; null: the other stands in. */
    against: TurnView.nullable(),
    from: Person,
    to: Person,
    note: z.string(),
    answer: z.string(),
    at: Moment,
    needsApproval: z.boolean(),
    may: z.array(z.enum(['accept', 'refuse', 'approve', 'reject', 'withdraw'])),
  })
  .meta({ id: 'DutySwap' });

/** Somebody who is on duty now. The place is the last one they gave on purpose within 24 hours; only the command desk reads it. */
export const OnDutyView = z
  .object({
    turn: Id,
    post: Id,
    person: Id,
    name: z.string(),
    org: Id,
    orgName: z.string(),
    role: z.string(),
    roleName: WordsSchema,
    area: z.string(),
    areaName: z.string(),
    shiftName: z.string(),
    until: Moment,
    checkedIn: Moment.nullable(),
  })
  .meta({ id: 'OnDuty' });

export const PublicDuty = z
  .object({
    org: z.string(),
    areaName: z.string(),
    phone: z.string().nullable(),
    shift: z.string(),
    roles: z.array(WordsSchema),
    people: z.number().int(),
    from: Moment,
    until: Moment,
    running: z.boolean(),
  })
  .meta({ id: 'PublicDuty' });

export const ChangeView = z
  .object({
    id: Id,
    at: Moment,
    kind: z.string(),
    day: Day.nullable(),
    shift: z.string(),
    before: z.string(),
    after: z.string(),
    by: z.string(),
    note: z.string(),
  })
  .meta({ id: 'DutyChange' });

export const CheckInBody = z.object({ id: Id, turn: Id, point: Point.nullable() });
export const PersonView = Person;
