import type { OpinionMap, Representative } from './map/index.ts';

/** Agreed, disagreed, voted at all. */
type Triple = readonly [number, number, number];
/** A computed map as it is stored: everything but single persons. Lists follow `statements`. */
export type Result = {
  readonly placed: number;
  readonly statements: readonly string[];
  readonly removed: readonly boolean[];
  readonly all: readonly Triple[];
  readonly priority: readonly number[];
  readonly groups: readonly {
    readonly id: number;
    readonly size: number;
    readonly x: number;
    readonly y: number;
    readonly spread: readonly [number, number];
    readonly counts: readonly Triple[];
    readonly says: readonly Representative[];
  }[];
};

const triple = ({ agrees, disagrees, votes }: { agrees: number; disagrees: number; votes: number }): Triple => [agrees, disagrees, votes];

/** What of a map is stored for everybody. */
export const resultOf = (map: OpinionMap): Result => ({
  placed: map.groups.reduce((sum, { size }) => sum + size, 0),
  statements: map.statements.map(({ id }) => id),
  removed: map.statements.map(({ leftOut }) => leftOut),
  all: map.statements.map(triple),
  priority: map.statements.map(({ priority }) => priority),
  groups: map.groups.map(({ id, size, x, y, spread, counts, representative }) => ({
    id,
    size,
    x,
    y,
    spread,
    counts: counts.map(triple),
    says: representative,
  })),
});
