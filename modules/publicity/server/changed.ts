import type { PublicRow } from '@hezhi/cases/server';
import { procedureOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { changedAt } from './queries-follow.ts';

/** When something that the public reads of these cases changed last, by id. One statement. */
export async function publicChanges(call: Call, district: string, rows: readonly PublicRow[]): Promise<(row: PublicRow) => string> {
  if (rows.length === 0) return (row) => row.opened_at;
  const shown = new Set<string>();
  for (const key of new Set(rows.map((row) => `${row.procedure}/${row.procedure_version}`))) {
    const [name, version] = key.split('/') as [string, string];
    const procedure = await procedureOf(call.house, name, Number(version));
    for (const [step, def] of Object.entries(procedure.steps)) if (def.audience.public !== undefined) shown.add(`${key}/${step}`);
  }
  const found = await changedAt(
    call.db,
    district,
    rows.map((row) => row.id),
    [...shown],
  );
  return (row) => found.get(row.id) ?? row.opened_at;
}
