import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseCategories,
  groups,
  inReach,
  likeness,
  likenessAtMost,
  likenessUnread,
  settledSince,
  threshold,
  makeGuesser,
  profileOf,
  rarityOf,
  type Telling,
} from '../../contract/index.ts';
import { duplicateFigures, pairs } from './labelled/set.ts';

describe('the suggester, measured', () => {
  test('the labelled set is large, mixed, and its halves share no place', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(300);
    const of = (half: string) => new Set(pairs.filter((pair) => pair.half === half).map((pair) => pair.scene));
    expect([...of('tuning')].filter((scene) => of('test').has(scene))).toEqual([]);
    expect(new Set(pairs.map((pair) => pair.later.text)).size).toBeGreaterThan(300);
  });

  test('nine of ten suggestions are right, and four of five of the same are found, on the half that nothing was tuned on', () => {
    const [full, open] = [duplicateFigures('full'), duplicateFigures('public')];
    // Rounded to hundredths: one pair more or less is no news when the tree of categories learns a word.
    const hundredths = (share: number) => Math.round(share * 100) / 100;
    expect(hundredths(full.precision)).toBeGreaterThanOrEqual(0.9);
    expect(full.recall).toBeGreaterThanOrEqual(0.9);
    expect(full.wrong.again).toBe(0);
    expect(open.precision).toBeGreaterThanOrEqual(0.9);
    expect(open.recall).toBeGreaterThanOrEqual(0.8);
  });
});

describe('likeness', () => {
  const guess = makeGuesser(groups.map((group) => ({ leaves: baseCategories.filter((leaf) => leaf.parent === group.code) })));
  const rarity = rarityOf(baseCategories);
  const of = (telling: Telling) => ({ telling, profile: profileOf(telling, rarity, guess) });
  const at = Date.UTC(2026, 10, 22);
  const tellings = fc.record({
    text: fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...pairs.slice(0, 60).map((pair) => pair.later.text))),
    address: fc.option(fc.string({ maxLength: 20 })),
    category: fc.constantFrom('A01', 'B03', 'E06', 'I01'),
    point: fc.option(fc.tuple(fc.double({ min: 108.7, max: 108.71, noNaN: true }), fc.double({ min: 34.33, max: 34.34, noNaN: true }))),
    area: fc.constantFrom('610402001001', '610402001002'),
    at: fc.integer({ min: at - 90 * 86_400_000, max: at }),
    closedAt: fc.option(fc.integer({ min: at - 90 * 86_400_000, max: at })),
  });

  test('is a number from 0 to 1 for whatever was typed, and grows no smaller when both stand nearer', () => {
    fc.assert(
      fc.property(tellings, tellings, fc.constantFrom('full' as const, 'public' as const), (one, two, reach) => {
        const [earlier, later] = one.at <= two.at ? [one, two] : [two, one];
        const score = likeness(of(later), of(earlier), reach);
        expect(score >= 0 && score <= 1).toBe(true);
        if (!earlier.point || !later.point) return;
        expect(likeness(of({ ...later, point: earlier.point }), of(earlier), reach)).toBeGreaterThanOrEqual(score);
        if (inReach(later, earlier)) expect(inReach({ ...later, point: earlier.point }, earlier)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('is never more than what place and time, then words without their topic, leave open', () => {
    fc.assert(
      fc.property(tellings, tellings, fc.constantFrom('full' as const, 'public' as const), (one, two, reach) => {
        const [later, earlier] = [of(two), of(one)];
        const most = likenessAtMost(later, earlier, reach);
        expect(most + 1e-12).toBeGreaterThanOrEqual(likeness(later, earlier, reach));
        expect(likenessUnread(two, one, reach) + 1e-12).toBeGreaterThanOrEqual(most);
        const since = settledSince(two.at, reach);
        if (since !== null && one.closedAt !== null && one.closedAt < since) expect(likeness(later, earlier, reach)).toBeLessThan(threshold[reach]);
      }),
    );
    for (const { later, earlier } of pairs)
      for (const reach of ['full', 'public'] as const)
        expect(likenessUnread(later, earlier, reach) + 1e-12).toBeGreaterThanOrEqual(likeness(of(later), of(earlier), reach));
  });

  test('reads spoken numbers and both scripts', () => {
    const base = { address: null, category: 'E06', point: null, area: '', at, closedAt: null };
    const [a, b, c] = ['十七栋二单元樓道燈壞了', '17号楼2单元楼道灯不亮', '7号楼2单元楼道灯不亮'].map((text) => of({ ...base, text }));
    expect([...a!.profile.marks.house, ...a!.profile.marks.part]).toEqual(['17', '2']);
    expect(likeness(b!, a!, 'full')).toBeGreaterThan(likeness(c!, a!, 'full'));
  });
});
