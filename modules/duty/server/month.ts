import { CalendarError, isProvisional } from '@hezhi/calendar/contract';
import { Refusal } from '@hezhi/contract';
import { calendarOf } from '@hezhi/matters/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import {
  addDays,
  checkMonth,
  dayClassOf,
  daysOfMonth,
  errors,
  isRest,
  momentAt,
  violationWords,
  type Leave,
  type Member,
  type MonthView,
  type Turn,
  type Violation,
} from '../contract/index.ts';
import { findMonth, type MonthStored, type RosterStored } from './queries.ts';
import { approvedLeaves, type LeaveStored } from './queries-requests.ts';
import { turnsOf, turnsOfPeople, type TurnRead, type TurnStored } from './queries-turns.ts';
import { keepingOf, membersOf, rosterSeen, standingOf } from './standing.ts';
import { lexiconOf, rosterView, seesCheckIn, turnView, type Lexicon } from './views.ts';

/** Everything that planning and checking a month look at. */
export type MonthData = {
  roster: RosterStored;
  month: string;
  days: string[];
  stored: MonthStored;
  turns: TurnRead[];
  /** Turns of the same people elsewhere and in the three months before. */
  around: Turn[];
  members: Member[];
  leaves: LeaveStored[];
  words: Lexicon;
};

export const asTurn = (row: TurnStored): Turn => ({
  roster: row.roster,
  day: row.day,
  shift: row.shift,
  post: row.post,
  person: row.person,
  starts: Date.parse(row.starts),
  ends: Date.parse(row.ends),
});

export const asLeave = (row: LeaveStored): Leave => ({ person: row.person, from: row.from_day, to: row.to_day });

/** Reads a month of a roster: four statements. Errors: `duty.year_unknown`. */
export async function readMonth(call: Call, roster: RosterStored, month: string): Promise<MonthData> {
  const { district } = standingOf(call);
  const days = daysOfMonth(month);
  const [first, last] = [days[0]!, days.at(-1)!];
  known(() => dayClassOf(calendarOf(call.house), last));
  const turns = await turnsOf(call.db, district, roster.id, first, last);
  const words = await lexiconOf(
    call,
    district,
    turns.map((turn) => turn.person),
  );
  const members = membersOf(words.staff, roster.members);
  const people = [...new Set([...members.map((one) => one.person), ...turns.map((turn) => turn.person)])];
  const [stored, leaves, others] = await Promise.all([
    findMonth(call.db, district, roster.id, month),
    approvedLeaves(call.db, district, people, first, last),
    turnsOfPeople(call.db, district, people, addDays(first, -92), addDays(last, 31)),
  ]);
  const own = new Set(turns.map((turn) => turn.id));
  return {
    roster,
    month,
    days,
    stored: stored ?? { version: 0, published_at: null, despite: null },
    turns,
    around: others.filter((turn) => !own.has(turn.id)).map(asTurn),
    members,
    leaves,
    words,
  };
}

/** Years that the calendar does not know become a sentence. */
export function known<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarError && error.code === 'calendar.year_unknown') throw new Refusal(errors.year_unknown);
    throw error;
  }
}

/** Every rule that the month breaks. */
export function violationsOf(call: Call, data: MonthData): Violation[] {
  const { roster, words } = data;
  return checkMonth({
    month: data.month,
    cal: calendarOf(call.house),
    roster: roster.id,
    shifts: roster.shifts,
    rules: roster.rules,
    members: data.members,
    leaves: data.leaves.map(asLeave),
    turns: data.turns.map(asTurn),
    around: data.around,
    nameOf: words.person,
  });
}

/** A month as the caller sees it: days, turns, broken rules, counts. Errors: `duty.not_found`, `duty.year_unknown`. */
export async function monthOf(call: Call, id: string, month: string): Promise<z.input<typeof MonthView>> {
  const roster = await rosterSeen(call, id);
  const data = await readMonth(call, roster, month);
  const keeping = await keepingOf(call);
  const cal = calendarOf(call.house);
  const { words } = data;
  return {
    roster: rosterView(roster, words, keeping),
    month,
    version: data.stored.version,
    publishedAt: data.stored.published_at,
    despite: data.stored.despite,
    days: data.days.map((day) => ({ day, kind: dayClassOf(cal, day), provisional: isProvisional(cal, momentAt(day, 720)) })),
    turns: data.turns.map((turn) => turnView(turn, roster.shifts, words, seesCheckIn(call, keeping, turn))),
    violations: violationsOf(call, data).map((one) => ({
      kind: one.kind,
      day: one.day,
      shift: one.shift,
      post: one.post,
      detail: speak(violationWords[one.kind], call.language, { ...one.values, day: dayText(one.day, call.language) }),
    })),
    counts: countRows(data, (day) => isRest(dayClassOf(cal, day))),
    away: data.leaves.map((leave) => ({ person: leave.person, name: words.person(leave.person), from: leave.from_day, to: leave.to_day })),
  };
}

/** `11月22日` or `22 November`, as sentences say it. */
export function dayText(day: string, language: Call['language']): string {
  const date = new Date(`${day}T00:00:00Z`);
  return language === 'en'
    ? date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
    : `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

function countRows(data: MonthData, rest: (day: string) => boolean): z.input<typeof MonthView>['counts'] {
  const people = [...new Set([...data.members.map((one) => one.person), ...data.turns.map((turn) => turn.person)])];
  return people.map((person) => {
    const own = data.turns.filter((turn) => turn.person === person);
    const hours = own.reduce((sum, turn) => sum + (Date.parse(turn.ends) - Date.parse(turn.starts)) / 3_600_000, 0);
    return { person, name: data.words.person(person), all: own.length, rest: own.filter((turn) => rest(turn.day)).length, hours: Math.round(hours * 10) / 10 };
  });
}
