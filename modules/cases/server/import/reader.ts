import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { headRow, importLimits, recognise } from '../../contract/import-fields.ts';
import { unpackXlsx } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

export type ReadRow = { /** As the spreadsheet counts, from 1. */ row: number; cells: (string | null)[] };
export type ReadSheet = { sheet: string; headRow: number; heads: string[]; rows: ReadRow[] };
type Raw = { sheet: string; rows: (string | null)[][] };

/**
 * Reads an uploaded spreadsheet, told by its content: .xlsx, or .csv in UTF-8 (with mark or without), UTF-16 with mark, or GB18030, separated by comma, semicolon or tab. Of several sheets the one
 * whose head names most fields, the first of equals. Empty rows are left out. Throws `Unreadable`.
 */
export async function readSpreadsheet(file: Buffer): Promise<ReadSheet> {
  if (file.length === 0) throw new Unreadable('import_no_file');
  // OLE2: .xls, and .xlsx with a password.
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) throw new Unreadable('import_old_excel');
  const sheets = file.length >= 4 && file.readUInt32BE(0) === 0x504b0304 ? await readXlsx(file) : [{ sheet: '', rows: readCsv(file) }];
  if (sheets.length > importLimits.sheets) throw new Unreadable('import_sheets', { sheets: importLimits.sheets });
  const named = sheets.map(({ rows }) => (headRow(rows) < 0 ? -1 : Object.keys(recognise(rows[headRow(rows)]!)).length));
  return cut(sheets[named.indexOf(Math.max(...named))]!);
}

function cut({ sheet, rows }: Raw): ReadSheet {
  const head = headRow(rows);
  const filled = rows
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(head + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  if (head < 0 || filled.length === 0) throw new Unreadable('import_empty');
  if (filled.length > importLimits.rows) throw new Unreadable('import_rows', { rows: importLimits.rows });
  const width = Math.max(...rows.slice(head).map((cells) => cells.findLastIndex((cell) => cell !== null) + 1));
  if (width > importLimits.columns) throw new Unreadable('import_columns_many', { columns: importLimits.columns });
  for (const { row, cells } of filled) {
    if (cells.some((cell) => cell !== null && cell.length > importLimits.cell)) throw new Unreadable('import_cell', { row, max: importLimits.cell });
  }
  return {
    sheet: sheet.slice(0, 100),
    headRow: head + 1,
    heads: Array.from({ length: width }, (_, column) => (rows[head]![column] ?? '').slice(0, 60)),
    rows: filled.map(({ row, cells }) => ({ row, cells: Array.from({ length: width }, (_, column) => cells[column] ?? null) })),
  };
}

async function readXlsx(file: Buffer): Promise<Raw[]> {
  const measured = unpackXlsx(file);
  try {
    const sheets = await readXlsxFile<string>(measured, { parseNumber: plainNumber });
    return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(textOf)) }));
  } catch {
    // What the parser stumbles over is the file's fault; it has no input beside it.
    throw new Unreadable('import_broken');
  }
}

/** A number as people write it: long ones (codes, phones) without an exponent. */
function plainNumber(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Number.isSafeInteger(value) ? String(value) : Math.abs(value) < 1e15 ? String(Number(value.toPrecision(15))) : BigInt(Math.round(value)).toString();
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // Spreadsheets know no zone: the parser gives the wall clock as UTC, some milliseconds beside it.
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    const minute = new Date(Math.round(value.getTime() / 60_000) * 60_000);
    return minute
      .toISOString()
      .slice(0, 16)
      .replace('T', ' ')
      .replace(/ 00:00$/, '');
  }
  return clean(String(value as string | number | boolean));
}

// oxlint-disable-next-line no-control-regex
const clean = (text: string): string | null =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF]/g, '')
    .replace(/\r\n?/g, '\n')
    .trim() || null;

function readCsv(file: Buffer): (string | null)[][] {
  const text = decode(file);
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [',', '\t', ';', '，'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
  try {
    const rows = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, to: importLimits.rows * 5, max_record_size: 1024 * 1024 });
    return rows.map((row) => row.map(clean));
  } catch (error) {
    if (error instanceof CsvError) throw new Unreadable('import_quotes', { row: Number((error as { records?: unknown }).records ?? 0) + 1 });
    throw error;
  }
}

function decode(file: Buffer): string {
  // Pictures, archives and programs hold zeros, text in these encodings never.
  const wide = file.length >= 2 && (file.readUInt16BE(0) === 0xfffe || file.readUInt16BE(0) === 0xfeff);
  if (!wide && file.includes(0)) throw new Unreadable('import_kind');
  for (const encoding of wide ? [file[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch {
      // Not this one.
    }
  }
  throw new Unreadable('import_kind');
}
