/** Tables of a posting: accounts in whole fen, so that every sum is exact. Pure; no schema library. */
export const columnTypes = ['text', 'money', 'number'] as const;
export type ColumnType = (typeof columnTypes)[number];
/** A cell: words, fen, or a whole number. */
export type Cell = string | number | null;
export type PostedTable = { title: string; columns: { name: string; type: ColumnType }[]; rows: Cell[][] };

/** The most that fits into 15 digits of fen, as the whole numbers of every machine hold it exactly. */
export const mostFen = 999_999_999_999_999;

/** `123456` fen as `1,234.56`. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** Yuan as people write them (`1,234.5`, `-3`, `（12.00）` of accountants, `¥ 5元`) in fen; null where it is none, or finer than a fen. */
export function fenOf(text: string): number | null {
  const bare = text.normalize('NFKC').replace(/[\s,¥￥元]/g, '');
  const bracketed = /^\((.*)\)$/.exec(bare);
  const found = /^([+-]?)(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(bracketed ? `-${bracketed[1]}` : bare);
  if (!found) return null;
  const fen = Number(found[2]! + (found[3] ?? '').padEnd(2, '0'));
  return found[1] === '-' && fen !== 0 ? -fen : fen;
}

/** A cell as it is read. */
export const cellText = (value: Cell, type: ColumnType): string =>
  value === null ? '' : type === 'money' && typeof value === 'number' ? yuan(value) : String(value);

/** The sum of each column that has one; null elsewhere. Exact: beyond the safe whole numbers there is none. */
export function sumsOf(table: PostedTable): (number | null)[] {
  return table.columns.map(({ type }, at) => {
    if (type === 'text') return null;
    const sum = table.rows.reduce((all, row) => all + BigInt(typeof row[at] === 'number' ? row[at] : 0), 0n);
    const exact = Number(sum);
    return Number.isSafeInteger(exact) ? exact : null;
  });
}

/** What is wrong with a table, by place; empty when nothing is. */
export function tableFaults(table: PostedTable): { row: number; column: number }[] {
  const faults: { row: number; column: number }[] = [];
  table.rows.forEach((row, r) => {
    if (row.length !== table.columns.length) return void faults.push({ row: r, column: Math.min(row.length, table.columns.length) });
    table.columns.forEach(({ type }, c) => {
      const value = row[c]!;
      const fits =
        value === null || (type === 'text' ? typeof value === 'string' : typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= mostFen);
      if (!fits) faults.push({ row: r, column: c });
    });
  });
  return faults;
}

/**
 * Rows copied out of a spreadsheet (tabs between cells, first line = names). A column whose every cell is a sum of money becomes one, of whole numbers likewise only where its name does not
 * speak of money; what does not fit stays text, so nothing is lost.
 */
export function pastedTable(title: string, text: string): PostedTable {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((one) => one.trim()));
  const width = Math.max(0, ...lines.map((line) => line.length));
  const [head = [], ...body] = lines;
  const columns = Array.from({ length: width }, (_, c) => {
    const cells = body.map((row) => row[c] ?? '').filter((one) => one !== '');
    const name = head[c] || String(c + 1);
    const money = /元|金额|收入|支出|余额|amount|income|spent|balance/i.test(name) || cells.some((one) => /\.\d{1,2}$|[¥￥元]/.test(one));
    const type: ColumnType =
      cells.length > 0 && money && cells.every((one) => fenOf(one) !== null)
        ? 'money'
        : cells.length > 0 && cells.every((one) => /^-?\d{1,9}$/.test(one))
          ? 'number'
          : 'text';
    return { name, type };
  });
  const rows = body.map((row) =>
    columns.map(({ type }, c): Cell => {
      const cell = row[c] ?? '';
      return cell === '' ? (type === 'text' ? '' : null) : type === 'money' ? fenOf(cell) : type === 'number' ? Number(cell) : cell;
    }),
  );
  return { title, columns, rows };
}
