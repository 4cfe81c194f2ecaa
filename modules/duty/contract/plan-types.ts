import { addDays, momentAt, weekdayOf, type DayClass } from './days.ts';

/** A shift 班次 as data. Minutes count from midnight in China; `to` at or before `from` means the next day. */
export type Shift = {
  key: string;
  name: string;
  from: number;
  to: number;
  /** Kinds of days it begins on. */
  days: readonly DayClass[];
  /** Only on these weekdays (1 = Monday); absent or empty = all. */
  weekdays?: readonly number[] | undefined;
  /** How many people. */
  need: number;
  /** Roles that may take it; empty = every member. */
  roles: readonly string[];
};

/** What a roster must keep to. */
export type Rules = {
  /** 全年上岗: somebody on every day of the year. */
  everyDay: boolean;
  /** 错时: minutes that must be covered on the evening of a working day and on a day of rest. */
  offPeak: { evening: readonly [number, number]; restDay: readonly [number, number] } | null;
  /** Hours between two shifts of one person at least. */
  restHours: number;
  /** Days in a row at most. */
  maxDays: number;
  /** How far the counts of two members in a month may lie apart. */
  spread: number;
  /** A swap needs the approval of who keeps the roster. */
  swapApproval: boolean;
};

/** Somebody who can be planned: a post and the person in it, with the post's term in epoch ms. */
export type Member = { post: string; person: string; role: string; name: string; from: number; to: number | null; active: boolean };
/** One person on one shift of one day. `starts` and `ends` are epoch ms. */
export type Turn = { roster: string; day: string; shift: string; post: string; person: string; starts: number; ends: number };
/** Days (ISO, both included) on which a person is away. */
export type Leave = { person: string; from: string; to: string };

/** Whether the shift begins on a day of this class. */
export function runsOn(shift: Shift, day: string, kind: DayClass): boolean {
  return shift.days.includes(kind) && (!shift.weekdays?.length || shift.weekdays.includes(weekdayOf(day)));
}

/** Start and end of a shift that begins on `day`, epoch ms. */
export function spanOf(shift: Pick<Shift, 'from' | 'to'>, day: string): { starts: number; ends: number } {
  return { starts: momentAt(day, shift.from), ends: momentAt(day, shift.to > shift.from ? shift.to : shift.to + 1440) };
}

export const obstacles = ['role', 'term', 'leave', 'busy', 'rest', 'days'] as const;
/** Why a member cannot take a turn. */
export type Obstacle = (typeof obstacles)[number];

/** Null when the member can take the shift beside `others` (turns of the same person, of whatever roster), else the first reason why not. */
export function obstacleOf(
  member: Member,
  shift: Shift,
  day: string,
  rules: Pick<Rules, 'restHours' | 'maxDays'>,
  others: readonly Turn[],
  leaves: readonly Leave[],
): Obstacle | null {
  const { starts, ends } = spanOf(shift, day);
  if (shift.roles.length > 0 && !shift.roles.includes(member.role)) return 'role';
  if (!member.active || member.from > starts || (member.to !== null && member.to < ends)) return 'term';
  const last = new Date(ends - 1 + 8 * 3_600_000).toISOString().slice(0, 10);
  if (leaves.some((leave) => leave.person === member.person && leave.from <= last && leave.to >= day)) return 'leave';
  const pause = rules.restHours * 3_600_000;
  let tired = false;
  for (const turn of others) {
    if (turn.starts < ends && starts < turn.ends) return 'busy';
    if (turn.starts < ends + pause && starts < turn.ends + pause) tired = true;
  }
  if (tired) return 'rest';
  return runLength(new Set(others.map((turn) => turn.day)), day) > rules.maxDays ? 'days' : null;
}

/** How many days in a row there would be around `day` with it. */
export function runLength(days: ReadonlySet<string>, day: string): number {
  let length = 1;
  for (let at = addDays(day, -1); days.has(at); at = addDays(at, -1)) length++;
  for (let at = addDays(day, 1); days.has(at); at = addDays(at, 1)) length++;
  return length;
}
