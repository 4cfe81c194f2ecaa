import { faultWords, fill } from '../faults.ts';
import type { PartFault, Path } from '../part.ts';

const keyOf = (value: unknown): string | null => {
  const key = (value as { key?: unknown } | null)?.key;
  return typeof value === 'object' && typeof key === 'string' ? key : null;
};

/** Members of one list that have the same key. */
export function twiceFaults(value: unknown, path: Path = []): PartFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const faults: PartFault[] = [];
  if (Array.isArray(value)) {
    const seen = new Set<string>();
    for (const [n, one] of value.entries()) {
      const key = keyOf(one);
      if (key === null) continue;
      if (seen.has(key)) faults.push({ code: 'key_twice', path: [...path, n, 'key'], words: fill(faultWords.key_twice, { key }) });
      seen.add(key);
    }
  }
  for (const [key, one] of Object.entries(value)) faults.push(...twiceFaults(one, [...path, Array.isArray(value) ? Number(key) : key]));
  return faults;
}
