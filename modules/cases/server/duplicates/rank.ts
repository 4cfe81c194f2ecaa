import type { House } from '@hezhi/server';
import {
  likeness,
  likenessAtMost,
  likenessUnread,
  profileOf,
  rarityOf,
  SUGGESTED,
  threshold,
  type Compared,
  type Profile,
  type Rarity,
  type Reach,
  type Telling,
} from '../../contract/index.ts';
import type { DistrictTree } from '../categories.ts';
import type { NearRow } from '../queries-duplicates.ts';

/** How many profiles of earlier reports are kept in memory; what was told never changes. */
const KEPT = 4_000;
/** How many are looked at with their topic, which costs most. */
const CLOSELY = 16;

type Shelf = { rarity: WeakMap<DistrictTree, Rarity>; profiles: WeakMap<DistrictTree, Map<string, Profile>> };
const shelf = (house: House): Shelf => house.memo('cases.duplicates', () => ({ rarity: new WeakMap(), profiles: new WeakMap() }));

export type Ranked = { readonly row: NearRow; readonly score: number; readonly later: Compared; readonly earlier: Compared };

/** An earlier report to compare with. */
const tellingOf = ({ text, address, subject, lon, lat, area, opened_at, closed_at }: NearRow): Telling => ({
  text,
  address,
  category: subject,
  point: lon === null || lat === null ? null : [lon, lat],
  area,
  at: Date.parse(opened_at),
  closedAt: closed_at === null ? null : Date.parse(closed_at),
});

/** A report ready to be compared; its profile is kept under `key`. */
export function compared(house: House, tree: DistrictTree, telling: Telling, key: string | null): Compared {
  const { rarity, profiles } = shelf(house);
  let rare = rarity.get(tree);
  if (!rare) rarity.set(tree, (rare = rarityOf(tree.leaves.values())));
  if (key === null) return { telling, profile: profileOf(telling, rare, tree.guess) };
  let kept = profiles.get(tree);
  if (!kept) profiles.set(tree, (kept = new Map()));
  let profile = kept.get(key);
  if (profile) kept.delete(key);
  else profile = profileOf(telling, rare, tree.guess);
  kept.set(key, profile);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return { telling, profile };
}

/** The likeliest of the candidates from the threshold on, five at most. Of two reports the one opened first counts as the earlier. What cannot reach the threshold is not read. */
export function rank(house: House, tree: DistrictTree, told: Compared, rows: readonly NearRow[], reach: Reach): Ranked[] {
  const enough = threshold[reach] - 1e-9;
  const sides = rows.flatMap((row) => {
    const telling = tellingOf(row);
    const after = telling.at <= told.telling.at;
    if (likenessUnread(after ? told.telling : telling, after ? telling : told.telling, reach) < enough) return [];
    // A corrected category makes another topic, so it is part of the key.
    const other = compared(house, tree, telling, `${reach} ${row.id} ${row.subject}`);
    const [later, earlier] = after ? [told, other] : [other, told];
    const most = likenessAtMost(later, earlier, reach);
    return most < enough ? [] : [{ row, later, earlier, most }];
  });
  return sides
    .toSorted((a, b) => b.most - a.most)
    .slice(0, CLOSELY)
    .map(({ row, later, earlier }) => ({ row, later, earlier, score: likeness(later, earlier, reach) }))
    .filter((one) => one.score >= threshold[reach])
    .toSorted((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, SUGGESTED);
}
