import { Refusal } from '@hezhi/contract';
import { scanUpload } from '@hezhi/documents/server';
import { readInThread, UnreadableSheet } from '@hezhi/documents/sheets';
import type { Call, Wire } from '@hezhi/server';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import type { EntryInput } from '../contract/schemas.ts';
import type { RollRow } from './queries-rolls.ts';
import { tableLimits } from './roll-table.ts';
import { addEntries, readRows, type RowFault } from './rolls.ts';

const limits = { bytes: 12 * 1024 * 1024, rows: tableLimits.rows };

/** Names of the columns that tables use. */
const heads: Readonly<Record<'label' | 'area' | 'holder' | 'phone' | 'sms' | 'head' | 'shares', readonly string[]>> = {
  label: ['单元', '房号', '户号', '专有部分', '名称', '姓名', 'unit', 'label'],
  area: ['面积', '专有面积', '建筑面积', '面积（㎡）', '面积(㎡)', '面积(平方米)', '面积（平方米）', 'area'],
  holder: ['业主', '产权人', '户主', '权利人', 'holder', 'owner'],
  phone: ['电话', '手机', '联系电话', 'phone'],
  sms: ['同意短信', '短信', 'sms'],
  head: ['归户', '归户编号', '权利人编号', 'head'],
  shares: ['份数', '票权', 'shares'],
};

/** Adds the units of an uploaded table (xlsx or csv in UTF-8 or GB18030); all or none. Gives the faults by row, the first 200. Refuses ballots.unreadable. */
export async function importRows(call: Call, roll: RollRow, wire: Wire): Promise<{ added: number; faults: RowFault[] }> {
  const table = await readTable(await upload(call, wire));
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
      sms: ['是', '同意', 'yes'].includes((cell(row, 'sms') ?? '').toLowerCase()),
      head: cell(row, 'head'),
      shares: shares && /^\d{1,9}$/.test(shares) ? Number(shares) : undefined,
    };
  });
  faults.push(...readRows(call, roll, rows).faults);
  if (faults.length > 0) return { added: 0, faults: faults.slice(0, 200) };
  return { ...(await addEntries(call, roll, rows)), faults: [] };
}

async function upload({ house }: Call, { request }: Wire): Promise<Buffer> {
  if (!request.isMultipart()) throw new Refusal(errors.unreadable);
  for await (const part of request.parts({ limits: { files: 1, fileSize: limits.bytes } })) {
    if (part.type !== 'file') continue;
    const bytes = await part.toBuffer();
    await scanUpload(house, bytes);
    return bytes;
  }
  throw new Refusal(errors.unreadable);
}

/** The cells of a table as texts, read in a thread of bounded memory after its packed parts were measured. Refuses ballots.unreadable. */
export async function readTable(file: Buffer): Promise<string[][]> {
  if (file.length > limits.bytes) throw new Refusal(errors.unreadable);
  try {
    return await readInThread<string[][]>(new URL('./roll-thread.ts', import.meta.url), file, { memory: 768, ms: 60_000, unpacked: tableLimits.unpacked });
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Refusal(errors.unreadable);
    throw error;
  }
}
