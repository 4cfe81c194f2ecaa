import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { systemActor, type Words } from '@hezhi/contract';
import { type Db, type House, makeCall } from '@hezhi/server';
import { CsvError, parse } from 'csv-parse';
import { codePattern, levelOf, parentOf, widthOf } from '../contract/levels.ts';
import { audit, HOUSE } from './audit.ts';
import { forget, today } from './hints.ts';
import { addLines, analyse, dropFaulty, endMissing, type LineFault, type Lines, makeTable, orphans, repeated, takeIn } from './queries-import.ts';

/** A line that could not be taken: file, row as a spreadsheet counts it (the header is 1), column, code and sentence. */
export type ImportFault = { file: string; row: number; column: string; code: keyof typeof reasons; reason: Words };

export type ImportReport = {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  ended: number;
  /** The first faults; `faulty` counts all. Nothing was taken in when there are any, unless `partial`. */
  faults: ImportFault[];
  faulty: number;
  done: boolean;
  ms: number;
};

export type ImportOptions = {
  /** Told every 20,000 rows and at each stage. */
  progress?: (at: { stage: 'reading' | 'checking' | 'writing' | 'done'; rows: number; file: string | null }) => void;
  /** Take in the sound rows of a faulty file. */
  partial?: boolean;
  /** End codes that are missing below parents whose children were imported. */
  endMissing?: boolean;
};

const reasons = {
  unreadable: { 'zh-Hans': '文件无法读取', en: 'The file cannot be read' },
  header: { 'zh-Hans': '表头缺少 code 或 name 列', en: 'The header lacks the column code or name' },
  quoting: { 'zh-Hans': 'CSV 格式有误（引号或列数）', en: 'This is not sound CSV (quotes or number of columns)' },
  code: { 'zh-Hans': '代码须为 2、4、6、9 或 12 位数字，或 15 位网格代码', en: 'The code must have 2, 4, 6, 9 or 12 digits, or 15 characters for a grid' },
  name: { 'zh-Hans': '名称为空、过长或含有控制字符', en: 'The name is empty, too long or holds control characters' },
  parent_column: { 'zh-Hans': '上级代码与本行代码不符', en: 'The parent’s code does not fit the code of the row' },
  repeated: { 'zh-Hans': '代码重复出现', en: 'The code comes more than once' },
  orphan: { 'zh-Hans': '上级区划既不在文件中，也不在系统中', en: 'The parent is neither in the files nor in the system' },
} as const satisfies Record<string, Words>;

const SHOWN = 1000;
const parents = [
  ['provinceCode', 'province'],
  ['cityCode', 'city'],
  ['areaCode', 'district'],
  ['streetCode', 'street'],
  ['villageCode', 'community'],
] as const;

/**
 * Imports division files (T1): CSV with the columns of the official list (`code,name[,provinceCode,cityCode,areaCode,streetCode]`), any number of
 * files in any order; the header decides. One transaction: all or nothing, unless `partial`. Repeatable: a second run changes nothing.
 * The whole country (665,276 rows) takes seconds: sound rows go into a temporary table, then one upsert.
 */
export async function importDivisions(house: House, files: readonly string[], options: ImportOptions = {}): Promise<ImportReport> {
  const began = performance.now();
  const faults: ImportFault[] = [];
  let faulty = 0;
  const fault = (file: string, row: number, column: string, code: keyof typeof reasons): void => {
    faulty++;
    if (faults.length < SHOWN) faults.push({ file, row, column, code, reason: reasons[code] });
  };
  const tell = options.progress ?? ((): void => {});
  let read = 0;
  const counted = (): void => {
    if (++read % 20_000 === 0) tell({ stage: 'reading', rows: read, file: null });
  };

  const done = await house.db.tx(async (db) => {
    await makeTable(db);
    for await (const piece of pieces(files, fault, counted, tell)) await addLines(db, piece);
    tell({ stage: 'checking', rows: read, file: null });
    await analyse(db);
    const place = (found: LineFault, code: keyof typeof reasons): void => fault(basename(files[found.file]!), found.line, 'code', code);
    for (const found of await repeated(db, 100_000)) place(found, 'repeated');
    for (const found of await orphans(db, 100_000)) place(found, 'orphan');
    if (faulty > 0 && !options.partial) return null;
    if (faulty > 0) await dropFaulty(db);
    tell({ stage: 'writing', rows: read, file: null });
    return write(db);
  });
  if (done) forget(house, 'directory.territory', null);
  tell({ stage: 'done', rows: read, file: null });
  faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.row - b.row));
  return {
    rows: read,
    added: done?.added ?? 0,
    changed: done?.changed ?? 0,
    unchanged: done ? done.rows - done.added - done.changed : 0,
    ended: done?.ended ?? 0,
    faults,
    faulty,
    done: done !== null,
    ms: Math.round(performance.now() - began),
  };

  async function write(db: Db): Promise<{ added: number; changed: number; rows: number; ended: number }> {
    const found = await takeIn(db);
    const ended = options.endMissing ? await endMissing(db, today(house.now()), 'grid') : 0;
    if (found.added + found.changed + ended > 0) {
      const call = makeCall(house, { actor: systemActor(HOUSE), db });
      const detail = { files: files.map((file) => basename(file)), added: found.added, changed: found.changed, ended, faulty };
      await audit(call.write(), call, { action: 'territory.import', detail }).run(db);
    }
    return { ...found, ended };
  }
}

const PIECE = 20_000;
const empty = (): Lines => ({ code: [], name: [], level: [], parent: [], kind: [], file: [], line: [] });

/** The sound lines of all files, in pieces. */
async function* pieces(
  files: readonly string[],
  fault: (file: string, row: number, column: string, code: keyof typeof reasons) => void,
  counted: () => void,
  tell: NonNullable<ImportOptions['progress']>,
): AsyncGenerator<Lines> {
  let piece = empty();
  for (const [index, path] of files.entries()) {
    const file = basename(path);
    tell({ stage: 'reading', rows: 0, file });
    let header: Header | null = null;
    let row = 0;
    try {
      // Rows of another width are faults of their own row, not of the file.
      for await (const record of records(path)) {
        row++;
        if (!header) {
          header = readHeader(record);
          if (header) continue;
          fault(file, 1, 'code', 'header');
          break;
        }
        counted();
        const wrong = judge(header, record);
        if (wrong) {
          fault(file, row, wrong.column, wrong.code);
          continue;
        }
        const code = record[header.code]!.trim();
        const name = record[header.name]!.trim();
        piece.code.push(code);
        piece.name.push(name);
        piece.level.push(levelOf(code)!);
        piece.parent.push(parentOf(code));
        piece.kind.push(code.length !== widthOf('community') ? null : /(村委会|村民委员会|村)$/u.test(name) ? 'rural' : 'urban');
        piece.file.push(index);
        piece.line.push(row);
        if (piece.code.length >= PIECE) {
          yield piece;
          piece = empty();
        }
      }
      if (row === 0) fault(file, 1, 'code', 'header');
    } catch (error) {
      if (error instanceof CsvError) fault(file, row + 1, '', 'quoting');
      else if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')) fault(file, 0, '', 'unreadable');
      else throw error;
    }
  }
  if (piece.code.length > 0) yield piece;
}

/** The records of a CSV file; what goes wrong with reading is thrown here too. */
function records(path: string): AsyncIterable<string[]> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  createReadStream(path)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  return parser;
}

type Header = { code: number; name: number; columns: number; parents: { column: string; index: number; width: number }[] };

function readHeader(record: readonly string[]): Header | null {
  const names = record.map((name) => name.trim());
  const [code, name] = [names.indexOf('code'), names.indexOf('name')];
  if (code < 0 || name < 0) return null;
  const above = parents.flatMap(([column, level]) => {
    const index = names.indexOf(column);
    return index < 0 ? [] : [{ column: column as string, index, width: widthOf(level) }];
  });
  return { code, name, columns: names.length, parents: above };
}

function judge(header: Header, record: readonly string[]): { column: string; code: keyof typeof reasons } | null {
  if (record.length !== header.columns) return { column: '', code: 'quoting' };
  const code = record[header.code]!.trim();
  if (!codePattern.test(code)) return { column: 'code', code: 'code' };
  const name = record[header.name]!.trim();
  // oxlint-disable-next-line no-control-regex
  if (name === '' || name.length > 60 || /[\u0000-\u001F\u007F\uFFFD]/.test(name)) return { column: 'name', code: 'name' };
  for (const { column, index, width } of header.parents) {
    if (width >= code.length || record[index]!.trim() !== code.slice(0, width)) return { column, code: 'parent_column' };
  }
  return null;
}
