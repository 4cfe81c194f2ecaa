import type { Db, House } from '@hezhi/server';
import { fileLimits } from '../contract/index.ts';
import { pathOf, storeOf } from './files.ts';
import { dropUnclaimed, filesByIds } from './queries.ts';
import type { Stored } from './store.ts';

const batch = 500;

/** Removes files that nobody used within a day, rows first; then bytes without a row (a crash between the two). Returns how many of each. */
export async function purgeFiles(house: House, db: Db = house.db): Promise<{ rows: number; strays: number }> {
  const store = storeOf(house);
  const before = house.now() - fileLimits.unclaimedHours * 3_600_000;
  let rows = 0;
  for (;;) {
    const dropped = await dropUnclaimed(db, new Date(before).toISOString(), batch);
    for (const file of dropped) {
      await store.remove(pathOf(file));
      if (file.kind === 'image') await store.remove(pathOf(file, true));
    }
    rows += dropped.length;
    if (dropped.length < batch) break;
  }
  let strays = 0;
  let pile: Stored[] = [];
  for await (const one of store.list()) {
    if (one.at >= before) continue;
    pile.push(one);
    if (pile.length === batch) {
      strays += await removeStrays(house, db, pile);
      pile = [];
    }
  }
  return { rows, strays: strays + (await removeStrays(house, db, pile)) };
}

async function removeStrays(house: House, db: Db, pile: readonly Stored[]): Promise<number> {
  const store = storeOf(house);
  let removed = 0;
  for (const [district, list] of Map.groupBy(pile, ({ path }) => path.slice(0, path.indexOf('/')))) {
    const ids = list.flatMap(({ path }) => /\/([0-9a-f-]{36})\./.exec(path)?.[1] ?? []);
    const known = new Set((await filesByIds(db, district, [...new Set(ids)])).flatMap((file) => [pathOf(file), pathOf(file, true)]));
    for (const { path } of list) {
      if (known.has(path)) continue;
      await store.remove(path);
      removed++;
    }
  }
  return removed;
}
