import { describe, expect, it } from 'vitest';
import { addLimit, CalendarError, dueDayOf, isWorkingMoment, makeCalendar, workingMinutesBetween } from './index.ts';
import type { Limit, WorkingHours } from './index.ts';

const at = (local: string): number => Date.parse(`${local}+08:00`);
const cal = makeCalendar();
const workingDays = (amount: number): Limit => ({ amount, unit: 'working-days' });

describe('working hours', () => {
  it('begin with the first instant of a span and end before its last', () => {
    const moments = ['08:29:59.999', '08:30', '11:59:59.999', '12:00', '13:59:59.999', '14:00', '17:29:59.999', '17:30'];
    expect(moments.map((clock) => isWorkingMoment(cal, at(`2026-11-20T${clock}`)))).toEqual([false, true, true, false, false, true, true, false]);
    expect(isWorkingMoment(cal, at('2026-11-21T10:00'))).toBe(false);
  });

  it('are counted in whole minutes cut off towards zero', () => {
    const start = at('2026-11-20T10:00');
    expect([59_999, 60_000, 119_999].map((ms) => workingMinutesBetween(cal, start, start + ms))).toEqual([0, 1, 1]);
    expect([59_999, 60_000, 119_999].map((ms) => workingMinutesBetween(cal, start + ms, start))).toEqual([0, -1, -1]);
  });

  it('can be others', () => {
    const long = makeCalendar({
      hours: {
        spans: [
          [540, 720],
          [840, 1080],
        ],
      },
    });
    expect(addLimit(long, at('2026-11-20T16:00'), { amount: 240, unit: 'working-minutes' })).toBe(at('2026-11-23T11:00'));
    expect(addLimit(long, at('2026-11-20T17:59'), workingDays(1))).toBe(at('2026-11-23T18:00'));
    const around = makeCalendar({ hours: { spans: [[0, 1440]] } });
    expect(addLimit(around, at('2026-11-20T10:00'), workingDays(1))).toBe(at('2026-11-24T00:00'));
    expect(dueDayOf(addLimit(around, at('2026-11-20T10:00'), workingDays(1)))).toBe('2026-11-23');
  });

  it.each([
    [[]],
    [[[720, 510]]],
    [[[510, 510]]],
    [
      [
        [510, 720],
        [700, 1050],
      ],
    ],
    [
      [
        [840, 1050],
        [510, 720],
      ],
    ],
    [[[-1, 60]]],
    [[[0, 1441]]],
    [[[0.5, 60]]],
  ])('refuse %j', (spans) => {
    const make = (): unknown => makeCalendar({ hours: { spans } as unknown as WorkingHours });
    expect(make).toThrow(CalendarError);
    expect(make).toThrow(expect.objectContaining({ code: 'calendar.hours_invalid' }));
  });
});
