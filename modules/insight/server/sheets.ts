import type { CellObject, Sheet } from 'write-excel-file/node';

/** What stands in a cell: text, a whole number, a rate (0 to 1, shown as per cent), a number with one decimal; null is an empty cell. */
export type SheetCell = string | null | { count: number } | { rate: number } | { decimal: number };
export type SheetGiven = {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
  readonly notes?: readonly string[];
};

/** Text that a spreadsheet might take for a formula, when the cell is touched or saved as CSV, begins with an apostrophe instead. */
export const plain = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
const width = (text: string): number => [...text].reduce((n, one) => n + (one.codePointAt(0)! > 0x2e7f ? 2 : 1), 0);

/** A name of a sheet as the format has it: at most 31 characters, none of them `[]:*?/\`, no two the same. */
function nameOf(name: string, taken: Set<string>): string {
  const base =
    name
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 28) || 'Sheet';
  let found = base;
  for (let n = 2; taken.has(found.toLowerCase()); n++) found = `${base} ${n}`;
  taken.add(found.toLowerCase());
  return found;
}

function cellOf(cell: SheetCell): CellObject | null {
  if (cell === null) return null;
  if (typeof cell === 'string') return { type: String, value: plain(cell) };
  if ('count' in cell) return { type: Number, value: cell.count, format: '#,##0' };
  if ('rate' in cell) return { type: Number, value: cell.rate, format: '0.0%' };
  return { type: Number, value: cell.decimal, format: '0.0' };
}
const lengthOf = (cell: SheetCell): number => (typeof cell === 'string' ? width(cell) : 10);

/** A workbook with a sheet for each table: the head bold and in sight, numbers as numbers, notes below. */
export async function workbook(sheets: readonly SheetGiven[]): Promise<Buffer> {
  const taken = new Set<string>();
  const all = sheets.map(({ name, head, rows, notes = [] }): Sheet<Buffer> => ({
    sheet: nameOf(name, taken),
    stickyRowsCount: 1,
    columns: head.map((title, at) => ({ width: Math.min(50, 3 + Math.max(width(title), ...rows.map((row) => lengthOf(row[at] ?? null)))) })),
    data: [
      head.map((title) => ({ type: String, value: plain(title), fontWeight: 'bold' as const, backgroundColor: '#f1f5f7' })),
      ...rows.map((row) => head.map((_, at) => cellOf(row[at] ?? null))),
      ...(notes.length === 0 ? [] : [[], ...notes.map((note) => [{ type: String, value: plain(note) }])]),
    ],
  }));
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile(all).toBuffer();
}
