import type { Words } from '@hezhi/contract/light';
import type { Calendar } from '@hezhi/calendar/contract';
import { clockText, dayClassOf, daysOfMonth, isRest, momentAt } from './days.ts';
import { obstacleOf, runLength, runsOn, spanOf, type Leave, type Member, type Obstacle, type Rules, type Shift, type Turn } from './plan-types.ts';

/** A place where a month breaks the roster's rules; `values` fill the sentence of `violationWords`. */
export type Violation = { kind: ViolationKind; day: string; shift: string | null; post: string | null; values: Readonly<Record<string, string | number>> };
export type ViolationKind = keyof typeof violationWords;

/** What each violation says. */
export const violationWords = {
  empty_day: { 'zh-Hans': '{day}没有人值班（应当全年有人在岗）', en: 'Nobody is on duty on {day} (every day of the year must be covered)' },
  gap: { 'zh-Hans': '{day}“{shift}”缺{n}人', en: '{day}, “{shift}” lacks {n}' },
  surplus: { 'zh-Hans': '{day}“{shift}”多排了{n}人', en: '{day}, “{shift}” has {n} too many' },
  off_peak: { 'zh-Hans': '{day}错时服务时段{hours}没有人在岗', en: '{day}: nobody covers the off-peak hours {hours}' },
  busy: { 'zh-Hans': '{name}在{day}的两个班次时间重叠', en: '{name} is on two shifts at the same time on {day}' },
  rest: { 'zh-Hans': '{name}在{day}“{shift}”前休息不足{n}小时', en: '{name} has less than {n} hours of rest before “{shift}” on {day}' },
  days: { 'zh-Hans': '{name}到{day}已连续值班{n}天，超过{max}天', en: '{name} is on duty {n} days in a row up to {day}, more than {max}' },
  leave: { 'zh-Hans': '{name}在{day}请假，仍排在“{shift}”', en: '{name} is on leave on {day} but planned for “{shift}”' },
  role: { 'zh-Hans': '{name}的岗位不能值{day}的“{shift}”', en: '{name}’s role may not take “{shift}” on {day}' },
  term: { 'zh-Hans': '{name}在{day}已不在岗', en: '{name} does not serve any more on {day}' },
  unfair: { 'zh-Hans': '班次不均：{most}排了{a}班，{least}只有{b}班', en: 'Unevenly shared: {most} has {a} shifts, {least} only {b}' },
  outside: { 'zh-Hans': '{day}没有“{shift}”这个班次', en: 'There is no “{shift}” on {day}' },
} satisfies Record<string, Words>;

/** Why somebody cannot take a turn, in words. */
export const obstacleWords: Readonly<Record<Obstacle, Words>> = {
  role: { 'zh-Hans': '岗位不符', en: 'wrong role' },
  term: { 'zh-Hans': '不在任', en: 'not in office' },
  leave: { 'zh-Hans': '请假', en: 'on leave' },
  busy: { 'zh-Hans': '同一时间已有班', en: 'on another shift at the time' },
  rest: { 'zh-Hans': '两班间隔不足', en: 'too little rest between shifts' },
  days: { 'zh-Hans': '连续值班天数已满', en: 'enough days in a row' },
};

export type CheckInput = {
  month: string;
  cal: Calendar;
  roster: string;
  shifts: readonly Shift[];
  rules: Rules;
  members: readonly Member[];
  leaves: readonly Leave[];
  /** Turns of this roster and month. */
  turns: readonly Turn[];
  /** Turns of the same people elsewhere and in the months around. */
  around: readonly Turn[];
  nameOf: (person: string) => string;
};

/** Every place where a month breaks the rules, by day. Pure. */
export function checkMonth(input: CheckInput): Violation[] {
  const { cal, shifts, rules, turns } = input;
  const found: Violation[] = [];
  const add = (kind: ViolationKind, day: string, shift: Shift | string | null, post: string | null, values: Violation['values'] = {}): void => {
    const name = shift === null ? '' : typeof shift === 'string' ? shift : shift.name;
    found.push({ kind, day, shift: shift === null ? null : typeof shift === 'string' ? shift : shift.key, post, values: { day, shift: name, ...values } });
  };
  const byKey = new Map(shifts.map((shift) => [shift.key, shift]));
  for (const day of daysOfMonth(input.month)) {
    const kind = dayClassOf(cal, day);
    const todays = turns.filter((turn) => turn.day === day);
    if (rules.everyDay && todays.length === 0) add('empty_day', day, null, null);
    for (const shift of shifts) {
      if (!runsOn(shift, day, kind)) continue;
      const n = todays.filter((turn) => turn.shift === shift.key).length;
      if (n < shift.need) add('gap', day, shift, null, { n: shift.need - n });
      if (n > shift.need) add('surplus', day, shift, null, { n: n - shift.need });
    }
    for (const turn of todays) {
      const shift = byKey.get(turn.shift);
      if (!shift || !runsOn(shift, day, kind)) add('outside', day, shift ?? turn.shift, turn.post);
    }
    if (rules.offPeak) {
      const window = isRest(kind) ? rules.offPeak.restDay : rules.offPeak.evening;
      for (const [from, to] of uncovered(window, day, [...turns, ...input.around.filter((turn) => turn.roster === input.roster)]))
        add('off_peak', day, null, null, { hours: `${clockText(from)}–${clockText(to)}` });
    }
  }
  found.push(...personal(input, byKey));
  found.push(...fairness(input));
  return found.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Parts of a window (minutes of the day) in which nobody is on. */
function uncovered(window: readonly [number, number], day: string, turns: readonly Turn[]): [number, number][] {
  const zero = momentAt(day, 0);
  const spans = turns.map((turn) => [(turn.starts - zero) / 60_000, (turn.ends - zero) / 60_000] as const).toSorted((a, b) => a[0] - b[0]);
  const open: [number, number][] = [];
  let at = window[0];
  for (const [from, to] of spans) {
    if (to <= at || from >= window[1]) continue;
    if (from > at) open.push([at, from]);
    at = Math.max(at, to);
  }
  if (at < window[1]) open.push([at, window[1]]);
  return open;
}

function personal(input: CheckInput, byKey: ReadonlyMap<string, Shift>): Violation[] {
  const { rules, members, leaves, turns, around, nameOf } = input;
  const found: Violation[] = [];
  const people = new Map<string, Turn[]>();
  for (const turn of [...turns, ...around]) people.set(turn.person, [...(people.get(turn.person) ?? []), turn]);
  for (const turn of turns) {
    const shift = byKey.get(turn.shift);
    if (!shift) continue;
    const name = nameOf(turn.person);
    const base = { day: turn.day, shift: turn.shift, post: turn.post };
    const values = { day: turn.day, shift: shift.name, name };
    const member = members.find((one) => one.post === turn.post);
    // Rest and days in a row are told once, at the later shift.
    const others = people.get(turn.person)!.filter((one) => one !== turn && one.starts <= turn.starts);
    const loose = { restHours: 0, maxDays: Number.POSITIVE_INFINITY };
    const obstacle = member ? obstacleOf(member, { ...shift, ...spanMinutes(turn) }, turn.day, loose, others, leaves) : 'term';
    if (obstacle) found.push({ kind: obstacle, ...base, values });
    const pause = rules.restHours * 3_600_000;
    if (obstacle !== 'busy' && others.some((one) => one.ends <= turn.starts && turn.starts < one.ends + pause))
      found.push({ kind: 'rest', ...base, values: { ...values, n: rules.restHours } });
    const days = new Set(others.filter((one) => one.day <= turn.day).map((one) => one.day));
    const n = days.has(turn.day) ? 0 : runLength(days, turn.day);
    if (n > rules.maxDays) found.push({ kind: 'days', ...base, values: { ...values, n, max: rules.maxDays } });
  }
  return found;
}

/** A turn keeps its own hours when the shift's are changed later. */
function spanMinutes(turn: Turn): { from: number; to: number } {
  const from = (turn.starts - momentAt(turn.day, 0)) / 60_000;
  const to = (turn.ends - momentAt(turn.day, 0)) / 60_000;
  return { from, to: to > 1440 ? to - 1440 : to };
}

/** Counts of members who may take the same shifts and were there all month lie no further apart than the rule says. */
function fairness({ month, members, shifts, leaves, turns, rules, nameOf }: CheckInput): Violation[] {
  const counts = countsOf(turns);
  const groups = new Map<string, Member[]>();
  const days = daysOfMonth(month);
  const [first, last] = [spanOf({ from: 0, to: 0 }, days[0]!).starts, spanOf({ from: 0, to: 1440 }, days.at(-1)!).ends];
  for (const member of members) {
    if (!member.active || member.from > first || (member.to !== null && member.to < last)) continue;
    if (leaves.some((leave) => leave.person === member.person && leave.from <= days.at(-1)! && leave.to >= days[0]!)) continue;
    const may = shifts.filter((shift) => shift.roles.length === 0 || shift.roles.includes(member.role)).map((shift) => shift.key);
    if (may.length === 0) continue;
    const key = may.join(',');
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  const found: Violation[] = [];
  for (const group of groups.values()) {
    if (turns.length === 0 || group.length < 2) continue;
    const sorted = group.toSorted((x, y) => (counts.get(x.person) ?? 0) - (counts.get(y.person) ?? 0));
    const [least, most] = [sorted[0]!, sorted.at(-1)!];
    const [a, b] = [counts.get(most.person) ?? 0, counts.get(least.person) ?? 0];
    if (a - b > rules.spread)
      found.push({ kind: 'unfair', day: days.at(-1)!, shift: null, post: most.post, values: { most: nameOf(most.person), least: nameOf(least.person), a, b } });
  }
  return found;
}

/** Turns by person. */
export function countsOf(turns: readonly Turn[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const turn of turns) counts.set(turn.person, (counts.get(turn.person) ?? 0) + 1);
  return counts;
}
