import type { Finding, House } from '@hezhi/server';
import { digestCases, findDrift } from './queries.ts';
import { digestImports, findImportDrift } from './queries-import.ts';
import { findLoose } from './queries-duplicates.ts';

const room = 'cases';
const PAGE = 1000;

/** Every case has its facts and every fact its case, both say the same category, the photos are where they should be, and merged cases hang below one main case. */
export async function* verifyCases(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (const { where, what } of await findDrift(house.db, district)) yield { room, check: 'facts', where, what };
  for (const { where, what } of await findLoose(house.db, district)) yield { room, check: 'merged', where, what };
  for (const { where, what } of await findImportDrift(house.db, district)) yield { room, check: 'imports', where, what };
  for (const { line } of await digestImports(house.db, district)) digest(`import ${line}`);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await digestCases(house.db, district, after, PAGE);
    for (const row of rows) digest(`case ${row.line}`);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}
