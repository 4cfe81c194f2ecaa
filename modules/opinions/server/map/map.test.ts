import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planted } from '../../testing/votes.ts';
import { differenceTest, shareTest } from './representative.ts';
import { makeVotes, mapOpinions, randIndex, votesOf, type OpinionMap, type Stance, type Vote } from './index.ts';

const mapOf = (votes: readonly Vote[], options?: Parameters<typeof mapOpinions>[1]): OpinionMap => mapOpinions(makeVotes(votes), options);
const runs = { seed: 20_261_122, numRuns: 60 };
const anyVotes = fc.record({ people: fc.integer({ min: 1, max: 40 }), statements: fc.integer({ min: 1, max: 14 }) }).chain(({ people, statements }) =>
  fc.array(
    fc.record({
      participant: fc.integer({ min: 0, max: people - 1 }).map((i) => `p${i}`),
      statement: fc.integer({ min: 0, max: statements - 1 }).map((j) => `s${j}`),
      vote: fc.constantFrom<Stance>(1, -1, 0),
    }),
    { maxLength: 300 },
  ),
);
/** Only the last vote of a person on a statement, so that their order says nothing. */
const distinct = (votes: readonly Vote[]): Vote[] => [...new Map(votes.map((one) => [`${one.participant} ${one.statement}`, one])).values()];

describe('groups that were planted are found', () => {
  it.each([
    { people: 60, statements: 20, groups: 2 },
    { people: 90, statements: 30, groups: 3 },
    { people: 400, statements: 40, groups: 3, density: 0.6 },
    { people: 30, statements: 12, groups: 2, density: 1, loyal: 1 },
  ])('$groups groups of $people people on $statements statements', (of) => {
    const { votes, groups } = planted(of);
    const map = mapOf(votes);
    expect(map.groups).toHaveLength(of.groups);
    expect(randIndex(groups, [...map.of])).toBe(1);
    expect(map.groups.reduce((sum, { size }) => sum + size, 0)).toBe(of.people);
    // The statements on which all agree are shared by all, and by the product over the groups they come first.
    const best = map.statements.toSorted((a, b) => b.groupAware - a.groupAware).slice(0, 2);
    expect(best.map(({ id }) => id).sort()).toEqual(['s0000', 's0001']);
    expect(map.shared.agree.map(({ statement }) => statement)).toEqual(expect.arrayContaining(['s0000', 's0001']));
  });

  it('says for each group what it says and the others do not', () => {
    const { votes, groups } = planted({ people: 60, statements: 20, groups: 2 });
    const map = mapOf(votes);
    for (const { id, representative, counts } of map.groups) {
      expect(representative.length).toBeGreaterThan(0);
      expect(representative.length).toBeLessThanOrEqual(5);
      const camp = groups[map.participants.findIndex((_, i) => map.of[i] === id)]!;
      for (const one of representative.filter(({ bestAgree }) => !bestAgree)) {
        const j = map.statements.findIndex((statement) => statement.id === one.statement);
        expect(one.probabilityTest).toBeGreaterThan(1.2816);
        expect(one.ratioTest).toBeGreaterThan(1.2816);
        expect(one.successes).toBe(one.side === 'agree' ? counts[j]!.agrees : counts[j]!.disagrees);
        // Most of the camp is indeed of that side.
        const own = votes.filter(
          (vote) => vote.statement === one.statement && groups[Number(vote.participant.slice(1))] === camp && vote.vote === (one.side === 'agree' ? 1 : -1),
        );
        expect(own).toHaveLength(one.successes);
      }
    }
  });

  it('is steady from one time to the next, and changes the number of groups only after it was best four times in a row', () => {
    const two = planted({ people: 60, statements: 20, groups: 2 });
    let map = mapOf(two.votes);
    const before = (): Parameters<typeof mapOpinions>[1] => ({
      before: { ...map.remembered, groups: new Map(map.participants.flatMap((id, i) => (map.of[i]! < 0 ? [] : [[id, map.of[i]!]]))) },
    });
    const first = [...map.of];
    map = mapOf(two.votes, before());
    expect([...map.of]).toEqual(first);
    expect(map.iterations).toBeLessThanOrEqual(2);
    // A third camp comes in.
    const third = two.votes.map((vote) => ({
      ...vote,
      participant: `q${vote.participant}`,
      vote: (Number(vote.statement.slice(1)) < 2 ? 1 : Number(vote.statement.slice(1)) % 4 < 2 ? 1 : -1) as Stance,
    }));
    const all = [...two.votes, ...third];
    const alone = mapOf(all).groups.length;
    expect(alone).toBe(3);
    const seen = Array.from({ length: 5 }, () => (map = mapOf(all, before())).groups.length);
    expect(seen).toEqual([2, 2, 2, 3, 3]);
  });
});

describe('laws', () => {
  it('the order of votes, rows and columns decides nothing, to the last bit', () => {
    fc.assert(
      fc.property(
        anyVotes.chain((votes) => fc.tuple(fc.constant(distinct(votes)), fc.shuffledSubarray(distinct(votes), { minLength: distinct(votes).length }))),
        ([votes, shuffled]) => {
          expect(mapOf(shuffled)).toEqual(mapOf(votes));
        },
      ),
      runs,
    );
  });

  it('other names for people and statements give the same groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 2, max: 3 }), (seed, groups) => {
        const { votes, groups: camps } = planted({ people: 36, statements: 18, groups, seed, loyal: 0.97, density: 0.9 });
        const rename = (id: string): string => String((Number(id.slice(1)) * 7919 + seed) % 100_003).padStart(6, '0');
        const renamed = mapOf(votes.map(({ participant, statement, vote }) => ({ participant: rename(participant), statement: rename(statement), vote })));
        const plain = mapOf(votes);
        const other = new Map(renamed.participants.map((id, i) => [id, renamed.of[i]!]));
        expect(renamed.groups.length).toBe(plain.groups.length);
        expect(
          randIndex(
            [...plain.of],
            plain.participants.map((id) => other.get(rename(id))!),
          ),
        ).toBe(1);
        expect(randIndex(camps, [...plain.of])).toBeGreaterThan(0.9);
      }),
      runs,
    );
  });

  it('swapping agree and disagree mirrors the map and leaves the groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const { votes } = planted({ people: 30, statements: 12, groups: 2, seed });
        const a = mapOf(votes);
        const b = mapOf(votes.map((one) => ({ ...one, vote: -one.vote as Stance })));
        expect(randIndex([...a.of], [...b.of])).toBe(1);
      }),
      runs,
    );
  });

  it('every number is finite, consensus lies between 0 and 1, counts add up, and everybody with enough votes is placed', () => {
    fc.assert(
      fc.property(anyVotes, (given) => {
        const votes = makeVotes(given);
        const map = mapOpinions(votes);
        for (const value of [...map.x, ...map.y]) expect(Number.isFinite(value)).toBe(true);
        for (const { groupAware, priority, extremity, agrees, disagrees, votes: n } of map.statements) {
          expect(groupAware).toBeGreaterThan(0);
          expect(groupAware).toBeLessThanOrEqual(1);
          expect(Number.isFinite(priority) && Number.isFinite(extremity)).toBe(true);
          expect(agrees + disagrees).toBeLessThanOrEqual(n);
        }
        map.participants.forEach((_, i) => {
          if (votesOf(votes, i) >= Math.min(7, votes.statements.length)) expect(map.of[i]).toBeGreaterThanOrEqual(0);
        });
        expect(map.groups.reduce((sum, { size }) => sum + size, 0)).toBe([...map.of].filter((group) => group >= 0).length);
        for (const { size, representative } of map.groups) {
          expect(size).toBeGreaterThan(0);
          for (const one of representative)
            for (const n of [one.probability, one.probabilityTest, one.ratio, one.ratioTest]) expect(Number.isFinite(n)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('one more pass moves hardly anybody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.nat(59), fc.nat(19), (seed, i, j) => {
        const { votes } = planted({ people: 60, statements: 20, groups: 2, seed, density: 0.7 });
        const one = { participant: `p${String(i).padStart(5, '0')}`, statement: `s${String(j).padStart(4, '0')}` };
        if (votes.some(({ participant, statement }) => participant === one.participant && statement === one.statement)) return;
        const [a, b] = [mapOf(votes), mapOf([...votes, { ...one, vote: 0 }])];
        expect(b.groups.length).toBe(a.groups.length);
        expect(randIndex([...a.of], [...b.of])).toBeGreaterThan(0.95);
      }),
      runs,
    );
  });

  it('a statement left out moves nobody apart', () => {
    const { votes } = planted({ people: 40, statements: 12, groups: 2 });
    // On this one opinions differ along another line altogether.
    const odd = Array.from({ length: 40 }, (_, i): Vote => ({ participant: `p${String(i).padStart(5, '0')}`, statement: 'x', vote: i < 20 ? 1 : -1 }));
    const [plain, out] = [mapOf(votes), mapOf([...votes, ...odd], { leftOut: new Set(['x']) })];
    expect(randIndex([...plain.of], [...out.of])).toBe(1);
    expect(out.groups.flatMap(({ representative }) => representative.map(({ statement }) => statement))).not.toContain('x');
    expect(out.shared.agree.map(({ statement }) => statement)).not.toContain('x');
  });
});

describe('by hand', () => {
  it('z of one share and of two', () => {
    // 9 of 9 and one more each: 10 of 10, 2 * sqrt(10) * 0.5.
    expect(shareTest(9, 9)).toBeCloseTo(Math.sqrt(10), 12);
    expect(shareTest(0, 0)).toBeCloseTo(1, 12);
    // (8+1)/(9+1) against (1+1)/(9+1), pooled 11/20.
    expect(differenceTest(8, 1, 9, 9)).toBeCloseTo((0.9 - 0.2) / Math.sqrt(0.55 * 0.45 * 0.2), 12);
    expect(differenceTest(3, 0, 3, 0)).toBe(0);
  });

  it('nobody, one person, and people of one mind', () => {
    expect(mapOf([])).toMatchObject({ groups: [], statements: [], votes: 0 });
    expect(mapOf([{ participant: 'a', statement: 's', vote: 1 }])).toMatchObject({ groups: [{ id: 0, size: 1, x: 0, y: 0 }] });
    const same = Array.from({ length: 20 }, (_, i) => [0, 1, 2].map((j): Vote => ({ participant: `p${i}`, statement: `s${j}`, vote: 1 }))).flat();
    const map = mapOf(same);
    expect(map.groups.map(({ size }) => size)).toEqual([20]);
    expect(map.shared.agree).toHaveLength(3);
  });

  it('two camps on two statements: the first component joins them, the place is pushed out by the root of two over the own votes', () => {
    const votes: Vote[] = [
      ...['a', 'b', 'c', 'd'].flatMap((participant): Vote[] => [
        { participant, statement: 's', vote: 1 },
        { participant, statement: 't', vote: -1 },
      ]),
      ...['e', 'f', 'g', 'h'].flatMap((participant): Vote[] => [
        { participant, statement: 's', vote: -1 },
        { participant, statement: 't', vote: 1 },
      ]),
      { participant: 'i', statement: 's', vote: 1 },
    ];
    const map = mapOf(votes);
    // Means 1/9 and 0; the first component lies close to (1, -1) / sqrt 2.
    const [first] = [map.remembered.first];
    expect(first[0]! * first[1]!).toBeLessThan(0);
    expect(Math.hypot(...first)).toBeCloseTo(1, 10);
    const at = (id: string): number => map.x[map.participants.indexOf(id)]!;
    expect(at('a')).toBeCloseTo((1 - 1 / 9) * first[0]! + -1 * first[1]!, 10);
    expect(at('i')).toBeCloseTo(Math.SQRT2 * (1 - 1 / 9) * first[0]!, 10);
    expect(map.groups).toHaveLength(2);
    expect(map.of[map.participants.indexOf('i')]).toBe(map.of[0]);
  });

  it('the Rand index', () => {
    expect(randIndex([0, 0, 1, 1], [5, 5, 2, 2])).toBe(1);
    expect(randIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(1 / 3, 12);
    expect(randIndex([0, 0, -1, 1], [1, 1, 0, 2])).toBe(1);
  });
});
