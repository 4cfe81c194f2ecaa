import { readFileSync } from 'node:fs';

/** The folder of method packs that ship with the product; `base` is the one that every installation stands on. */
export const shipped = new URL('../../../methods/', import.meta.url);

const kept = new Map<string, Record<string, unknown>>();

/**
 * A procedure of the base pack, as rooms load it when the house opens (`loadProcedure`). Versions that were released never change: a changed procedure gets a file of its own
 * version (`standard_case@3.json`), named by `version`. Throws for a key that base does not have.
 */
export function baseProcedure(key: string, version?: number): Record<string, unknown> {
  const name = version === undefined ? key : `${key}@${version}`;
  const known = kept.get(name);
  if (known) return known;
  const body = JSON.parse(readFileSync(new URL(`base/procedures/${name}.json`, shipped), 'utf8')) as Record<string, unknown>;
  kept.set(name, body);
  return body;
}
