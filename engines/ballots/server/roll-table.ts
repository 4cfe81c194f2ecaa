import { readSheets } from '@hezhi/documents/sheets';

/** What a roll may be at most; see `SheetLimits`. */
export const tableLimits = { unpacked: 200 * 1024 * 1024, rows: 120_000, columns: 200, sheets: 50 } as const;

/** The cells of a file's first sheet as texts. Empty rows of a CSV are left out. Throws `UnreadableSheet`. */
export async function readRollTable(file: Buffer): Promise<string[][]> {
  const [first] = await readSheets(file, tableLimits);
  const { sheet, rows } = first ?? { sheet: '', rows: [] };
  return rows.filter((row) => sheet !== '' || row.some((cell) => cell !== null)).map((row) => row.map((cell) => decimal(cell ?? '')));
}

/** Spreadsheets keep 89.34 as 89.340000000000003; areas have two decimals, so anything behind eight figures of zeros or nines is the machine's. */
function decimal(text: string): string {
  if (!/^\d+\.\d{6,}(E[-+]?\d+)?$/i.test(text)) return text;
  return String(Number(Number(text).toPrecision(12)));
}
