import type { House } from '@hezhi/server';
import type { Procedure } from '../contract/index.ts';
import { procedureOf } from './procedures.ts';
import type { EntryRow } from './queries.ts';

type Named = { f: string; procedure?: string; version?: number; snapshot?: { procedure: string; procedureVersion: number } };

/**
 * The procedure by which each entry of a timeline was taken, in order: what an audience was shown under a former version stays what it is shown (law 7). `now`: the matter's present one, which it
 * is for all entries of a matter that was never upgraded.
 */
export async function proceduresAlong(house: House, entries: readonly EntryRow[], now: Procedure): Promise<Procedure[]> {
  const facts = (entry: EntryRow): readonly Named[] => entry.body.facts as readonly Named[];
  if (!entries.some((entry) => facts(entry).some(({ f }) => f === 'upgrade'))) return entries.map(() => now);
  const along: Procedure[] = [];
  let current = now;
  for (const entry of entries) {
    const open = facts(entry).find(({ f }) => f === 'open')?.snapshot;
    const upgrade = facts(entry).find(({ f }) => f === 'upgrade');
    if (open) current = await procedureOf(house, open.procedure, open.procedureVersion);
    if (upgrade) current = await procedureOf(house, upgrade.procedure!, upgrade.version!);
    along.push(current);
  }
  return along;
}
