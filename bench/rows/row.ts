import type { Cluster } from '../cluster.ts';
import type { Pace } from '../load/rounds.ts';
import type { Town } from '../town.ts';

/** One measured figure, as it is kept in results/latest.json. `ratio` is what the bar of quality.md is about. */
export type Result = { name: string; unit: string; ours: number; floor: number | null; ratio: number | null; n: number; note: string };

/** What rows work with. Databases are made when the first row wants them. */
export type Ground = {
  cluster: Cluster;
  pace: Pace;
  quick: boolean;
  /** 1, or less when the bench itself is tried on fewer matters. */
  scale: number;
  /** Databases of so many matters that this run has. */
  sizes: readonly ('t200k' | 't1m' | 't10m')[];
  town(size: string): Promise<Town>;
  /** A copy of the database with 200,000 matters for a row that writes: the product's, and the floor's. Made anew each time. */
  fresh(): Promise<{ database: string; floorDatabase: string }>;
  say(text: string): void;
};
export type Row = { key: string; run(ground: Ground): Promise<Result[]> };

/** Rounded to so many digits, for people. */
export const round = (n: number, digits = 1): number => Number(n.toFixed(digits));
