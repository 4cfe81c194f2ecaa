import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { unpackXlsx } from './unpack.ts';
import { UnreadableSheet } from './unreadable.ts';

/** What a table may be at most: bytes that an .xlsx unpacks to; rows that hold something (five times as many may stand in the sheet); columns; sheets. */
export type SheetLimits = { readonly unpacked: number; readonly rows: number; readonly columns: number; readonly sheets: number };
/** A sheet as people see it: texts without spaces around them, null where a cell is empty. Rows are in their place, empty ones among them. A CSV has no name. */
export type Sheet = { sheet: string; rows: (string | null)[][] };

/**
 * Reads an uploaded table, told by its content: .xlsx, or .csv in UTF-8 (with mark or without), UTF-16 with mark, or GB18030, separated by comma, semicolon or tab. An .xlsx is measured before it is
 * parsed. Numbers are written as people write them, days as 2026-11-22, moments as 2026-11-22 09:30. Throws `UnreadableSheet`.
 */
export async function readSheets(file: Buffer, limits: SheetLimits): Promise<Sheet[]> {
  if (file.length === 0) throw new UnreadableSheet('no_file');
  // OLE2: .xls, and .xlsx with a password.
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) throw new UnreadableSheet('old_excel');
  const sheets = file.length >= 4 && file.readUInt32BE(0) === 0x504b0304 ? await readXlsx(file, limits) : [{ sheet: '', rows: readCsv(file, limits) }];
  if (sheets.length > limits.sheets) throw new UnreadableSheet('sheets', { sheets: limits.sheets });
  return sheets;
}

async function readXlsx(file: Buffer, limits: SheetLimits): Promise<Sheet[]> {
  const measured = unpackXlsx(file, limits);
  try {
    const { default: readXlsxFile } = await import('read-excel-file/node');
    const sheets = await readXlsxFile<string>(measured, { parseNumber: plainNumber });
    return sheets.map(({ sheet, data }) => ({ sheet, rows: data.map((row) => row.map(textOf)) }));
  } catch {
    // What the parser stumbles over is the file's fault; it has no input beside it.
    throw new UnreadableSheet('broken');
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

function readCsv(file: Buffer, limits: SheetLimits): (string | null)[][] {
  const text = decode(file);
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = [',', '\t', ';', '，'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best));
  try {
    const rows = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, to: limits.rows * 5, max_record_size: 1024 * 1024 });
    return rows.map((row) => row.map(clean));
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableSheet('quotes', { row: Number((error as { records?: unknown }).records ?? 0) + 1 });
    throw error;
  }
}

function decode(file: Buffer): string {
  // Pictures, archives and programs hold zeros, text in these encodings never.
  const wide = file.length >= 2 && (file.readUInt16BE(0) === 0xfffe || file.readUInt16BE(0) === 0xfeff);
  if (!wide && file.includes(0)) throw new UnreadableSheet('kind');
  for (const encoding of wide ? [file[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch {
      // Not this one.
    }
  }
  throw new UnreadableSheet('kind');
}
