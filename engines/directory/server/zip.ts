import { crc32, deflateRawSync } from 'node:zlib';
import type { CopyFile } from '@hezhi/server';

const MOST_BYTES = 0xffff_ffff;
const MOST_FILES = 0xffff;
/** Kept free for the list at the end. */
const ROOM = 32 * 1024 * 1024;
/** Made by 2.0, names in UTF-8. */
const VERSION = 20;
const UTF8 = 0x0800;

/** Date and time as ZIP keeps them, in China's time (two seconds exact). */
function dosTime(at: number): [time: number, date: number] {
  const local = new Date(at + 8 * 3_600_000);
  return [
    (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1),
    (Math.max(0, local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate(),
  ];
}

/**
 * Files as one ZIP (APPNOTE 6.3), a file at a time, so that only one is in memory. Texts are packed, photos and sound stored as they are. A ZIP without extensions
 * holds 4 GiB and 65,535 files: what comes after that is left out and `cut` stands in its place. `at` is the moment of all files (epoch ms).
 */
export async function* zipped(files: AsyncIterable<CopyFile>, at: number, cut: CopyFile): AsyncGenerator<Buffer> {
  const [time, date] = dosTime(at);
  const list: Buffer[] = [];
  let offset = 0;
  for await (const one of files) {
    const full = list.length === MOST_FILES - 1 || offset + one.bytes.length + ROOM > MOST_BYTES;
    const { name, bytes } = full ? cut : one;
    const packed = /\.(json|html|txt)$/.test(name) ? deflateRawSync(bytes) : bytes;
    const path = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION, 0);
    facts.writeUInt16LE(UTF8, 2);
    facts.writeUInt16LE(packed === bytes ? 0 : 8, 4);
    facts.writeUInt16LE(time, 6);
    facts.writeUInt16LE(date, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, path]);
    // The list's line: made by, the same facts, then lengths of extra and note, disk, attributes, and where the file begins.
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([VERSION, 0]), facts, tail, path]));
    yield head;
    yield packed;
    offset += head.length + packed.length;
    if (full) break;
  }
  const index = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  yield index;
  yield end;
}
