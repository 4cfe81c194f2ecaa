import { crc32, inflateRawSync } from 'node:zlib';
import type { SheetLimits } from './sheets.ts';
import { UnreadableSheet } from './unreadable.ts';

type Entry = { name: string; bytes: Buffer };

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const MOST_ENTRIES = 2000;

/**
 * Unpacks an .xlsx within limits and packs its XML anew without compression, so that what is parsed is what was measured (the parser follows local headers and has no limit of its own). Refuses
 * what unpacks to more than `limits.unpacked`, XML that declares entities, and sheets whose cells lie where no list lies. Throws `UnreadableSheet`.
 */
export function unpackXlsx(file: Buffer, limits: SheetLimits): Buffer {
  const entries = readEntries(file, limits.unpacked);
  for (const { name, bytes } of entries) {
    // No declaration belongs into an .xlsx: whatever expands entities would do so from here.
    if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY')) throw new UnreadableSheet('entities');
    if (/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(name)) checkSheet(bytes.toString('latin1'), limits);
  }
  return store(entries);
}

function readEntries(file: Buffer, unpacked: number): Entry[] {
  let end = -1;
  for (let at = file.length - 22; at >= 0 && at >= file.length - 65_557; at--) {
    if (file.readUInt32LE(at) === END) {
      end = at;
      break;
    }
  }
  if (end < 0) throw new UnreadableSheet('broken');
  const count = file.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new UnreadableSheet('broken');
  let at = file.readUInt32LE(end + 16);
  let left = unpacked;
  const entries: Entry[] = [];
  try {
    for (let i = 0; i < count; i++) {
      if (file.readUInt32LE(at) !== CENTRAL) throw new UnreadableSheet('broken');
      const nameLength = file.readUInt16LE(at + 28);
      const name = file.toString('utf8', at + 46, at + 46 + nameLength);
      const packed = file.readUInt32LE(at + 20);
      const method = file.readUInt16LE(at + 10);
      const local = file.readUInt32LE(at + 42);
      // Encrypted entries belong to no spreadsheet that can be read.
      if ((file.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableSheet('old_excel');
      at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
      if (!/\.(xml|rels)$/i.test(name)) continue;
      const bytes = inflate(file, { local, packed, method }, { left, unpacked });
      left -= bytes.length;
      entries.push({ name, bytes });
    }
  } catch (error) {
    // A header that points out of the file.
    if (error instanceof RangeError) throw new UnreadableSheet('broken');
    throw error;
  }
  if (!entries.some(({ name }) => /^\/?xl\/workbook\.xml$/i.test(name))) throw new UnreadableSheet('broken');
  return entries;
}

function inflate(
  file: Buffer,
  { local, packed, method }: { local: number; packed: number; method: number },
  { left, unpacked }: { left: number; unpacked: number },
): Buffer {
  if (file.readUInt32LE(local) !== LOCAL) throw new UnreadableSheet('broken');
  const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (from + packed > file.length) throw new UnreadableSheet('broken');
  const data = file.subarray(from, from + packed);
  const tooMuch = (): UnreadableSheet => new UnreadableSheet('unpacks', { megabytes: unpacked / 1024 / 1024 });
  if (method === 0) {
    if (packed > left) throw tooMuch();
    return data;
  }
  if (method !== 8) throw new UnreadableSheet('broken');
  if (left < 1) throw tooMuch();
  try {
    return inflateRawSync(data, { maxOutputLength: left });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch() : new UnreadableSheet('broken');
  }
}

/** Cells far out would make the parser fill millions of empty ones up to them. Empty cells with a format are passed over, as the parser does. */
function checkSheet(xml: string, limits: SheetLimits): void {
  for (const [, row] of xml.matchAll(/<(?:\w+:)?row\b[^<>]*?\sr=["'](\d+)["']/g)) if (Number(row) > 1_048_576) throw new UnreadableSheet('broken');
  for (const [, letters, row] of xml.matchAll(/<(?:\w+:)?c\b[^<>]*?\sr=["']([A-Z]{0,8})(\d{1,9})["'][^<>]*?(?<!\/)>(?!<\/)/g)) {
    if (Number(row) > limits.rows * 5) throw new UnreadableSheet('rows', { rows: limits.rows });
    let column = 0;
    for (const letter of letters!) column = column * 26 + letter.charCodeAt(0) - 64;
    if (column > limits.columns) throw new UnreadableSheet('columns_many', { columns: limits.columns });
  }
}

/** A zip of these entries as they are. */
function store(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([word(LOCAL), common, title]);
    directory.push(Buffer.concat([word(CENTRAL), Buffer.from([20, 0]), common, Buffer.alloc(10), word(at), title]));
    parts.push(local, bytes);
    at += local.length + bytes.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, word(END), end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
