/**
 * The level registry (T1): the official code is the path, widths are fixed, and no other file knows how deep the tree is.
 * Working levels carry work; upper levels are parents from the national list (a district is one tenant, so nothing is owned above it).
 */
export const upperLevels = [
  { key: 'province', width: 2, words: { 'zh-Hans': '省级', en: 'Province' } },
  { key: 'city', width: 4, words: { 'zh-Hans': '地级', en: 'City' } },
] as const;

export const levels = [
  { key: 'district', width: 6, words: { 'zh-Hans': '区县', en: 'District' } },
  { key: 'street', width: 9, words: { 'zh-Hans': '街道（镇）', en: 'Street or town' } },
  { key: 'community', width: 12, words: { 'zh-Hans': '社区（村）', en: 'Community or village' } },
  { key: 'grid', width: 15, words: { 'zh-Hans': '网格', en: 'Grid' } },
] as const;

export const allLevels = [...upperLevels, ...levels] as const;

export type Level = (typeof allLevels)[number]['key'];
export type WorkingLevel = (typeof levels)[number]['key'];

/** A code of any level: digits in official widths, the grid's own three characters may be letters too. */
export const codePattern = /^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?)?)?$/;

const byWidth = new Map<number, Level>(allLevels.map((level) => [level.width, level.key]));
const byKey = new Map<string, number>(allLevels.map((level) => [level.key, level.width]));
const districtWidth = levels[0].width;

/** The level of a code by its width; null when no level has that width. */
export function levelOf(code: string): Level | null {
  return byWidth.get(code.length) ?? null;
}

/** Width of a level in characters. */
export function widthOf(level: Level): number {
  return byKey.get(level)!;
}

/** The part of `code` at `level`: `at('610402010003','street') === '610402010'`; null when the code is wider (higher) than that. */
export function at(code: string, level: Level): string | null {
  const width = widthOf(level);
  return code.length >= width ? code.slice(0, width) : null;
}

/** The tenant a code belongs to (first six digits); null above the district. */
export function districtOf(code: string): string | null {
  return at(code, 'district');
}

/** Codes above `code` down from its parent to its district, nearest first; without itself. Empty for a district. */
export function ancestors(code: string): string[] {
  const found: string[] = [];
  for (let i = levels.length - 1; i >= 0; i--) if (levels[i]!.width < code.length) found.push(code.slice(0, levels[i]!.width));
  return found;
}

/** The code one level up, provinces and cities included; null for a province. */
export function parentOf(code: string): string | null {
  let parent: string | null = null;
  for (const { width } of allLevels) if (width < code.length) parent = code.slice(0, width);
  return parent;
}

/** The level below; null below a grid. */
export function levelBelow(level: Level): Level | null {
  const index = allLevels.findIndex((one) => one.key === level);
  return allLevels[index + 1]?.key ?? null;
}

/** Whether `code` lies in `area` or is it. Area '' is the whole country. */
export function within(code: string, area: string): boolean {
  return code.startsWith(area);
}

/** Whether `area` covers `code`: the same question from above. */
export function covers(area: string, code: string): boolean {
  return code.startsWith(area);
}

/**
 * "Everything below, itself included" as a half-open range [from, to) under the "C" collation:
 * `code >= from AND code < to`.
 */
export function rangeOf(code: string): [from: string, to: string] {
  if (code === '') return ['', '~'];
  const last = code.length - 1;
  return [code, code.slice(0, last) + String.fromCharCode(code.charCodeAt(last) + 1)];
}

/** Whether the code is as wide as its tenant or narrower: something may be owned there. */
export function isWorking(code: string): boolean {
  return code.length >= districtWidth && levelOf(code) !== null;
}
