import { createHash } from 'node:crypto';
import type { House } from '@hezhi/server';
import { importFields } from '../../contract/index.ts';
import type { ImportLine, Reading } from '../queries-import.ts';
import type { Asked } from './answers.ts';
import { alone, type Cells, type Earlier } from './check.ts';

const purpose = 'cases.import';
/** What is kept of a row: the cells as they were read, by field what was mended, and by the key of a question the answers that were. */
export type Kept = { cells: readonly (string | null)[]; mended: Cells; answers?: Record<string, string> };

export const sealCells = (house: House, kept: Kept): Buffer => house.vault.seal(JSON.stringify(kept), purpose);
export const openCells = (house: House, sealed: Buffer): Kept => JSON.parse(house.vault.open(sealed, purpose)) as Kept;
export const sealHeads = (house: House, heads: readonly string[]): Buffer => house.vault.seal(JSON.stringify(heads), purpose);
export const openHeads = (house: House, sealed: Buffer): string[] => JSON.parse(house.vault.open(sealed, purpose)) as string[];

/** The cells of a row by field: the columns as the reading names them, and over them what was mended. */
export function cellsOf({ cells, mended }: Kept, { mapping }: Reading): Cells {
  const found: Cells = {};
  for (const field of importFields) {
    const column = mapping[field];
    const value = mended[field] ?? (column === undefined ? null : cells[column]);
    if (value !== null && value !== undefined && value !== '') found[field] = value;
  }
  return found;
}

/** What a row says to questions of categories. */
export function askedOf({ cells, answers }: Kept, { answers: columns = {} }: Reading): Asked {
  const said = Object.entries(columns).flatMap(([words, column]) => {
    const text = cells[column];
    return text ? [[words, text] as const] : [];
  });
  return { columns: Object.fromEntries(said), mended: answers ?? {} };
}

/** For each row which earlier row has the same original number or the same cells. */
export function repeated(house: House, rows: readonly Pick<ImportLine, 'row' | 'cells_sealed'>[], reading: Reading): (row: number) => Earlier {
  const first = { reference: new Map<string, number>(), row: new Map<string, number>() };
  const found = new Map<number, Earlier>();
  for (const { row, cells_sealed } of rows) {
    if (!cells_sealed) continue;
    const kept = openCells(house, cells_sealed);
    const cells = cellsOf(kept, reading);
    const hash = createHash('sha256')
      .update(JSON.stringify([cells, askedOf(kept, reading)]))
      .digest('base64url');
    const earlier: Earlier = { reference: (cells.reference && first.reference.get(cells.reference)) || null, row: first.row.get(hash) ?? null };
    if (cells.reference && earlier.reference === null) first.reference.set(cells.reference, row);
    if (earlier.row === null) first.row.set(hash, row);
    if (earlier.reference !== null || earlier.row !== null) found.set(row, earlier);
  }
  return (row) => found.get(row) ?? alone;
}

/** Keyed hash, in hex, of the number that a row has elsewhere. Short ones are but places in a list, which the next file has again. */
export const referenceOf = (house: House, { reference }: Cells): string | null =>
  reference === undefined || reference.length < 6
    ? null
    : house.vault.lookup(reference.normalize('NFKC').toUpperCase(), 'cases.import.reference').toString('hex');
