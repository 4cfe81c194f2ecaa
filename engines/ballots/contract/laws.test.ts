import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channels,
  compareShare,
  count,
  fraction,
  hex,
  LEAST,
  percent,
  readVote,
  sha256,
  slipsOf,
  splitWeights,
  standing,
  treeOf,
  utf8,
  voteText,
  type Arrived,
  type Question,
  type Rule,
  type Weights,
} from './index.ts';

const seed = 20261122;
const runs = 200;
const question = (more: Partial<Question> = {}): Question => ({
  key: 'q',
  kind: 'yes_no',
  title: '问',
  text: '',
  options: [],
  seats: 1,
  reserves: 0,
  most: null,
  scale: null,
  ...more,
});

describe('numbers', () => {
  it('compare exactly, and what is shown lies on the side of what is so', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.constantFrom('2/3', '1/2', '3/4', '1/3', '1'),
        (total, raw, text) => {
          const need = fraction(text);
          // Half of the cases lie next to the border.
          const near = (total * need.num) / need.den + (raw % 3n) - 1n;
          for (const have of [raw % (total + 1n), near < 0n ? 0n : near > total ? total : near]) {
            const exact = compareShare(have, total, need);
            expect(exact).toBe(have * need.den === need.num * total ? 0 : have * need.den < need.num * total ? -1 : 1);
            const shown = /^(\d+)(?:\.(\d+))? %$/.exec(percent(have, total, need));
            if (exact === 0 || !shown) continue;
            const scaled = BigInt(shown[1]! + (shown[2] ?? '')) * need.den - need.num * 100n * 10n ** BigInt((shown[2] ?? '').length);
            expect(scaled < 0n ? -1 : scaled > 0n ? 1 : 0).toBe(exact);
          }
        },
      ),
      { seed, numRuns: runs * 5 },
    );
  });
});

describe('hashes and tree', () => {
  it('is SHA-256, whatever the length', () => {
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000]) {
      const bytes = new Uint8Array(length).map((_, i) => (i * 7 + length) & 255);
      expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => hex(sha256(bytes)) === createHash('sha256').update(bytes).digest('hex')),
      { seed, numRuns: runs },
    );
  });

  it('is the tree of RFC 6962: known roots, and the definition', () => {
    // Inputs and roots of the reference tests of certificate-transparency.
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) =>
      Buffer.from(text, 'hex').toString('latin1'),
    );
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    roots.forEach((root, i) => expect(treeOf(inputs.slice(0, i + 1))).toBe(root));
    const node = (leaves: string[]): Buffer => {
      if (leaves.length === 0) return createHash('sha256').digest();
      if (leaves.length === 1)
        return createHash('sha256')
          .update(Buffer.from([0]))
          .update(leaves[0]!)
          .digest();
      let split = 1;
      while (split * 2 < leaves.length) split *= 2;
      return createHash('sha256')
        .update(Buffer.from([1]))
        .update(node(leaves.slice(0, split)))
        .update(node(leaves.slice(split)))
        .digest();
    };
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 70 }), (leaves) => treeOf(leaves) === node(leaves).toString('hex')),
      { seed, numRuns: runs },
    );
    expect(utf8('票').length).toBe(3);
  });
});

describe('collisions', () => {
  const arrived = fc.record({
    id: fc.uuid(),
    at: fc.integer({ min: 0, max: 5 }).map((minute) => new Date(1_790_000_000_000 + minute * 60_000).toISOString()),
    channel: fc.constantFrom(...channels),
    proxy: fc.boolean(),
  });
  const rules = fc.constantFrom<Rule['collision']>('last', 'first', 'paper', 'online');
  it('leave the same ballot standing in whatever order they come in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arrived, { minLength: 1, maxLength: 7, selector: ({ id }) => id }),
        rules,
        fc.infiniteStream(fc.nat()),
        (list: Arrived[], collision, random) => {
          const shuffled = list
            .map((one) => [random.next().value, one] as const)
            .toSorted((a, b) => a[0]! - b[0]!)
            .map(([, one]) => one);
          const [a, b] = [standing({ collision }, list)!, standing({ collision }, shuffled)!];
          expect(b.valid).toEqual(a.valid);
          expect(a.displaced.length).toBe(list.length - 1);
          expect(new Map(b.displaced.map(({ cast, why }) => [cast.id, why]))).toEqual(new Map(a.displaced.map(({ cast, why }) => [cast.id, why])));
          if (list.some(({ proxy }) => !proxy)) expect(a.valid.proxy).toBe(false);
        },
      ),
      { seed, numRuns: runs },
    );
  });
});

describe('slips', () => {
  const weights = fc.array(
    fc.integer({ min: 1, max: 30_000 }).map((n) => n * 100),
    { minLength: 1, maxLength: 60 },
  );
  it('add up to each weight exactly, and each denomination is held by enough ballots', () => {
    fc.assert(
      fc.property(weights, (list) => {
        const { splits, thin } = splitWeights(list);
        list.forEach((weight, i) => expect([...splits[i]!].reduce((sum, [rung, times]) => sum + rung * times, 0)).toBe(weight));
        const held = new Map<number, number>();
        for (const split of splits) for (const rung of split.keys()) held.set(rung, (held.get(rung) ?? 0) + 1);
        expect([...held].filter(([, n]) => n < LEAST).map(([rung]) => rung)).toEqual(thin);
        // Weights of real size leave nothing thin.
        if (list.length >= 10 && list.filter((weight) => weight >= 1000).length >= LEAST) expect(thin).toEqual([]);
      }),
      { seed, numRuns: runs },
    );
  });

  it('say no more than the sums: equal ballots are interchangeable, and the same total comes out', () => {
    const ballots = Array.from({ length: 40 }, (_, i) => ({
      nonce: i.toString(16).padStart(32, '0'),
      weights: { heads: 1, area: 800_000 + (i % 9) * 12_300 },
      vote: { q: i % 3 === 0 ? 'no' : 'yes' },
    }));
    const { slips, thin } = slipsOf('b', [{ key: 'q' }], ballots);
    expect(thin).toBe(0);
    const sums = count([{ key: 'q' }], slips);
    const expected: Record<string, Weights> = {};
    for (const { vote, weights: w } of ballots)
      expected[vote.q] = { heads: (expected[vote.q]?.heads ?? 0) + w.heads, area: (expected[vote.q]?.area ?? 0) + w.area };
    expect(sums['q']).toEqual(expected);
    expect(slips.map((slip) => slip[4])).toEqual(slips.map((slip) => slip[4]).toSorted());
    expect(slipsOf('b', [{ key: 'q' }], ballots.toReversed()).slips).toEqual(slips);
  });
});

describe('votes', () => {
  const options = ['a', 'b', 'c', 'd'].map((key) => ({ key, title: key, text: '' }));
  const choose = question({ kind: 'choose', options, seats: 2 });
  it('have one canonical form', () => {
    expect(readVote([choose], { q: 'c+a' })).toEqual({ q: 'a+c' });
    expect(readVote([choose], { q: 'a+b+c' })).toBeNull();
    expect(readVote([choose], { q: 'a+a' })).toBeNull();
    expect(readVote([choose], { q: 'e' })).toBeNull();
    expect(readVote([choose], {})).toEqual({ q: 'abstain' });
    expect(readVote([choose], { other: 'yes' })).toBeNull();
    expect(readVote([question({ kind: 'ranking', options })], { q: 'd>a' })).toEqual({ q: 'd>a' });
    expect(readVote([question({ kind: 'rating', scale: { from: 1, to: 5 } })], { q: '6' })).toBeNull();
    expect(readVote([question({ kind: 'rating', scale: { from: 1, to: 5 } })], { q: '05' })).toBeNull();
    expect(voteText([question()], { q: 'yes' })).toBe('[["q","yes"]]');
  });
});
