import type { Calendar } from '@hezhi/calendar/contract';
import { dayClassOf, daysOfMonth, isRest } from './days.ts';
import { obstacleOf, runsOn, spanOf, type Leave, type Member, type Obstacle, type Rules, type Shift, type Turn } from './plan-types.ts';

export type PlanInput = {
  roster: string;
  /** `2026-12` */
  month: string;
  /** Days before this one are left alone (ISO date). */
  since?: string;
  cal: Calendar;
  shifts: readonly Shift[];
  rules: Rules;
  /** In the roster's own order, which decides where nothing else does. */
  members: readonly Member[];
  leaves: readonly Leave[];
  /** Turns that stand: of this month those made by hand, and those of the same people in other rosters and in the months around it. */
  standing: readonly Turn[];
};

/** A seat that nobody could take, and how many members were kept from it by what. */
export type Gap = { day: string; shift: string; missing: number; why: Partial<Record<Obstacle, number>> };

type Load = { turns: Turn[]; count: number; rest: number; available: number; last: number };

/**
 * Plans a month by fair rotation (轮流值班): day by day, shift by shift, each seat goes to the member who can take it and has had the fewest turns for
 * the days they were there; among equals whoever has had fewer days of rest to work (on a working day: more, so that the others stay free for the weekend),
 * then whoever has waited longest, then the order of the roster. Deterministic. No turn breaks a rule of the roster; what cannot be filled is named.
 */
export function planMonth(input: PlanInput): { turns: Turn[]; gaps: Gap[] } {
  const { cal, shifts, rules, members, leaves, roster } = input;
  const days = daysOfMonth(input.month);
  const loads = new Map<string, Load>(members.map((member) => [member.post, loadOf(input, member, days)]));
  const turns: Turn[] = [];
  const gaps: Gap[] = [];
  for (const day of days) {
    if (input.since !== undefined && day < input.since) continue;
    const kind = dayClassOf(cal, day);
    const rest = isRest(kind);
    const todays = shifts.filter((shift) => runsOn(shift, day, kind)).toSorted((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
    for (const shift of todays) {
      const standing = input.standing.filter((turn) => turn.roster === roster && turn.day === day && turn.shift === shift.key).length;
      for (let seat = standing; seat < shift.need; seat++) {
        const why: Gap['why'] = {};
        let best: { member: Member; load: Load; index: number } | null = null;
        for (const [index, member] of members.entries()) {
          const load = loads.get(member.post)!;
          const obstacle = obstacleOf(member, shift, day, rules, load.turns, leaves);
          if (obstacle) why[obstacle] = (why[obstacle] ?? 0) + 1;
          else if (!best || before(load, best.load, rest)) best = { member, load, index };
        }
        if (!best) {
          gaps.push({ day, shift: shift.key, missing: shift.need - seat, why });
          break;
        }
        const turn: Turn = { roster, day, shift: shift.key, post: best.member.post, person: best.member.person, ...spanOf(shift, day) };
        turns.push(turn);
        // A person with two posts on the roster is one person.
        for (const member of members) {
          if (member.person !== best.member.person) continue;
          const load = loads.get(member.post)!;
          load.turns.push(turn);
          load.count++;
          if (rest) load.rest++;
          load.last = Math.max(load.last, turn.ends);
        }
      }
    }
  }
  return { turns, gaps };
}

/** Whether `a` comes before `b`; equals keep the roster's order. */
function before(a: Load, b: Load, rest: boolean): boolean {
  // (count + 1) / available, compared without fractions.
  const fair = (a.count + 1) * b.available - (b.count + 1) * a.available;
  if (fair !== 0) return fair < 0;
  if (a.rest !== b.rest) return rest ? a.rest < b.rest : a.rest > b.rest;
  return a.last < b.last;
}

function loadOf({ standing, leaves, month, roster, cal }: PlanInput, member: Member, days: readonly string[]): Load {
  const turns = standing.filter((turn) => turn.person === member.person);
  const own = turns.filter((turn) => turn.roster === roster);
  const away = leaves.filter((leave) => leave.person === member.person);
  const available = days.filter((day) => !away.some((leave) => leave.from <= day && day <= leave.to)).length;
  return {
    turns: [...turns],
    count: own.filter((turn) => turn.day.startsWith(month)).length,
    rest: own.filter((turn) => isRest(dayClassOf(cal, turn.day))).length,
    available: Math.max(1, available),
    last: Math.max(0, ...own.map((turn) => turn.ends)),
  };
}
