import { codePattern, levelOf, within } from '@hezhi/directory/contract';
import { pressNames, territory, type Territory } from '@hezhi/directory/server';
import type { House } from '@hezhi/server';
import { groups } from '../../contract/index.ts';
import { treeOf } from '../categories.ts';

/** One width, small letters, no spaces and signs. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const SUFFIX = /(?:社区居民委员会|社区居委会|社区村委会|村民委员会|居民委员会|居委会|村委会|街道办事处|街道办|社区|街道|村|镇|乡|网格)$/u;

/** What the cell of a category names. */
export type CategoryNamed = { code: string } | { fault: 'category_unknown' | 'category_group' };
/** What the cell of a place names, within an area. `press`: a press name that stands for several there. */
export type PlaceNamed =
  | { code: string }
  | { press: string[]; names: string }
  | { fault: 'place_unknown' }
  | { fault: 'place_many'; names: string }
  | { fault: 'place_outside'; name: string };

/** Finds the district's categories by code, name in any language, or the end of a path (市政设施/道路破损). */
export function categoryNamer(house: House, district: string): (text: string) => CategoryNamed {
  const names = new Map<string, string>();
  for (const leaf of treeOf(house, district).leaves.values()) {
    if (!leaf.active) continue;
    for (const name of [leaf.code, ...Object.values(leaf.name)]) if (name) names.set(plain(name), leaf.code);
  }
  const wide = new Set(groups.flatMap(({ code, name }) => [code, ...Object.values(name)].map(plain)));
  return (text) => {
    const last = text.split(/[/\\>＞|、—]|->|-(?=\D)/u).at(-1)!;
    const coded = /^\s*([A-Za-z]\d{2})(?![A-Za-z0-9])/.exec(text)?.[1];
    const code = names.get(plain(text)) ?? names.get(plain(last)) ?? (coded === undefined ? undefined : names.get(plain(coded)));
    if (code !== undefined) return { code };
    return { fault: wide.has(plain(text)) ? 'category_group' : 'category_unknown' };
  };
}

/** Finds the territories of `area` (a post's) by code, name or press name (俗称). */
export type PlaceNamer = {
  named(text: string): PlaceNamed;
  /** The one community or grid of the area whose name stands in an address; of nested ones the narrower; null where none or several do. */
  within(address: string): string | null;
};

export async function placeNamer(house: House, district: string, area: string): Promise<PlaceNamer> {
  const tree = await territory(house).ensure(district);
  const exact = new Map<string, Set<string>>();
  const short = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, name: string, code: string): void => void (map.get(name)?.add(code) ?? map.set(name, new Set([code])));
  const telling: { name: string; code: string }[] = [];
  for (const code of below(tree, district)) {
    const name = plain(tree.name(code));
    const parent = plain(tree.name(tree.get(code)!.parent ?? ''));
    for (const full of [name, plain(tree.fullName(code)), plain(tree.fullName(code, { from: 'district' })), parent + name]) add(exact, full, code);
    const stem = name.replace(SUFFIX, '');
    if (stem.length > 1 && levelOf(code) !== 'grid') for (const one of [stem, parent.replace(SUFFIX, '') + stem]) add(short, one, code);
    if (levelOf(code) === 'community' && name.length > 2) telling.push({ name, code });
    if (levelOf(code) === 'grid') telling.push({ name: parent + name, code });
  }
  const press = new Map((await pressNames(house, district)).map(({ name, codes }) => [plain(name), codes]));
  const names = (codes: readonly string[]): string =>
    codes
      .slice(0, 3)
      .map((code) => tree.fullName(code))
      .join('、') + (codes.length > 3 ? '…' : '');
  return {
    named(text) {
      const code = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
      if (codePattern.test(code)) {
        if (!tree.stands(code) || levelOf(code) === null || code.length < 9) return { fault: 'place_unknown' };
        return within(code, area) ? { code } : { fault: 'place_outside', name: tree.fullName(code) };
      }
      const key = plain(text);
      const stem = key.replace(SUFFIX, '');
      const called = exact.has(key) ? undefined : (press.get(key) ?? (short.has(key) ? undefined : press.get(stem)));
      const found = [...(exact.get(key) ?? called ?? short.get(key) ?? short.get(stem) ?? [])];
      const here = found.filter((one) => within(one, area));
      if (here.length === 1) return { code: here[0]! };
      if (here.length > 1 && called) return { press: here, names: names(here) };
      if (here.length > 1) return { fault: 'place_many', names: names(here) };
      return found.length > 0 ? { fault: 'place_outside', name: names(found) } : { fault: 'place_unknown' };
    },
    within(address) {
      const text = plain(address);
      const here = telling.filter((one) => within(one.code, area) && text.includes(one.name));
      const narrowest = here.filter((one) => !here.some((other) => other !== one && within(other.code, one.code)));
      return narrowest.length === 1 ? narrowest[0]!.code : null;
    },
  };
}

/** Streets, communities and grids in force. */
function below(tree: Territory, code: string): string[] {
  return tree.children(code).flatMap((node) => [node.code, ...below(tree, node.code)]);
}
