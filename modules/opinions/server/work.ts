import { mapOpinions, makeVotes, type Remembered, type Stance, type Vote } from './map/index.ts';
import type { Cast, Position } from './queries-votes.ts';
import { resultOf, type Result } from './result.ts';

/** What one computation is given and gives back: plain data, so that it can go to another thread. */
export type Task = {
  readonly cast: Cast;
  readonly before: Remembered | null;
  readonly groups: readonly (readonly [string, number])[];
  /** From nothing, so that whoever has the votes gets the same; only the groups keep their numbers. */
  readonly final: boolean;
};
export type Done = { readonly result: Result; readonly remembered: Remembered; readonly positions: Position[]; readonly votes: number };

function* read({ statements, rows }: Cast): Iterable<Vote> {
  for (const { participant, cast } of rows)
    for (const one of cast.split(' ')) {
      const [j, vote] = one.split(':');
      yield { participant, statement: statements[Number(j)]!.id, vote: Number(vote) as Stance };
    }
}

/** Computes a map. Pure. */
export function work({ cast, before, groups, final }: Task): Done {
  const votes = makeVotes(
    read(cast),
    cast.statements.filter(({ removed }) => !removed).map(({ id }) => id),
  );
  const names = new Map(groups);
  const leftOut = new Set(cast.statements.filter(({ removed }) => removed).map(({ id }) => id));
  const map = mapOpinions(votes, { leftOut, names, before: final || before === null ? null : { ...before, groups: names } });
  const positions = map.participants.map((participant, i): Position => ({
    participant,
    x: map.x[i]!,
    y: map.y[i]!,
    grouped: map.of[i]! < 0 ? null : map.of[i]!,
  }));
  return { result: resultOf(map), remembered: map.remembered, positions, votes: map.votes };
}
