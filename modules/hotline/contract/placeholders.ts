/** What a response template may leave open, filled from the matter it is used in. */
export const placeholders = ['number', 'title', 'category', 'area', 'organisation', 'due', 'state', 'today'] as const;
export type Placeholder = (typeof placeholders)[number];

/** The placeholders of a text, each once, in order of appearance. */
export const placeholdersOf = (text: string): string[] => [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))];

/** The first name that is no placeholder, or null. */
export const unknownPlaceholder = (text: string): string | null =>
  placeholdersOf(text).find((name) => !(placeholders as readonly string[]).includes(name)) ?? null;

/** Placeholders that not all of the texts use; empty when they agree. */
export function differing(texts: readonly string[]): string[] {
  const sets = texts.map((text) => new Set(placeholdersOf(text)));
  return [...new Set(sets.flatMap((set) => [...set]))].filter((name) => sets.some((set) => !set.has(name)));
}

/** Fills what is known; what is not stays visible as （…） for the person to complete. */
export const fill = (text: string, values: Readonly<Partial<Record<string, string>>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '（　　）');
