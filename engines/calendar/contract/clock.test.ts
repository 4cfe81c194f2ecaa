import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLimit, addWorkingMs, dueDayOf, isWorkingMoment, makeCalendar, remaining, resumeDue, workingMinutesBetween, workingMsBetween } from './index.ts';
import type { Limit, WorkingHours } from './index.ts';

const lists = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as { holidays: Record<string, string>; workdays: Record<string, string> };
const minute = 60_000;
const day = 1440 * minute;
const at = (local: string): number => Date.parse(`${local}+08:00`);
const shown = (ms: number): string => new Date(ms + 8 * 60 * minute).toISOString().slice(0, -5);

/* The oracle: walks minute by minute over the library's own lists, sharing no code with the engine. */
const kinds = new Map<number, boolean>();
function worksOn(dayNumber: number): boolean {
  const known = kinds.get(dayNumber);
  if (known !== undefined) return known;
  const iso = new Date(dayNumber * day).toISOString().slice(0, 10);
  const weekday = new Date(dayNumber * day).getUTCDay();
  const works = lists.workdays[iso] !== undefined || (weekday > 0 && weekday < 6 && lists.holidays[iso] === undefined);
  kinds.set(dayNumber, works);
  return works;
}
function worksAt(ms: number, hours: WorkingHours): boolean {
  const local = ms + 8 * 60 * minute;
  const clock = Math.floor((local % day) / minute);
  return worksOn(Math.floor(local / day)) && hours.spans.some(([from, to]) => clock >= from && clock < to);
}
function naiveBetween(from: number, to: number, hours: WorkingHours): number {
  let sum = 0;
  for (let t = from; t < to;) {
    const next = Math.min(to, (Math.floor(t / minute) + 1) * minute);
    if (worksAt(t, hours)) sum += next - t;
    t = next;
  }
  return sum;
}
function naiveAdd(start: number, ms: number, hours: WorkingHours): number {
  let left = ms;
  for (let t = start; ;) {
    const next = (Math.floor(t / minute) + 1) * minute;
    if (worksAt(t, hours)) {
      if (left <= next - t) return t + left;
      left -= next - t;
    }
    t = next;
  }
}
function naiveWorkingDays(start: number, amount: number, hours: WorkingHours): number {
  const close = Math.max(...hours.spans.map(([, to]) => to)) * minute;
  const local = start + 8 * 60 * minute;
  let current = Math.floor(local / day);
  if (local % day >= close) current++;
  while (!worksOn(current)) current++;
  for (let n = 0; n < amount;) if (worksOn(++current)) n++;
  return current * day + close - 8 * 60 * minute;
}

const moment = fc.integer({ min: at('2004-01-01T00:00'), max: at('2026-09-30T00:00') });
const shiftHours: WorkingHours[] = [
  {
    spans: [
      [510, 720],
      [840, 1050],
    ],
  },
  {
    spans: [
      [540, 720],
      [840, 1080],
    ],
  },
  { spans: [[0, 1440]] },
  {
    spans: [
      [0, 1],
      [1439, 1440],
    ],
  },
  {
    spans: [
      [480, 600],
      [600, 690],
      [800, 1000],
      [1200, 1320],
    ],
  },
];
const world = fc.constantFrom(...shiftHours).map((hours) => ({ hours, cal: makeCalendar({ hours }) }));
const unit = fc.constantFrom<Limit['unit']>('working-minutes', 'working-days', 'minutes', 'days');
const limit = unit.chain((u) => fc.record({ amount: fc.integer({ min: 1, max: u.endsWith('minutes') ? 5000 : 30 }), unit: fc.constant(u) }));

describe('against a count minute by minute', () => {
  it('working time between two moments', () => {
    fc.assert(
      fc.property(world, moment, fc.integer({ min: 0, max: 25 * day }), ({ hours, cal }, from, length) => {
        const expected = naiveBetween(from, from + length, hours);
        expect(workingMsBetween(cal, from, from + length)).toBe(expected);
        expect(workingMsBetween(cal, from + length, from) + expected).toBe(0);
        expect(workingMinutesBetween(cal, from, from + length)).toBe(Math.floor(expected / minute));
      }),
      { numRuns: 300 },
    );
  });

  it('limits in working minutes', () => {
    fc.assert(
      fc.property(world, moment, fc.integer({ min: 1, max: 1500 }), ({ hours, cal }, start, amount) => {
        fc.pre(hours !== shiftHours[3] || amount <= 20); // two minutes a day: keep inside the known years
        expect(addLimit(cal, start, { amount, unit: 'working-minutes' })).toBe(naiveAdd(start, amount * minute, hours));
      }),
      { numRuns: 300 },
    );
  });

  it('limits in working days', () => {
    fc.assert(
      fc.property(world, moment, fc.integer({ min: 1, max: 40 }), ({ hours, cal }, start, amount) => {
        expect(addLimit(cal, start, { amount, unit: 'working-days' })).toBe(naiveWorkingDays(start, amount, hours));
      }),
      { numRuns: 500 },
    );
  });

  it('limits in clock minutes and calendar days', () => {
    fc.assert(
      fc.property(world, moment, fc.integer({ min: 1, max: 5000 }), ({ cal }, start, amount) => {
        expect(addLimit(cal, start, { amount, unit: 'minutes' })).toBe(start + amount * minute);
        const due = addLimit(cal, start, { amount, unit: 'days' });
        expect(shown(due).slice(11)).toBe('00:00:00');
        const lastDay = Date.parse(shown(start).slice(0, 10)) + amount * day;
        expect(dueDayOf(due)).toBe(new Date(lastDay).toISOString().slice(0, 10));
        expect(shown(due - 1).slice(0, 10)).toBe(dueDayOf(due));
      }),
    );
  });

  it('working moments', () => {
    fc.assert(
      fc.property(world, moment, ({ hours, cal }, ms) => {
        expect(isWorkingMoment(cal, ms)).toBe(worksAt(ms, hours));
        const full = Math.floor(ms / minute) * minute; // boundaries are whole minutes
        expect(isWorkingMoment(cal, full)).toBe(worksAt(full, hours));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('laws', () => {
  const middle = fc.integer({ min: at('2010-01-01T00:00'), max: at('2020-01-01T00:00') });
  const work = fc.integer({ min: -300 * 60 * minute, max: 300 * 60 * minute });
  const usual = makeCalendar();

  it('addWorkingMs is the inverse of workingMsBetween, and the earliest one', () => {
    fc.assert(
      fc.property(middle, work, (start, ms) => {
        const end = addWorkingMs(usual, start, ms);
        expect(workingMsBetween(usual, start, end)).toBe(ms);
        if (ms !== 0) expect(workingMsBetween(usual, start, end - 1)).toBe(ms - 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('parts add up, in any order', () => {
    fc.assert(
      fc.property(moment, moment, moment, (a, b, c) => {
        expect(workingMsBetween(usual, a, b) + workingMsBetween(usual, b, c)).toBe(workingMsBetween(usual, a, c));
      }),
      { numRuns: 2000 },
    );
  });

  it('a later start or a larger limit is never due earlier', () => {
    fc.assert(
      fc.property(middle, fc.integer({ min: 0, max: 5 * day }), limit, (start, later, l) => {
        const due = addLimit(usual, start, l);
        expect(due).toBeGreaterThan(start);
        expect(addLimit(usual, start + later, l)).toBeGreaterThanOrEqual(due);
        expect(addLimit(usual, start, { ...l, amount: l.amount + 1 })).toBeGreaterThan(due);
      }),
      { numRuns: 2000 },
    );
  });

  it('pausing and resuming at once changes nothing, also when overdue', () => {
    fc.assert(
      fc.property(middle, fc.integer({ min: -10 * day, max: 60 * day }), limit, (start, offset, l) => {
        const due = addLimit(usual, start, l);
        const now = start + offset;
        const left = remaining(usual, now, due, l.unit);
        expect(resumeDue(usual, now, left, l.unit)).toBe(left === 0 ? now : due);
      }),
      { numRuns: 2000 },
    );
  });

  it('pauses keep the total of the time that ran', () => {
    const pauses = fc.array(fc.record({ runs: fc.integer({ min: 0, max: 9 * day }), waits: fc.integer({ min: 0, max: 40 * day }) }), { maxLength: 6 });
    fc.assert(
      fc.property(middle, limit, pauses, (start, l, list) => {
        const own = (from: number, to: number): number => remaining(usual, from, to, l.unit);
        let due = addLimit(usual, start, l);
        const total = own(start, due);
        let ran = 0;
        let now = start;
        for (const pause of list) {
          const paused = now + pause.runs;
          ran += own(now, paused);
          const left = own(paused, due);
          now = paused + pause.waits;
          due = resumeDue(usual, now, left, l.unit);
        }
        expect(ran + own(now, due)).toBe(total);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the rule for working days, by example', () => {
  const cal = makeCalendar();
  const due = (start: string, amount = 1): string => shown(addLimit(cal, at(start), { amount, unit: 'working-days' }));

  it('counts from the next working day after hours and on rest days', () => {
    expect(due('2026-11-20T17:29:59.999')).toBe('2026-11-23T17:30:00'); // Friday, in time
    expect(due('2026-11-20T17:30')).toBe('2026-11-24T17:30:00'); // closed: counts as Monday
    expect(due('2026-11-21T09:00')).toBe('2026-11-24T17:30:00'); // Saturday
    expect(due('2026-11-22T23:59')).toBe('2026-11-24T17:30:00'); // Sunday
    expect(due('2026-11-23T00:00')).toBe('2026-11-24T17:30:00'); // Monday before opening
    expect(due('2026-11-23T13:00')).toBe('2026-11-24T17:30:00'); // noon break
  });

  it('passes the National Day holidays and works the make-up days of 2026', () => {
    expect(due('2026-09-30T10:00')).toBe('2026-10-08T17:30:00');
    expect(due('2026-09-30T10:00', 3)).toBe('2026-10-10T17:30:00'); // a Saturday that is worked
    expect(due('2026-09-30T10:00', 4)).toBe('2026-10-12T17:30:00');
  });

  it('ends working minutes at a closing, not at the next opening', () => {
    const end = (start: string, amount: number): string => shown(addLimit(cal, at(start), { amount, unit: 'working-minutes' }));
    expect(end('2026-11-20T08:30', 210)).toBe('2026-11-20T12:00:00');
    expect(end('2026-11-20T08:30', 211)).toBe('2026-11-20T14:01:00');
    expect(end('2026-11-20T16:30', 240)).toBe('2026-11-23T11:30:00'); // 暴露垃圾, 4 working hours, over a weekend
    expect(end('2026-11-20T08:30', 420)).toBe('2026-11-20T17:30:00');
  });

  it('ends calendar days at 24:00', () => {
    const end = addLimit(cal, at('2026-11-20T23:59'), { amount: 30, unit: 'days' });
    expect(shown(end)).toBe('2026-12-21T00:00:00');
    expect(dueDayOf(end)).toBe('2026-12-20');
  });
});
