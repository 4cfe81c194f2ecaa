import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRouting, conditionsOf, holds, momentsOf, routeFor, routingFaults, type RoutingMoment, type RoutingRule } from './routing.ts';

const spans = [
  [510, 720],
  [840, 1050],
] as const;
const areas = ['610402', '610402010', '610402010001', '610402010002', '610402010001001'];
const places = areas.slice(1);
const leaves = ['A01', 'A02', 'B03'];
const rule = (part: Partial<RoutingRule> & { id: string }): RoutingRule => ({
  leg: 'accept',
  subject: '',
  area: '610402',
  days: 'any',
  hours: 'any',
  from: null,
  to: null,
  org: 'o',
  post: null,
  duty: false,
  ...part,
});
const time = fc.integer({ min: 0, max: 47 }).map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
const window = fc.oneof(
  { weight: 2, arbitrary: fc.constant([null, null] as const) },
  { weight: 1, arbitrary: fc.tuple(time, time).filter(([from, to]) => from !== to) },
);
const rules: fc.Arbitrary<RoutingRule[]> = fc
  .array(
    fc.record({
      leg: fc.constantFrom('accept' as const, 'handle' as const),
      subject: fc.constantFrom('', 'A', 'A01', 'B03'),
      area: fc.constantFrom(...areas),
      days: fc.constantFrom('any' as const, 'work' as const, 'rest' as const),
      hours: fc.constantFrom('any' as const, 'working' as const, 'off' as const),
      window,
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map(({ window: [from, to], ...part }, index) => rule({ id: `r${index}`, ...part, from, to })));
const moment: fc.Arbitrary<RoutingMoment> = fc
  .record({ rest: fc.boolean(), minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ rest, minute }) => ({ rest, minute, working: !rest && spans.some(([from, to]) => minute >= from && minute < to) }));
const covers = (one: RoutingRule, subject: string, area: string, when: RoutingMoment) =>
  subject.startsWith(one.subject) && area.startsWith(one.area) && holds(one, when);

describe('rules of dispatch', () => {
  test('are total and deterministic: a rule that covers a case is found whenever there is one, the same in whatever order they stand', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...leaves), fc.constantFrom(...places), moment, fc.integer(), (list, subject, area, when, turn) => {
        const found = routeFor(compileRouting(list), 'accept', { subject, area }, () => when);
        const fitting = list.filter((one) => one.leg === 'accept' && covers(one, subject, area, when));
        expect(found === null).toBe(fitting.length === 0);
        const at = list.length === 0 ? 0 : Math.abs(turn) % list.length;
        const turned = [...list.slice(at), ...list.slice(0, at)];
        expect(routeFor(compileRouting(turned), 'accept', { subject, area }, () => when)?.id ?? null).toBe(found?.id ?? null);
        for (const one of fitting) {
          const rank = (each: RoutingRule) => [each.subject.length, each.area.length, conditionsOf(each)].map((n) => String(n).padStart(2, '0')).join();
          expect(rank(found!) >= rank(one)).toBe(true);
        }
      }),
    );
  });

  test('that pass the check have no two that decide the same with the same right', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...leaves), fc.constantFrom(...places), moment, (list, subject, area, when) => {
        if (routingFaults(list, { leaves, places, spans }).some((one) => one.fault === 'tie')) return;
        const fitting = list.filter((one) => one.leg === 'accept' && covers(one, subject, area, when));
        const ranks = fitting.map((one) => `${one.subject.length} ${one.area.length} ${conditionsOf(one)}`);
        expect(new Set(ranks).size).toBe(ranks.length);
      }),
    );
  });

  test('that are called unreachable, and only those, decide nothing anywhere at any time', () => {
    fc.assert(
      fc.property(rules, (list) => {
        const faults = routingFaults(list, { leaves, places, spans });
        const tied = new Set(faults.flatMap((one) => (one.fault === 'tie' ? [one.rule, one.other] : [])));
        const dead = new Set(faults.filter((one) => one.fault !== 'tie').map((one) => one.rule));
        const routing = compileRouting(list);
        const used = new Set(
          (['accept', 'handle'] as const).flatMap((leg) =>
            leaves.flatMap((subject) =>
              places.flatMap((area) => momentsOf(list, spans).map((when) => routeFor(routing, leg, { subject, area }, () => when)?.id)),
            ),
          ),
        );
        for (const one of list) if (!tied.has(one.id)) expect([one.id, used.has(one.id)]).toEqual([one.id, !dead.has(one.id)]);
      }),
      { numRuns: 60 },
    );
  });

  test('hold over midnight, on days off, outside working hours', () => {
    const night = rule({ id: 'n', from: '22:00', to: '06:00' });
    const at = (minute: number, rest = false) => ({ rest, minute, working: !rest && spans.some(([from, to]) => minute >= from && minute < to) });
    expect([21 * 60 + 59, 22 * 60, 0, 359, 360].map((minute) => holds(night, at(minute)))).toEqual([false, true, true, true, false]);
    expect([at(600), at(600, true)].map((when) => holds(rule({ id: 'h', hours: 'off' }), when))).toEqual([false, true]);
    expect([at(600), at(600, true)].map((when) => holds(rule({ id: 'd', days: 'work' }), when))).toEqual([true, false]);
    expect(routingFaults([rule({ id: 'x', days: 'rest', hours: 'working' })], { leaves, places, spans })).toEqual([{ rule: 'x', fault: 'never', other: null }]);
    // Two halves of a day leave nothing for the whole.
    const halves = [rule({ id: 'a', hours: 'working' }), rule({ id: 'b', hours: 'off' }), rule({ id: 'c' })];
    expect(routingFaults(halves, { leaves, places, spans })).toEqual([{ rule: 'c', fault: 'unreachable', other: null }]);
  });
});
