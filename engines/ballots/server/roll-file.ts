import { inflateRawSync } from 'node:zlib';
import { Refusal } from '@hezhi/contract';
import type { Call, Wire } from '@hezhi/server';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { EntryInput } from '../contract/schemas.ts';
import type { RollRow } from './queries-rolls.ts';
import { addEntries, readRows, type RowFault } from './rolls.ts';

const limits = { bytes: 12 * 1024 * 1024, unpacked: 200 * 1024 * 1024, rows: 120_000 };

/** Names of the columns that tables use. */
const heads: Readonly<Record<'label' | 'area' | 'holder' | 'phone' | 'head' | 'shares', readonly string[]>> = {
  label: ['单元', '房号', '户号', '专有部分', '名称', '姓名', 'unit', 'label'],
  area: ['面积', '专有面积', '建筑面积', '面积（㎡）', '面积(㎡)', '面积(平方米)', '面积（平方米）', 'area'],
  holder: ['业主', '产权人', '户主', '权利人', 'holder', 'owner'],
  phone: ['电话', '手机', '联系电话', 'phone'],
  head: ['归户', '归户编号', '权利人编号', 'head'],
  shares: ['份数', '票权', 'shares'],
};

/** Adds the units of an uploaded table (xlsx or csv in UTF-8 or GB18030); all or none. Gives the faults by row, the first 200. Refuses ballots.unreadable. */
export async function importRows(call: Call, roll: RollRow, wire: Wire): Promise<{ added: number; faults: RowFault[] }> {
  const table = await readTable(await upload(wire));
  const [first, ...rest] = table;
  const at = Object.fromEntries(Object.entries(heads).map(([key, names]) => [key, (first ?? []).findIndex((head) => names.includes(head.trim()))])) as Record<
    keyof typeof heads,
    number
  >;
  if (at.label < 0 || rest.length === 0 || rest.length > limits.rows) throw new Refusal(errors.unreadable);
  const cell = (row: readonly string[], key: keyof typeof heads): string | undefined => (at[key] < 0 ? undefined : row[at[key]]?.trim() || undefined);
  const faults: RowFault[] = [];
  const rows = rest.map((row, i): z.input<typeof EntryInput> => {
    const shares = cell(row, 'shares');
    if (shares !== undefined && !/^\d{1,9}$/.test(shares)) faults.push({ row: i + 2, column: 'shares', code: 'shares', detail: shares });
    return {
      label: cell(row, 'label') ?? '',
      area: cell(row, 'area'),
      holder: cell(row, 'holder') ?? '',
      phone: cell(row, 'phone'),
      head: cell(row, 'head'),
      shares: shares && /^\d{1,9}$/.test(shares) ? Number(shares) : undefined,
    };
  });
  faults.push(...readRows(call, roll, rows).faults);
  if (faults.length > 0) return { added: 0, faults: faults.slice(0, 200) };
  return { ...(await addEntries(call, roll, rows)), faults: [] };
}

async function upload({ request }: Wire): Promise<Buffer> {
  if (!request.isMultipart()) throw new Refusal(errors.unreadable);
  for await (const part of request.parts({ limits: { files: 1, fileSize: limits.bytes } })) if (part.type === 'file') return part.toBuffer();
  throw new Refusal(errors.unreadable);
}

/** The cells of a table as texts. */
export async function readTable(file: Buffer): Promise<string[][]> {
  try {
    if (file.length >= 4 && file.readUInt32BE(0) === 0x504b0304) {
      weighZip(file);
      const [sheet] = await readXlsxFile<string>(file, { parseNumber: (text) => text });
      return (sheet?.data ?? []).map((row) =>
        row.map((value) => (value === null || value === undefined ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : decimal(String(value)))),
      );
    }
    return parse(decode(file), { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][];
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(errors.unreadable);
  }
}

/** Spreadsheets keep 89.34 as 89.340000000000003; areas have two decimals, so anything behind eight figures of zeros or nines is the machine's. */
function decimal(text: string): string {
  if (!/^\d+\.\d{6,}(E[-+]?\d+)?$/i.test(text)) return text;
  return String(Number(Number(text).toPrecision(12)));
}

/** Refuses a zip that unpacks to more than a roll can be. */
function weighZip(file: Buffer): void {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Refusal(errors.unreadable);
  let left = limits.unpacked;
  for (let at = file.readUInt32LE(end + 16), i = file.readUInt16LE(end + 10); i > 0; i--) {
    const local = file.readUInt32LE(at + 42);
    const packed = file.readUInt32LE(at + 20);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes =
      file.readUInt16LE(at + 10) === 0
        ? file.subarray(start, start + packed)
        : inflateRawSync(file.subarray(start, start + packed), { maxOutputLength: Math.max(1, left) });
    if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY')) throw new Refusal(errors.unreadable);
    left -= bytes.length;
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function decode(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030').decode(file);
  }
}
