import { proceduresPart } from './parts/index.ts';
import type { Pack, PackEntry } from './read.ts';

/** The name of a file without its notation and version: base keeps former versions of its procedures beside the newest (`standard_case@3.json`). */
export const nameOf = (entry: PackEntry): string => entry.file.replace(/(@\d+)?\.(json|yaml)$/, '');
const versionOf = (entry: PackEntry): number => Number(/@(\d+)\.(?:json|yaml)$/.exec(entry.file)?.[1] ?? 0);

/** The newest file of each name in a pack; the number of a procedure is the house's and says nothing of what changes. */
export function newestEntries(pack: Pack): PackEntry[] {
  const newest = new Map<string, PackEntry>();
  for (const entry of pack.entries) {
    const before = newest.get(nameOf(entry));
    if (!before || versionOf(before) < versionOf(entry)) newest.set(nameOf(entry), entry);
  }
  return [...newest.values()].map((entry) =>
    entry.part?.key === proceduresPart.key ? { ...entry, value: { ...(entry.value as object), version: undefined } } : entry,
  );
}
