import { baseCategories, coarse, groups, makeGuesser, redact } from '../../../contract/index.ts';
import { inReach, likeness, threshold, type Compared, type Reach } from '../../../contract/duplicates.ts';
import { profileOf, rarityOf, type Telling } from '../../../contract/duplicates-text.ts';
import first from './scenes-1.json' with { type: 'json' };
import second from './scenes-2.json' with { type: 'json' };

/**
 * Pairs of reports that were labelled by hand: what happened at 56 places, told by three people in their own words (`same`), and four times something else beside it (`other`):
 * the same kind near by, the same words about another place, another problem at the same place, and the same after it was settled.
 * A telling is [category, words, address, metres east, metres north, hours after the first, hours after the first at which that was settled].
 */
const kinds = ['near', 'place', 'problem', 'again'] as const;
type Kind = (typeof kinds)[number];
export type Pair = {
  readonly scene: string;
  readonly half: 'tuning' | 'test';
  readonly kind: 'same' | Kind;
  readonly later: Telling;
  readonly earlier: Telling;
};

const start = Date.UTC(2026, 8, 1);
const [west, south] = [108.705, 34.335];

function telling(row: readonly (string | number)[]): Telling {
  const [category, text, address] = row as string[];
  const [east, north, hours] = row.slice(3).map(Number) as [number, number, number];
  const point = [west + east / (111_195 * Math.cos((south * Math.PI) / 180)), south + north / 111_195] as const;
  return { category: category!, text: text!, address: address!, point, area: '610402001001', at: start + hours * 3_600_000, closedAt: null };
}

/** All pairs. Scenes with an even place in the list are for tuning, the others are the test: no telling is in both halves. */
export const pairs: readonly Pair[] = [...first, ...second].flatMap((scene, n): Pair[] => {
  const half = n % 2 === 0 ? 'tuning' : 'test';
  const told = scene.same.map(telling).toSorted((a, b) => a.at - b.at);
  const same = told.flatMap((earlier, i) => told.slice(i + 1).map((later): Pair => ({ scene: scene.name, half, kind: 'same', later, earlier })));
  const other = kinds.map((kind): Pair => {
    const row = scene.other[kind];
    const settled = row[6] === undefined ? null : start + Number(row[6]) * 3_600_000;
    const [one, two] = [telling(row), { ...telling(scene.same[0]!), closedAt: settled }];
    return { scene: scene.name, half, kind, ...(one.at >= two.at ? { later: one, earlier: two } : { later: two, earlier: one }) };
  });
  return [...same, ...other];
});

const guess = makeGuesser(groups.map((group) => ({ leaves: baseCategories.filter((leaf) => leaf.parent === group.code) })));
const rarity = rarityOf(baseCategories);

/** The earlier report as a reader of this reach knows it. */
function known(one: Telling, reach: Reach): Telling {
  return reach === 'full' ? one : { ...one, text: redact(one.text), address: null, point: one.point && [coarse(one.point[0]), coarse(one.point[1])] };
}

/** Both sides of a pair, ready to be compared. */
export function sides(pair: Pair, reach: Reach): [later: Compared, earlier: Compared] {
  const earlier = known(pair.earlier, reach);
  return [
    { telling: pair.later, profile: profileOf(pair.later, rarity, guess) },
    { telling: earlier, profile: profileOf(earlier, rarity, guess) },
  ];
}

export type Figures = {
  pairs: number;
  same: number;
  precision: number;
  recall: number;
  /** Of what is not the same, the share suggested, by kind. */ wrong: Record<Kind, number>;
};

/** Precision and recall of the suggester as shipped, over one half of the labelled set (the test half unless told). For tests and the bench. */
export function duplicateFigures(reach: Reach = 'full', half: Pair['half'] = 'test'): Figures {
  const judged = pairs
    .filter((pair) => pair.half === half)
    .map((pair) => {
      const [later, earlier] = sides(pair, reach);
      return { kind: pair.kind, said: inReach(later.telling, earlier.telling) && likeness(later, earlier, reach) >= threshold[reach] };
    });
  const count = (test: (one: (typeof judged)[number]) => boolean): number => judged.filter(test).length;
  const right = count((one) => one.said && one.kind === 'same');
  const same = count((one) => one.kind === 'same');
  const share = (kind: Kind): number => count((one) => one.said && one.kind === kind) / count((one) => one.kind === kind);
  return {
    pairs: judged.length,
    same,
    precision:
      right /
      Math.max(
        1,
        count((one) => one.said),
      ),
    recall: right / same,
    wrong: { near: share('near'), place: share('place'), problem: share('problem'), again: share('again') },
  };
}
