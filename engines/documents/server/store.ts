import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';

/** A stored object: where, how large, when it was written (epoch ms). */
export type Stored = { path: string; bytes: number; at: number };

/** Where bytes lie: a folder now, an object store later. Paths are relative with forward slashes and made by this room only. */
export interface FileStore {
  /** Durable when it resolves. The same path is only ever written with the same content. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or a part from `start` to `end` (both included); undefined when there is nothing. */
  read(path: string, range?: { start: number; end: number }): Promise<{ bytes: number; stream: Readable } | undefined>;
  remove(path: string): Promise<void>;
  list(): AsyncIterable<Stored>;
}

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Files below a folder: written beside their place, flushed, then renamed, so a name never shows half a file. */
export class FolderStore implements FileStore {
  readonly #root: string;
  constructor(root: string) {
    this.#root = root;
  }

  async put(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.#root, path);
    const folder = dirname(target);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${target}.${randomBytes(6).toString('hex')}.part`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(folder);
    // New folders must be durable too, up to the first that was there before.
    if (made) for (let above = dirname(folder); above.length >= dirname(made).length; above = dirname(above)) await syncFolder(above);
  }

  async read(path: string, range?: { start: number; end: number }): Promise<{ bytes: number; stream: Readable } | undefined> {
    const target = join(this.#root, path);
    try {
      const file = await open(target, 'r');
      const { size } = await file.stat();
      return { bytes: size, stream: file.createReadStream(range) };
    } catch (error) {
      if (missing(error)) return undefined;
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    await rm(join(this.#root, path), { force: true });
  }

  async *list(): AsyncIterable<Stored> {
    for (const district of await names(this.#root)) {
      for (const shelf of await names(join(this.#root, district))) {
        for (const name of await names(join(this.#root, district, shelf))) {
          const full = join(this.#root, district, shelf, name);
          try {
            const { size, mtimeMs } = await stat(full);
            yield { path: relative(this.#root, full).split(sep).join('/'), bytes: size, at: mtimeMs };
          } catch (error) {
            if (!missing(error)) throw error;
          }
        }
      }
    }
  }

  /** A stream of a listed file, for backups. */
  stream(path: string): Readable {
    return createReadStream(join(this.#root, path));
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (missing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
