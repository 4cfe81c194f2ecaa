import { writeFileSync } from 'node:fs';
import { compare, features, inReach, type Reach } from '../../../contract/duplicates.ts';
import { pairs, sides } from './set.ts';

/** Fits the weights of `contract/duplicates-weights.json` to the tuning half (logistic regression, ridge 0.02): `node fit.ts`. Deterministic. */
const RIDGE = 0.001;
// Negatives that copy whole phrases are commoner here than in life, so the share of equal words keeps at least this weight.
const LIKE_WORDS = 1;

/** What is alike may never speak against, nor what sets apart in favour: hard negatives that copy whole phrases would teach that otherwise. */
function bound(feature: (typeof features)[number], weight: number): number {
  if (feature === 'one') return weight;
  if (feature === 'cover') return Math.max(LIKE_WORDS, weight);
  return feature === 'apart' || feature === 'settled' || feature === 'age' ? Math.min(0, weight) : Math.max(0, weight);
}

function fit(reach: Reach): { weights: number[]; threshold: number } {
  const rows = pairs
    .filter((pair) => pair.half === 'tuning')
    .map((pair) => ({ pair, both: sides(pair, reach) }))
    .filter(({ both: [later, earlier] }) => inReach(later.telling, earlier.telling))
    .map(({ pair, both: [later, earlier] }) => {
      const values = compare(later, earlier);
      return { x: features.map((feature) => values[feature]), y: pair.kind === 'same' ? 1 : 0 };
    });
  const w = features.map(() => 0);
  const chance = (x: readonly number[]): number => 1 / (1 + Math.exp(-x.reduce((sum, one, n) => sum + one * w[n]!, 0)));
  for (let round = 0; round < 40_000; round++) {
    const slope = w.map((one, n) => (n === 0 ? 0 : RIDGE * one));
    for (const { x, y } of rows) {
      const miss = chance(x) - y;
      for (let n = 0; n < w.length; n++) slope[n]! += (miss * x[n]!) / rows.length;
    }
    for (let n = 0; n < w.length; n++) w[n] = bound(features[n]!, w[n]! - 0.5 * slope[n]!);
  }
  const scored = rows.map(({ x, y }) => ({ p: chance(x), y }));
  const all = pairs.filter((pair) => pair.half === 'tuning' && pair.kind === 'same').length;
  const said = (t: number) => scored.filter(({ p }) => p >= t);
  const right = (t: number): number => said(t).filter(({ y }) => y === 1).length;
  const steps = Array.from({ length: 61 }, (_, n) => (30 + n) / 100);
  // The best threshold where a wrong suggestion counts three times a missed one (F with beta 1/3).
  const worth = (t: number): number => ((1 + 1 / 9) * right(t)) / (said(t).length + all / 9);
  const threshold = steps.reduce((best, t) => (worth(t) > worth(best) ? t : best), 0.3);
  return { weights: w.map((one) => Math.round(one * 1000) / 1000), threshold };
}

const [full, open] = [fit('full'), fit('public')];
const file = new URL('../../../contract/duplicates-weights.json', import.meta.url);
const lines = [
  `"threshold": { "full": ${full.threshold}, "public": ${open.threshold} }`,
  `"full": [${full.weights.join(', ')}]`,
  `"public": [${open.weights.join(', ')}]`,
];
writeFileSync(file, `{\n  ${lines.join(',\n  ')}\n}\n`);
console.log(features.map((name, n) => `${name} ${full.weights[n]} ${open.weights[n]}`).join('\n'), full.threshold, open.threshold);
