import { inForce, placesInForce, type PartHooks } from '@hezhi/methods/server';
import type { House } from '@hezhi/server';
import { categoriesPart, isShipped, type CategoriesFile, type PackCategory } from '../contract/index.ts';
import { switchLeaves, type CategoryRow } from './queries-categories.ts';

const district = (area: string): boolean => area.length === 6;

/** New categories become leaves of the district's own tree, and are switched off when the pack goes: running cases keep their names. A pack below a district brings none. */
export const categoryHooks: PartHooks<CategoriesFile> = {
  adopt(_call, write, { area, values }) {
    if (district(area)) for (const row of newLeaves(values)) write.add(switchLeaves(area, [row], true));
  },
  withdraw(_call, write, { area, values }) {
    const rows = newLeaves(values);
    if (district(area) && rows.length > 0) write.add(switchLeaves(area, rows, false));
  },
};

const newLeaves = (values: readonly { value: CategoriesFile }[]): PackCategory[] =>
  values.flatMap(({ value }) => value.categories.filter((leaf) => !isShipped(leaf.code)));

/** Districts whose pack says something of categories, with the leaves that ship as the pack changes them. */
export function changedLeaves(house: House, base: ReadonlyMap<string, CategoryRow>): Map<string, CategoryRow[]> {
  const found = new Map<string, CategoryRow[]>();
  for (const { area } of placesInForce(house, '')) {
    if (!district(area)) continue;
    const [file] = inForce(house, area, categoriesPart);
    const rows = (file?.value.categories ?? []).flatMap((leaf) => {
      const row = base.get(leaf.code);
      return row ? [changed(row, leaf)] : [];
    });
    if (rows.length > 0) found.set(area, rows);
  }
  return found;
}

function changed(row: CategoryRow, { limits, ...rest }: PackCategory): CategoryRow {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<CategoryRow>;
  const stages = Object.fromEntries(Object.entries(limits ?? {}).filter(([, value]) => value !== undefined)) as Partial<CategoryRow['limits']>;
  return { ...row, ...given, limits: { ...row.limits, ...stages } };
}
