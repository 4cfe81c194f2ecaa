import { makeVotes, mapOpinions } from '@hezhi/opinions/server';
import { planted } from '@hezhi/opinions/testing';
import { median } from '../load/rounds.ts';
import { round, type Row } from './row.ts';

const PEOPLE = 5000;
const STATEMENTS = 200;
const COMPONENTS = 2;
/** Of the floor: how close the direction must come before a component counts as found. */
const EXACT = 1e-10;

/**
 * The floor: one truncated SVD of the same matrix, dense, missing votes filled with the mean of their statement: two components by power iteration with deflation, as in a textbook, from a
 * fixed start, until they stand still. The matrix is filled before the clock runs.
 */
function truncatedSvd(matrix: Float64Array, rows: number, columns: number): { values: number[]; turns: number } {
  const found: Float64Array[] = [];
  const values: number[] = [];
  let turns = 0;
  for (let k = 0; k < COMPONENTS; k++) {
    let vector = Float64Array.from({ length: columns }, (_, j) => 1 + ((j * 7 + k * 3) % 11) / 11);
    for (let moved = 1; moved > EXACT && turns < 2000; turns++) {
      const image = new Float64Array(columns);
      for (let i = 0, at = 0; i < rows; i++, at += columns) {
        let along = 0;
        for (let j = 0; j < columns; j++) along += matrix[at + j]! * vector[j]!;
        for (let j = 0; j < columns; j++) image[j]! += along * matrix[at + j]!;
      }
      for (const other of found) {
        const share = image.reduce((sum, x, j) => sum + x * other[j]!, 0);
        for (let j = 0; j < columns; j++) image[j]! -= share * other[j]!;
      }
      const length = Math.sqrt(image.reduce((sum, x) => sum + x * x, 0));
      moved = 0;
      for (let j = 0; j < columns; j++) {
        image[j]! /= length;
        moved += (image[j]! - vector[j]!) ** 2;
      }
      values[k] = Math.sqrt(length);
      vector = image;
    }
    found.push(vector);
  }
  return { values, turns };
}

/** B11: the whole opinion map (components, groups, what each says, consensus) of 5,000 people on 200 statements against one truncated SVD of the same matrix. */
export const opinions: Row = {
  key: 'B11',
  async run(ground) {
    const results = [];
    for (const density of [0.3, 1]) {
      const { votes: list } = planted({ people: PEOPLE, statements: STATEMENTS, groups: 3, loyal: 0.8, density, seed: 11 });
      const votes = makeVotes(list);
      const matrix = new Float64Array(PEOPLE * STATEMENTS);
      const sums = new Float64Array(STATEMENTS);
      const counts = new Float64Array(STATEMENTS);
      votes.values.forEach((vote, at) => {
        sums[votes.columns[at]!]! += vote;
        counts[votes.columns[at]!]! += 1;
      });
      for (let i = 0; i < PEOPLE; i++)
        for (let at = votes.starts[i]!; at < votes.starts[i + 1]!; at++)
          matrix[i * STATEMENTS + votes.columns[at]!] = votes.values[at]! - sums[votes.columns[at]!]! / counts[votes.columns[at]!]!;
      const ours: number[] = [];
      const floor: number[] = [];
      let groups = 0;
      let turns = 0;
      const clocked = (into: number[], work: () => void): void => {
        const began = performance.now();
        work();
        into.push(performance.now() - began);
      };
      // Once unclocked, so that neither is measured before it is compiled.
      for (let turn = -1; turn < ground.pace.rounds; turn++) {
        clocked(turn < 0 ? [] : ours, () => (groups = mapOpinions(votes).groups.length));
        clocked(turn < 0 ? [] : floor, () => ({ turns } = truncatedSvd(matrix, PEOPLE, STATEMENTS)));
      }
      const each = ours.map((time, i) => time / floor[i]!);
      results.push({
        name: `B11 opinion map of 5,000 people x 200 statements, ${density * 100} % voted`,
        unit: 'ms',
        ours: round(median(ours)),
        floor: round(median(floor)),
        ratio: round(median(each), 2),
        n: votes.values.length,
        note: `floor = dense power iteration with deflation of the same matrix, missing votes filled with means, 2 components to ${EXACT} (${turns} turns), same process; ours = the whole map, ${groups} groups; bar: ratio at most 3; ratios of the rounds ${each.map((one) => one.toFixed(2)).join(' ')}`,
      });
    }
    return results;
  },
};
