import { readSheets, UnreadableSheet, type Sheet } from '@hezhi/documents/sheets';
import { headRow, importLimits, recognise } from '../../contract/import-fields.ts';

export type ReadRow = { /** As the spreadsheet counts, from 1. */ row: number; cells: (string | null)[] };
export type ReadSheet = { sheet: string; headRow: number; heads: string[]; rows: ReadRow[] };

/** Reads an uploaded spreadsheet. Of several sheets the one whose head names most fields, the first of equals. Empty rows are left out. Throws `UnreadableSheet`. */
export async function readSpreadsheet(file: Buffer): Promise<ReadSheet> {
  const sheets = await readSheets(file, importLimits);
  const named = sheets.map(({ rows }) => (headRow(rows) < 0 ? -1 : Object.keys(recognise(rows[headRow(rows)]!)).length));
  return cut(sheets[named.indexOf(Math.max(...named))]!);
}

function cut({ sheet, rows }: Sheet): ReadSheet {
  const head = headRow(rows);
  const filled = rows
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  if (head < 0 || filled.length === 0) throw new UnreadableSheet('empty');
  if (filled.length > importLimits.rows) throw new UnreadableSheet('rows', { rows: importLimits.rows });
  const width = Math.max(...rows.slice(head).map((cells) => cells.findLastIndex((cell) => cell !== null) + 1));
  if (width > importLimits.columns) throw new UnreadableSheet('columns_many', { columns: importLimits.columns });
  for (const { row, cells } of filled) {
    if (cells.some((cell) => cell !== null && cell.length > importLimits.cell)) throw new UnreadableSheet('cell', { row, max: importLimits.cell });
  }
  return {
    sheet: sheet.slice(0, 100),
    headRow: head + 1,
    heads: Array.from({ length: width }, (_, column) => (rows[head]![column] ?? '').slice(0, 60)),
    rows: filled.map(({ row, cells }) => ({ row, cells: Array.from({ length: width }, (_, column) => cells[column] ?? null) })),
  };
}
