import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, bands, metresTo, ordered, type Orderable } from './order.ts';

const now = Date.parse('2026-11-20T15:00:00+08:00');
const task = (dueAt: string, more: { overdue?: boolean; paused?: unknown; point?: readonly [number, number] | null } = {}): Orderable => ({
  matter: { point: more.point ?? null },
  leg: { dueAt, overdue: more.overdue ?? false, paused: more.paused ?? null },
});
const anyTask = fc
  .record({
    due: fc.integer({ min: now - 5 * 86_400_000, max: now + 5 * 86_400_000 }),
    paused: fc.boolean(),
    point: fc.option(fc.tuple(fc.double({ min: 108.6, max: 108.8, noNaN: true }), fc.double({ min: 34.2, max: 34.4, noNaN: true }))),
  })
  .map(({ due, paused, point }) => task(new Date(due).toISOString(), { paused: paused ? { reason: 'weather' } : null, point, overdue: due < now }));

test('the day ends at midnight in China', () => {
  expect(bandOf(task('2026-11-20T23:59:59+08:00'), now)).toBe('today');
  expect(bandOf(task('2026-11-20T16:00:00Z'), now)).toBe('later');
  expect(bandOf(task('2026-11-20T14:59:59+08:00'), now)).toBe('late');
  expect(bandOf(task('2026-11-20T14:00:00+08:00', { paused: {} }), now)).toBe('paused');
});

test('every task is there once, bands stand in order, and within a band nothing later comes before something sooner', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 40 }), (tasks) => {
      const groups = ordered(tasks, now, null);
      expect(groups.flatMap((group) => group.tasks.map((one) => one.task)).length).toBe(tasks.length);
      expect(new Set(groups.flatMap((group) => group.tasks.map((one) => one.task)))).toEqual(new Set(tasks));
      expect(groups.map((group) => group.band)).toEqual(bands.filter((band) => groups.some((group) => group.band === band)));
      for (const group of groups) {
        const dues = group.tasks.map((one) => Date.parse(one.task.leg.dueAt));
        expect(dues).toEqual([...dues].sort((a, b) => a - b));
      }
    }),
  );
});

test('with a position the nearest comes first within its band and places unknown come last', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 40 }), (tasks) => {
      const here = [108.7, 34.3] as const;
      const groups = ordered(tasks, now, here);
      expect(groups.map((group) => group.band)).toEqual(ordered(tasks, now, null).map((group) => group.band));
      for (const group of groups) {
        const metres = group.tasks.map((one) => one.metres ?? Infinity);
        expect(metres).toEqual([...metres].sort((a, b) => (a === b ? 0 : a - b)));
      }
    }),
  );
});

test('distance is metres on the ground', () => {
  expect(metresTo(task('2026-11-20T18:00:00+08:00', { point: [108.7, 34.309] }), [108.7, 34.3])).toBeCloseTo(1000, -2);
  expect(metresTo(task('2026-11-20T18:00:00+08:00'), [108.7, 34.3])).toBeNull();
});
