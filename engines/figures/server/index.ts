/** The server's side of figures: appending changes, folding them, reading exact sums. */
import { defineRoom } from '@hezhi/server';
import { foldDeltas } from './queries.ts';
import { startFolding } from './folding.ts';

export { addChanges, addChangesFrom, allFigures, foldDeltas, readFigures, readSpans, type Figure, type FigureQuery, type FigureSpan } from './queries.ts';

export const room = defineRoom({
  name: 'figures',
  migrations: new URL('./migrations/', import.meta.url),
  workers: [startFolding],
});

/** Folds everything that waits; for tests, the demo and `verify`. */
export async function foldAll(db: Parameters<typeof foldDeltas>[0]): Promise<void> {
  while ((await foldDeltas(db)) > 0);
}
