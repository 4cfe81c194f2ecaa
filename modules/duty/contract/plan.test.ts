import { makeCalendar } from '@hezhi/calendar/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  checkMonth,
  countsOf,
  dayClassOf,
  daysOfMonth,
  dayClasses,
  obstacleOf,
  planMonth,
  runsOn,
  spanOf,
  type Leave,
  type Member,
  type Rules,
  type Shift,
  type Turn,
} from './index.ts';

const cal = makeCalendar({ provisionalUntil: 2028 });
const rules: Rules = { everyDay: true, offPeak: null, restHours: 11, maxDays: 6, spread: 2, swapApproval: false };
const day: Shift = { key: 'day', name: '日班', from: 510, to: 1050, days: dayClasses, need: 1, roles: [] };
const night: Shift = { key: 'night', name: '夜班', from: 1050, to: 510, days: dayClasses, need: 1, roles: [] };
const member = (n: number, more: Partial<Member> = {}): Member => ({
  post: `post-${n}`,
  person: `person-${n}`,
  name: `王${n}`,
  role: 'community_clerk',
  from: 0,
  to: null,
  active: true,
  ...more,
});
const crew = (n: number): Member[] => Array.from({ length: n }, (_, index) => member(index));
const plan = (more: Partial<Parameters<typeof planMonth>[0]> = {}) =>
  planMonth({ roster: 'r', month: '2026-12', cal, shifts: [day], rules, members: crew(5), leaves: [], standing: [], ...more });
const check = (turns: readonly Turn[], more: Partial<Parameters<typeof checkMonth>[0]> = {}) =>
  checkMonth({ month: '2026-12', cal, roster: 'r', shifts: [day], rules, members: crew(5), leaves: [], turns, around: [], nameOf: (one) => one, ...more });

describe('days', () => {
  it.each([
    ['2026-10-01', 'holiday'],
    ['2026-10-10', 'makeup'],
    ['2026-11-22', 'weekend'],
    ['2026-11-23', 'workday'],
  ])('%s is %s', (date, kind) => expect(dayClassOf(cal, date)).toBe(kind));

  it('a shift over midnight ends on the next day, and weekdays narrow it down', () => {
    expect(spanOf(night, '2026-12-31')).toEqual({ starts: Date.parse('2026-12-31T17:30+08:00'), ends: Date.parse('2027-01-01T08:30+08:00') });
    expect(runsOn({ ...day, weekdays: [1] }, '2026-11-23', 'workday')).toBe(true);
    expect(runsOn({ ...day, weekdays: [1] }, '2026-11-24', 'workday')).toBe(false);
    expect(runsOn({ ...day, days: ['holiday'] }, '2026-11-24', 'workday')).toBe(false);
  });
});

describe('fair rotation', () => {
  it('covers every day, shares turns and days of rest, and goes on where the month before ended', () => {
    const first = plan({ members: crew(7) });
    expect(first.gaps).toEqual([]);
    expect(first.turns.map((turn) => turn.day)).toEqual(daysOfMonth('2026-12'));
    const counts = [...countsOf(first.turns).values()];
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    const rest = (turns: readonly Turn[]) =>
      crew(7).map((one) => turns.filter((turn) => turn.person === one.person && dayClassOf(cal, turn.day) === 'weekend').length);
    expect(Math.max(...rest(first.turns)) - Math.min(...rest(first.turns))).toBeLessThanOrEqual(1);
    const second = plan({ members: crew(7), month: '2027-01', standing: first.turns });
    const both = rest([...first.turns, ...second.turns]);
    expect(Math.max(...both) - Math.min(...both)).toBeLessThanOrEqual(2);
    expect(plan({ members: crew(7) })).toEqual(first);
  });

  it('names the seats that nobody can take, with the reasons', () => {
    const leaves: Leave[] = [{ person: 'person-0', from: '2026-12-05', to: '2026-12-05' }];
    const { gaps } = plan({
      members: [member(0), member(1, { role: 'grid_worker' })],
      shifts: [{ ...day, roles: ['community_clerk'] }],
      leaves,
      rules: { ...rules, maxDays: 31 },
    });
    expect(gaps).toEqual([{ day: '2026-12-05', shift: 'day', missing: 1, why: { leave: 1, role: 1 } }]);
    expect(plan({ members: [] }).gaps).toHaveLength(31);
  });

  it('keeps what stands: turns by hand, other rosters, and days that are over', () => {
    const byHand: Turn = { roster: 'r', day: '2026-12-24', shift: 'day', post: 'post-3', person: 'person-3', ...spanOf(day, '2026-12-24') };
    const elsewhere: Turn = { ...byHand, roster: 'other', day: '2026-12-25', post: 'post-4', person: 'person-4', ...spanOf(day, '2026-12-25') };
    const { turns } = plan({ standing: [byHand, elsewhere], since: '2026-12-20' });
    expect(turns.map((turn) => turn.day)).toEqual(daysOfMonth('2026-12').filter((one) => one >= '2026-12-20' && one !== '2026-12-24'));
    expect(turns.find((turn) => turn.day === '2026-12-25')!.person).not.toBe('person-4');
  });

  it('never breaks a rule, and a gap is a seat that really nobody can take', () => {
    const shiftOf = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      name: fc.constant('班'),
      from: fc.integer({ min: 0, max: 47 }).map((n) => n * 30),
      to: fc.integer({ min: 0, max: 48 }).map((n) => n * 30),
      days: fc.subarray([...dayClasses], { minLength: 1 }),
      weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7]), { nil: undefined }),
      need: fc.integer({ min: 1, max: 3 }),
      roles: fc.subarray(['community_clerk', 'grid_worker']),
    });
    const input = fc.record({
      month: fc.constantFrom('2026-02', '2026-10', '2026-12', '2027-01', '2028-02'),
      shifts: fc.uniqueArray(shiftOf, { selector: (one) => one.key, minLength: 1, maxLength: 3 }),
      restHours: fc.integer({ min: 0, max: 24 }),
      maxDays: fc.integer({ min: 1, max: 31 }),
      people: fc.array(fc.record({ role: fc.constantFrom('community_clerk', 'grid_worker'), same: fc.boolean() }), { maxLength: 7 }),
      away: fc.array(fc.record({ n: fc.integer({ min: 0, max: 6 }), from: fc.integer({ min: 0, max: 27 }), days: fc.integer({ min: 0, max: 20 }) }), {
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(input, ({ month, shifts, restHours, maxDays, people, away }) => {
        const limits: Rules = { ...rules, restHours, maxDays };
        // Some people hold two posts: they are one person still.
        const members = people.map(({ role, same }, n) => member(n, { role, ...(same && n > 0 ? { person: 'person-0' } : {}) }));
        const leaves = away.map(({ n, from, days }) => ({
          person: `person-${n}`,
          from: addDays(`${month}-01`, from),
          to: addDays(`${month}-01`, from + days),
        }));
        const { turns, gaps } = plan({ month, shifts, rules: limits, members, leaves });
        const able = (one: Member, shift: Shift, at: string, others: readonly Turn[]) =>
          obstacleOf(
            one,
            shift,
            at,
            limits,
            others.filter((turn) => turn.person === one.person),
            leaves,
          );
        for (const turn of turns) {
          const shift = shifts.find((one) => one.key === turn.shift)!;
          const own = members.find((one) => one.post === turn.post)!;
          expect(
            able(
              own,
              shift,
              turn.day,
              turns.filter((one) => one !== turn),
            ),
          ).toBeNull();
        }
        for (const gap of gaps)
          for (const one of members)
            expect(
              able(
                one,
                shifts.find((shift) => shift.key === gap.shift)!,
                gap.day,
                turns,
              ),
            ).not.toBeNull();
        const kinds = new Set(check(turns, { month, shifts, rules: { ...limits, everyDay: false }, members, leaves }).map((one) => one.kind));
        for (const kind of kinds) expect(['gap', 'unfair']).toContain(kind);
        expect(kinds.has('gap')).toBe(gaps.length > 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the check', () => {
  const turn = (on: string, person: number, shift = day): Turn => ({
    roster: 'r',
    day: on,
    shift: shift.key,
    post: `post-${person}`,
    person: `person-${person}`,
    ...spanOf(shift, on),
  });
  const kinds = (found: ReturnType<typeof check>): string[] => found.map((one) => `${one.day.slice(8)} ${one.kind}`);
  const full = plan().turns;

  it('finds nothing wrong with a sound month', () => expect(check(full)).toEqual([]));

  it('names empty days, seats left open and seats too many', () => {
    expect(kinds(check(full.filter((one) => one.day !== '2026-12-03')))).toEqual(['03 empty_day', '03 gap']);
    const extra = { ...full[9]!, person: 'person-9', post: 'post-9' };
    expect(kinds(check([...full, extra], { members: [...crew(5), member(9)], rules: { ...rules, spread: 31 } }))).toEqual(['10 surplus']);
  });

  it('finds off-peak hours that nobody covers, to the minute', () => {
    const found = check(full, { rules: { ...rules, offPeak: { evening: [1050, 1260], restDay: [480, 1050] } } });
    expect(found.filter((one) => one.day === '2026-12-01').map((one) => one.values['hours'])).toEqual(['17:30–21:00']);
    expect(found.filter((one) => one.day === '2026-12-05').map((one) => one.values['hours'])).toEqual(['08:00–08:30']);
    const evening: Shift = { key: 'eve', name: '晚班', from: 1050, to: 30, days: ['workday', 'makeup'], need: 1, roles: [] };
    const late: Shift = { ...night, key: 'late', from: 1380, to: 540 };
    const both = [...daysOfMonth('2026-12').flatMap((one) => [turn(one, 1, evening), turn(one, 2, late)]), ...full];
    const left = check(both, { shifts: [day, evening, late], rules: { ...rules, offPeak: { evening: [1050, 1260], restDay: [480, 1050] } } });
    expect(left.filter((one) => one.kind === 'off_peak')).toEqual([]);
  });

  it('counts a night that began the day before', () => {
    const early = { ...rules, everyDay: false, offPeak: { evening: [0, 480] as const, restDay: [0, 480] as const } };
    const before = turn('2026-11-30', 0, night);
    const found = check([turn('2026-12-01', 1, night)], { shifts: [night], rules: early, around: [before] });
    expect(
      found
        .filter((one) => one.kind === 'off_peak')
        .map((one) => one.day)
        .slice(0, 1),
    ).toEqual(['2026-12-03']);
  });

  it('names overlap, too little rest, too many days, leave, role, term and shifts that are none', () => {
    const loose = { ...rules, everyDay: false, spread: 31 };
    const only = (turns: Turn[], more: Partial<Parameters<typeof checkMonth>[0]> = {}) =>
      kinds(check(turns, { rules: loose, shifts: [day, night], ...more })).filter((one) => !one.endsWith('gap'));
    expect(only([turn('2026-12-01', 0), turn('2026-12-01', 0, night)])).toEqual(['01 rest']);
    expect(only([turn('2026-12-01', 0)], { around: [{ ...turn('2026-12-01', 0), roster: 'other' }] })).toEqual(['01 busy']);
    expect(
      only(
        daysOfMonth('2026-12')
          .slice(0, 8)
          .map((one) => turn(one, 0)),
      ),
    ).toEqual(['07 days', '08 days']);
    expect(only([turn('2026-12-02', 0)], { leaves: [{ person: 'person-0', from: '2026-12-01', to: '2026-12-02' }] })).toEqual(['02 leave']);
    expect(only([turn('2026-12-01', 0, night)], { leaves: [{ person: 'person-0', from: '2026-12-02', to: '2026-12-02' }] })).toEqual(['01 leave']);
    expect(only([turn('2026-12-02', 0)], { shifts: [{ ...day, roles: ['grid_worker'] }, night] })).toEqual(['02 role']);
    expect(only([turn('2026-12-02', 0)], { members: [member(0, { to: Date.parse('2026-12-02T09:00+08:00') })] })).toEqual(['02 term']);
    expect(only([turn('2026-12-02', 0)], { members: [] })).toEqual(['02 term']);
    expect(only([turn('2026-12-02', 0)], { shifts: [{ ...day, days: ['holiday'] }, night] })).toEqual(['02 outside']);
  });

  it('finds unfair shares only among those who were there all month and may take the same shifts', () => {
    const uneven = daysOfMonth('2026-12').map((one, n) => turn(one, n % 4));
    const found = (more: Partial<Parameters<typeof checkMonth>[0]> = {}) => check(uneven, more).filter((one) => one.kind === 'unfair').length;
    expect(found()).toBe(1);
    expect(found({ leaves: [{ person: 'person-4', from: '2026-12-20', to: '2026-12-20' }] })).toBe(0);
    expect(found({ rules: { ...rules, spread: 8 } })).toBe(0);
  });
});
