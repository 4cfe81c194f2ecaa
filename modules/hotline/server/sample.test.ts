import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  differing,
  fill,
  intoWindow,
  isDissatisfied,
  meet,
  pick,
  placeholdersOf,
  unknownPlaceholder,
  type CallbackRule,
  type Settled,
} from '../contract/index.ts';
import { draw } from './rules.ts';

const settled = (more: Partial<Settled> = {}): Settled => ({ matter: 'm', tier: 3, category: 'B03', channel: 'resident', rating: null, marks: [], ...more });
const rule = (more: Partial<CallbackRule> = {}): CallbackRule => ({
  key: 'r',
  tiers: [],
  categories: [],
  channels: [],
  dissatisfied: false,
  share: 1,
  after: { of: 'closing', hours: 24 },
  ...more,
});
const id = fc.uuid();
const minute = fc.integer({ min: 0, max: 1440 });

test('the same seed and case draw the same; another seed draws otherwise; draws fill [0, 1) evenly', () => {
  fc.assert(
    fc.property(fc.string(), id, (seed, matter) => {
      const drawn = draw(seed, matter);
      expect(drawn >= 0 && drawn < 1).toBe(true);
      expect(draw(seed, matter)).toBe(drawn);
    }),
  );
  const cases = Array.from({ length: 4000 }, (_, n) => `case-${n}`);
  for (const share of [0.05, 0.2, 0.5, 0.9]) {
    const picked = cases.filter((matter) => pick([rule({ share })], settled({ matter }), draw('610402', matter)));
    // Four standard deviations of a fair draw.
    expect(Math.abs(picked.length / cases.length - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / cases.length));
  }
  const of = (seed: string) => cases.filter((matter) => draw(seed, matter) < 0.2).join();
  expect(of('a')).not.toBe(of('b'));
});

test('a greater share adds cases and drops none; none and all are none and all', () => {
  fc.assert(
    fc.property(id, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (matter, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const taken = (share: number) => pick([rule({ share })], settled({ matter }), draw('s', matter)) !== null;
      expect(taken(less) && !taken(more)).toBe(false);
      expect(taken(0)).toBe(false);
      expect(taken(1)).toBe(true);
    }),
  );
});

test('the first rule that fits decides, by tier, category or group, channel and dissatisfaction', () => {
  const rules = [
    rule({ key: 'unhappy', dissatisfied: true }),
    rule({ key: 'danger', tiers: [1] }),
    rule({ key: 'supply', categories: ['N', 'F01'] }),
    rule({ key: 'hotline', channels: ['hotline'] }),
    rule({ key: 'none', share: 0 }),
    rule({ key: 'never' }),
  ];
  const key = (more: Partial<Settled>) => pick(rules, settled(more), 0.5)?.key ?? null;
  expect(key({ rating: 2, tier: 1 })).toBe('unhappy');
  expect(key({ marks: ['unsolved'] })).toBe('unhappy');
  expect(key({ tier: 1, category: 'N01' })).toBe('danger');
  expect(key({ category: 'N05' })).toBe('supply');
  expect(key({ category: 'F01' })).toBe('supply');
  expect(key({ category: 'F02', channel: 'hotline' })).toBe('hotline');
  expect(key({ rating: 3 })).toBeNull();
  expect(isDissatisfied(settled({ rating: 3 }))).toBe(false);
});

test('nobody is called outside the hours, never earlier than due, and at once where it is allowed', () => {
  const day = 86_400_000;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), minute, minute, (at, from, to) => {
      const due = intoWindow(at, from, to);
      expect(due).toBeGreaterThanOrEqual(at);
      expect(due - at).toBeLessThanOrEqual(day);
      if (from >= to) return void expect(due).toBe(at);
      const inChina = Math.floor(((due + 8 * 3_600_000) % day) / 60_000);
      expect(inChina >= from && inChina < to).toBe(true);
      expect(intoWindow(due, from, to)).toBe(due);
    }),
  );
  const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);
  expect(intoWindow(at('08:00'), 540, 1200)).toBe(at('09:00'));
  expect(intoWindow(at('20:00'), 540, 1200)).toBe(at('09:00') + day);
  expect(meet([540, 1200], [1080, 1320])).toEqual([1080, 1200]);
  expect(meet([540, 1200], [1260, 1320])).toEqual([1260, 1320]);
});

test('placeholders: the unknown is named, languages must agree, what is not known stays open', () => {
  expect(unknownPlaceholder('{title}已办结，{phone}')).toBe('phone');
  expect(unknownPlaceholder('{title}{number}')).toBeNull();
  expect(placeholdersOf('{due} {title} {due}')).toEqual(['due', 'title']);
  expect(differing(['{title}{due}', '{title}'])).toEqual(['due']);
  expect(differing(['{title}', '“{title}”'])).toEqual([]);
  expect(fill('{title}于{due}', { title: '路灯' })).toBe('路灯于（　　）');
});
