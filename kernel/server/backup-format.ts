import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

/** First line of every backup file; what follows is one zstd stream of frames. */
const MAGIC = 'HEZHI-BACKUP-1\n';
const HEADER = 0x48;
const DATA = 0x44;
const END = 0x45;

export type BackupTable = { schema: string; name: string; columns: readonly string[] };
/** What a backup is of. The encryption keys are never in it: keep the key file elsewhere, without it sealed fields stay sealed. */
export type Manifest = {
  kind: 'manifest';
  at: string;
  postgres: string;
  jobs: number;
  migrations: readonly { name: string; room: string; sha256: string }[];
  tables: readonly BackupTable[];
  sequences: readonly { name: string; value: number }[];
  note: string;
};
export type TableSum = { table: string; rows: number; bytes: number; sha256: string };
export type FileSum = { path: string; bytes: number; sha256: string };
/** The last entry: what was written, to be compared with what was read. */
export type Sums = { kind: 'end'; tables: readonly TableSum[]; files: readonly FileSum[] };
export type EntryHeader = Manifest | ({ kind: 'table' } & BackupTable) | { kind: 'file'; path: string } | Sums;

/** One entry of a backup: a header and, for tables and files, its bytes. The bytes must be read before the next entry is asked for. */
export type Entry = { header: EntryHeader; body: AsyncIterable<Buffer> };

/** The file is no backup, or is damaged or cut short. */
export class BackupDamaged extends Error {}

function frame(kind: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head[0] = kind;
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** The frames of one entry. */
export async function* frames(header: EntryHeader, body?: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield frame(HEADER, Buffer.from(JSON.stringify(header)));
  if (body) for await (const chunk of body) if (chunk.length > 0) yield frame(DATA, chunk);
  yield frame(END, Buffer.alloc(0));
}

/** Writes frames to a new file, compressed, and makes it durable. Never overwrites. */
export async function writeBackup(path: string, source: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(MAGIC);
    const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });
    await pipeline(source, zstd, async (compressed: AsyncIterable<Buffer>) => {
      for await (const chunk of compressed) await file.writeFile(chunk);
    });
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Reads the entries of a backup file in order. @throws BackupDamaged */
export async function* readBackup(path: string): AsyncGenerator<Entry> {
  const start = Buffer.alloc(MAGIC.length);
  const file = await open(path, 'r');
  try {
    await file.read(start, 0, start.length, 0);
  } finally {
    await file.close();
  }
  if (start.toString('latin1') !== MAGIC) throw new BackupDamaged(`${path} is not a backup of Hezhi`);
  const raw = createReadStream(path, { start: MAGIC.length });
  const unpacked = createZstdDecompress();
  raw.on('error', (error) => unpacked.destroy(error));
  const reader = new FrameReader(raw.pipe(unpacked));
  try {
    let last: string | null = null;
    for (;;) {
      const first = await reader.next();
      if (first === null) {
        if (last !== 'end') throw new BackupDamaged(`${path} is cut short`);
        return;
      }
      if (first.kind !== HEADER) throw new BackupDamaged(`${path} is damaged: an entry begins without its header`);
      const header = parse(first.body, path);
      last = header.kind;
      let ended = false;
      const more = async (): Promise<Buffer | null> => {
        const part = ended ? null : await reader.next();
        if (ended) return null;
        if (part === null || part.kind === HEADER) throw new BackupDamaged(`${path} is cut short inside ${header.kind}`);
        if (part.kind === END) ended = true;
        return ended ? null : part.body;
      };
      const body = (async function* () {
        for (let part = await more(); part !== null; part = await more()) yield part;
      })();
      yield { header, body };
      while ((await more()) !== null);
    }
  } finally {
    raw.destroy();
    unpacked.destroy();
  }
}

function parse(text: Buffer, path: string): EntryHeader {
  try {
    return JSON.parse(text.toString('utf8')) as EntryHeader;
  } catch (cause) {
    throw new BackupDamaged(`${path} is damaged: a header cannot be read`, { cause });
  }
}

/** The same bytes; when they have all passed, their number and SHA-256 are told. */
export async function* summed(body: AsyncIterable<Buffer>, done: (sum: { bytes: number; sha256: string }) => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  done({ bytes, sha256: hash.digest('hex') });
}

/** Reads a backup from end to end and compares every sum; touches nothing. @throws BackupDamaged */
export async function checkBackup(path: string): Promise<{ manifest: Manifest; sums: Sums }> {
  let manifest: Manifest | null = null;
  let sums: Sums | null = null;
  const found = new Map<string, string>();
  for await (const { header, body } of readBackup(path)) {
    if (header.kind === 'manifest') manifest = header;
    else if (header.kind === 'end') sums = header;
    else {
      const name = header.kind === 'table' ? `table ${header.schema}.${header.name}` : `file ${header.path}`;
      for await (const _ of summed(body, ({ sha256 }) => found.set(name, sha256)));
    }
  }
  if (!manifest || !sums) throw new BackupDamaged(`${path} is cut short`);
  const wanted = [
    ...sums.tables.map(({ table, sha256 }) => [`table ${table}`, sha256] as const),
    ...sums.files.map(({ path: name, sha256 }) => [`file ${name}`, sha256] as const),
  ];
  for (const [name, sha256] of wanted) if (found.get(name) !== sha256) throw new BackupDamaged(`${path} is damaged: the ${name} is not what was saved`);
  if (wanted.length !== found.size) throw new BackupDamaged(`${path} is damaged: it holds more than was saved`);
  return { manifest, sums };
}

class FrameReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);
  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }
  async next(): Promise<{ kind: number; body: Buffer } | null> {
    if (!(await this.#fill(5))) {
      if (this.#buffer.length > 0) throw new BackupDamaged('the backup is cut short');
      return null;
    }
    const kind = this.#buffer[0]!;
    const length = this.#buffer.readUInt32BE(1);
    if ((kind !== HEADER && kind !== DATA && kind !== END) || length > 1 << 30) throw new BackupDamaged('the backup is damaged');
    if (!(await this.#fill(5 + length))) throw new BackupDamaged('the backup is cut short');
    const body = this.#buffer.subarray(5, 5 + length);
    this.#buffer = this.#buffer.subarray(5 + length);
    return { kind, body };
  }
  async #fill(wanted: number): Promise<boolean> {
    if (this.#buffer.length >= wanted) return true;
    const parts = [this.#buffer];
    let size = this.#buffer.length;
    while (size < wanted) {
      let step: IteratorResult<Buffer>;
      try {
        step = await this.#source.next();
      } catch (cause) {
        throw new BackupDamaged('the backup cannot be unpacked', { cause });
      }
      if (step.done) break;
      parts.push(step.value);
      size += step.value.length;
    }
    this.#buffer = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    return size >= wanted;
  }
}
