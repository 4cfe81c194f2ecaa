import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CalendarError,
  addLimit,
  addWorkingMs,
  calendarErrors,
  calendarSentence,
  dayKind,
  explain,
  isProvisional,
  isWorkingMoment,
  knownYears,
  makeCalendar,
  provisionalYear,
  remaining,
  resumeDue,
  workingMinutesBetween,
  workingMsBetween,
} from './index.ts';
import type { CalendarErrorCode, Limit, OfficialCalendar } from './index.ts';
import { arrangements, festivals } from './years.ts';

const at = (local: string): number => Date.parse(`${local}+08:00`);
const here = fileURLToPath(new URL('..', import.meta.url));
const cal = makeCalendar();
const workingDays = (amount: number): Limit => ({ amount, unit: 'working-days' });

function refusal(act: () => unknown): CalendarError {
  try {
    act();
  } catch (error) {
    if (error instanceof CalendarError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Runs a script in a Node of its own, in another machine zone. */
function inZone(zone: string, args: string[]): unknown {
  return JSON.parse(execFileSync(process.execPath, args, { cwd: here, env: { ...process.env, TZ: zone, NODE_OPTIONS: '' }, encoding: 'utf8' }));
}

describe('known facts', () => {
  it.each([
    ['2026-10-01', 'rest'],
    ['2026-10-07', 'rest'],
    ['2026-10-08', 'work'],
    ['2026-10-10', 'work'],
    ['2026-09-20', 'work'],
    ['2026-09-25', 'rest'],
    ['2026-01-02', 'rest'],
    ['2026-01-04', 'work'],
    ['2026-02-14', 'work'],
    ['2026-02-16', 'rest'],
    ['2026-02-24', 'work'],
    ['2026-11-22', 'rest'],
    ['2020-01-31', 'rest'],
    ['2015-09-03', 'rest'],
    ['2015-09-06', 'work'],
    ['2004-01-01', 'rest'],
    ['2004-01-17', 'work'],
    ['2024-02-29', 'work'],
  ] as const)('%s is %s', (date, kind) => {
    expect(dayKind(cal, date)).toBe(kind);
  });

  it('every day of 2004 to 2026 is what chinese-days says', () => {
    const script = `const { isWorkday } = require('chinese-days'); const out = [];
      for (let t = Date.UTC(2004, 0, 1); t < Date.UTC(2027, 0, 1); t += 864e5) { const d = new Date(t).toISOString().slice(0, 10); if (isWorkday(d)) out.push(d); }
      console.log(JSON.stringify(out));`;
    const expected = inZone('UTC', ['-e', script]);
    const got: string[] = [];
    for (let t = Date.UTC(2004, 0, 1); t < Date.UTC(2027, 0, 1); t += 86_400_000) {
      const date = new Date(t).toISOString().slice(0, 10);
      if (dayKind(cal, date) === 'work') got.push(date);
    }
    expect(got).toEqual(expected);
  });

  it('the generated table is up to date', () => {
    expect({ arrangements, festivals }).toEqual(inZone('UTC', ['generate.ts', '--print']));
  });

  it('does not read the zone of the machine', () => {
    const script = `import { makeCalendar, addLimit, dayKind, dayOf, dueDayOf, isWorkingMoment, workingMsBetween } from './contract/index.ts';
      const cal = makeCalendar({ provisionalUntil: 2028 }); const out = [];
      for (let t = ${at('2025-12-20T00:00')}; t < ${at('2026-03-20T00:00')}; t += 5_400_000) out.push(addLimit(cal, t, { amount: 3, unit: 'working-days' }),
        addLimit(cal, t, { amount: 2, unit: 'days' }), addLimit(cal, t, { amount: 100, unit: 'working-minutes' }), dayOf(t), dueDayOf(t), dayKind(cal, dayOf(t)),
        isWorkingMoment(cal, t), workingMsBetween(cal, t, t + 1e9));
      console.log(JSON.stringify(out));`;
    const [shanghai, ...others] = ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu'].map((zone) =>
      JSON.stringify(inZone(zone, ['--input-type=module', '-e', script])),
    );
    for (const other of others) expect(other).toBe(shanghai);
  });
});

describe('years that are not known', () => {
  it('are refused, never guessed', () => {
    expect(knownYears(cal)).toEqual([2004, 2026]);
    const acts: Array<[string, () => unknown]> = [
      ['dayKind after', () => dayKind(cal, '2027-01-01')],
      ['dayKind before', () => dayKind(cal, '2003-12-31')],
      ['twenty working days from December', () => addLimit(cal, at('2026-12-10T10:00'), workingDays(20))],
      ['start in the last evening', () => addLimit(cal, at('2026-12-31T20:00'), workingDays(1))],
      ['start in an unknown year', () => addLimit(cal, at('2027-01-04T10:00'), workingDays(1))],
      ['working minutes over the end', () => addLimit(cal, at('2026-12-31T17:00'), { amount: 31, unit: 'working-minutes' })],
      ['between', () => workingMsBetween(cal, at('2026-12-31T00:00'), at('2027-01-01T00:00') + 1)],
      ['minutes between', () => workingMinutesBetween(cal, at('2003-12-31T00:00'), at('2026-01-01T00:00'))],
      ['backwards', () => addWorkingMs(cal, at('2004-01-02T09:00'), -86_400_000)],
      ['working moment', () => isWorkingMoment(cal, at('2027-01-01T00:00'))],
      ['remaining', () => remaining(cal, at('2026-12-31T00:00'), at('2027-02-01T00:00'), 'working-days')],
      ['resume', () => resumeDue(cal, at('2026-12-31T10:00'), 86_400_000, 'working-minutes')],
      ['explain', () => explain(cal, at('2026-12-31T10:00'), at('2027-01-05T10:00'))],
    ];
    for (const [name, act] of acts) {
      const error = refusal(act);
      expect([name, error.code, error.status]).toEqual([name, 'calendar.year_unknown', 409]);
      expect([2003, 2027]).toContain(error.params['year']);
    }
    expect(refusal(() => dayKind(cal, '2027-01-01')).message).toContain('2027');
  });

  it('are named, also exactly at the first instant', () => {
    const start = at('2004-01-02T09:00');
    expect(refusal(() => addWorkingMs(cal, start, -30 * 60_000)).params).toEqual({ year: 2003, first: 2004, last: 2026 });
    expect(addWorkingMs(cal, start, 1 - 30 * 60_000)).toBe(at('2004-01-02T08:30') + 1);
    expect(refusal(() => addLimit(cal, at('2026-12-31T17:30'), workingDays(1))).params).toEqual({ year: 2027, first: 2004, last: 2026 });
  });

  it('are not needed up to the last instant of the last year', () => {
    expect(addLimit(cal, at('2026-12-30T10:00'), workingDays(1))).toBe(at('2026-12-31T17:30'));
    expect(addLimit(cal, at('2026-12-31T17:00'), { amount: 30, unit: 'working-minutes' })).toBe(at('2026-12-31T17:30'));
    expect(workingMinutesBetween(cal, at('2026-12-31T08:30'), at('2027-01-01T00:00'))).toBe(420);
    expect(explain(cal, at('2026-12-31T09:00'), at('2027-01-01T00:00'))).toEqual({ restDays: [], overnight: false, provisional: false });
  });

  it('do not matter to clock minutes and calendar days', () => {
    const start = at('2031-05-06T10:00');
    expect(addLimit(cal, start, { amount: 10, unit: 'minutes' })).toBe(start + 600_000);
    expect(addLimit(cal, start, { amount: 1, unit: 'days' })).toBe(at('2031-05-08T00:00'));
    expect(resumeDue(cal, start, remaining(cal, start, start + 5, 'days'), 'days')).toBe(start + 5);
  });
});

describe('official calendars', () => {
  const invented: OfficialCalendar = { years: { '2027': { holidays: ['2027-01-01', '2027-01-04'], makeups: ['2027-01-09'] } } };

  it('add a year', () => {
    const loaded = makeCalendar({ official: invented });
    expect(knownYears(loaded)).toEqual([2004, 2027]);
    expect([dayKind(loaded, '2027-01-04'), dayKind(loaded, '2027-01-09'), dayKind(loaded, '2027-01-05')]).toEqual(['rest', 'work', 'work']);
    expect(addLimit(loaded, at('2026-12-31T10:00'), workingDays(5))).toBe(at('2027-01-09T17:30'));
    expect(isProvisional(loaded, at('2027-01-09T17:30'))).toBe(false);
  });

  it('replace a whole year', () => {
    const loaded = makeCalendar({ official: { years: { '2026': { holidays: ['2026-01-01'], makeups: [] } } } });
    expect([dayKind(loaded, '2026-01-01'), dayKind(loaded, '2026-10-01'), dayKind(loaded, '2026-10-10')]).toEqual(['rest', 'work', 'rest']);
  });

  it('must not leave a gap, and may be filled up provisionally', () => {
    const far: OfficialCalendar = { years: { '2029': { holidays: ['2029-01-01'], makeups: [] } } };
    expect(refusal(() => makeCalendar({ official: far })).params).toEqual({ year: 2027 });
    const filled = makeCalendar({ official: far, provisionalUntil: 2028 });
    expect(knownYears(filled)).toEqual([2004, 2029]);
    expect([isProvisional(filled, at('2028-05-08T17:30')), isProvisional(filled, at('2029-05-08T17:30'))]).toEqual([true, false]);
    expect(isProvisional(filled, at('2029-05-08T17:30'), at('2028-12-01T10:00'))).toBe(true);
  });

  it('are checked when made in code too', () => {
    expect(refusal(() => makeCalendar({ official: { years: { '2027': { holidays: ['2027-02-30'], makeups: [] } } } })).code).toBe('calendar.official_invalid');
  });
});

describe('provisional years in use', () => {
  const provisional = makeCalendar({ provisionalUntil: 2028 });

  it('let December run on, and say so', () => {
    expect(knownYears(provisional)).toEqual([2004, 2028]);
    const due = addLimit(provisional, at('2026-12-10T10:00'), workingDays(20));
    expect(due).toBe(at('2027-01-08T17:30'));
    expect(isProvisional(provisional, due)).toBe(true);
    expect(isProvisional(provisional, at('2026-12-31T17:30'))).toBe(false);
    expect(isProvisional(provisional, at('2027-01-01T00:00'))).toBe(false); // ends with 31 December
    expect(isProvisional(provisional, at('2027-01-01T00:00') + 1)).toBe(true);
    expect(isProvisional(provisional, at('2031-01-01T09:00'))).toBe(false);
    expect(explain(provisional, at('2026-12-30T10:00'), at('2027-01-04T17:30'))).toEqual({
      restDays: ['2027-01-01', '2027-01-02', '2027-01-03'],
      overnight: true,
      provisional: true,
    });
  });

  it('never replace an official year', () => {
    const official: OfficialCalendar = { years: { '2027': { holidays: ['2027-01-01'], makeups: ['2027-01-02'] } } };
    const both = makeCalendar({ official, provisionalUntil: 2028 });
    expect(dayKind(both, '2027-01-02')).toBe('work');
    expect([isProvisional(both, at('2027-03-01T10:00')), isProvisional(both, at('2028-03-01T10:00'))]).toEqual([false, true]);
    expect(knownYears(makeCalendar({ provisionalUntil: 2020 }))).toEqual([2004, 2026]);
  });

  it('can come from a file', () => {
    const loaded = makeCalendar({ official: { years: { '2027': provisionalYear(2027) } } });
    expect(isProvisional(loaded, at('2027-03-01T10:00'))).toBe(true);
  });
});

describe('what makes no sense is refused', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('a limit of %s', (amount) => {
    for (const unit of ['working-minutes', 'working-days', 'minutes', 'days'] as const) {
      expect(refusal(() => addLimit(cal, at('2026-11-20T10:00'), { amount, unit })).code).toBe('calendar.limit_invalid');
    }
  });

  it('a unit that does not exist', () => {
    const unit = 'weeks' as Limit['unit'];
    expect(refusal(() => addLimit(cal, 0, { amount: 1, unit })).code).toBe('calendar.limit_invalid');
    expect(refusal(() => remaining(cal, 0, 0, unit)).code).toBe('calendar.limit_invalid');
    expect(refusal(() => resumeDue(cal, 0, 0, unit)).code).toBe('calendar.limit_invalid');
  });

  it('a moment or date that is none', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '2026-11-20' as unknown as number]) {
      expect(refusal(() => addLimit(cal, bad, { amount: 1, unit: 'minutes' })).code).toBe('calendar.moment_invalid');
      expect(refusal(() => workingMsBetween(cal, at('2026-11-20T10:00'), bad)).code).toBe('calendar.moment_invalid');
      expect(refusal(() => addWorkingMs(cal, at('2026-11-20T10:00'), bad)).code).toBe('calendar.moment_invalid');
    }
    for (const bad of ['2026-02-30', '2026-1-1', '', '2026-13-01', '20260101']) {
      expect(refusal(() => dayKind(cal, bad)).code).toBe('calendar.date_invalid');
    }
  });
});

describe('explanations', () => {
  it('name the rest days on the way', () => {
    expect(explain(cal, at('2026-11-20T16:30'), at('2026-11-23T11:30'))).toEqual({
      restDays: ['2026-11-21', '2026-11-22'],
      overnight: true,
      provisional: false,
    });
    expect(explain(cal, at('2026-11-21T10:00'), at('2026-11-23T11:30')).restDays).toEqual(['2026-11-21', '2026-11-22']);
    expect(explain(cal, at('2026-11-20T08:00'), at('2026-11-20T17:30'))).toEqual({ restDays: [], overnight: false, provisional: false });
    expect(explain(cal, at('2026-11-19T16:30'), at('2026-11-20T09:00'))).toEqual({ restDays: [], overnight: true, provisional: false });
    expect(explain(cal, at('2026-11-23T11:30'), at('2026-11-20T16:30')).restDays).toEqual([]);
  });

  it('every error has its sentence in both languages, without open places', () => {
    for (const code of Object.keys(calendarErrors) as CalendarErrorCode[]) {
      const params = { year: 2027, first: 2004, last: 2026, date: 'x', value: 'x', limit: 'x', reason: 'x' };
      for (const language of ['zh-Hans', 'en'] as const) expect(calendarSentence(code, language, params)).not.toMatch(/[{}]/);
    }
  });
});
