import type { Readable } from 'node:stream';
import { intoFolder, type BackupFile, type House } from '@hezhi/server';
import { filesFolder, storeOf } from './files.ts';

/** Every kept file for `backup(house, file, backupFiles(house))`; half-written ones are left out. The database is read first, so no row lacks its file. */
export async function* backupFiles(house: House): AsyncIterable<BackupFile> {
  const store = storeOf(house);
  for await (const { path } of store.list()) {
    if (!path.endsWith('.part')) yield { path: `files/${path}`, stream: store.stream(path) as Readable & AsyncIterable<Buffer> };
  }
}

/** The counterpart for `restore(…, { onFile: restoreFiles(settings) })`. Paths that would leave the folder are refused. */
export function restoreFiles(settings: { data: string }): (path: string, stream: AsyncIterable<Buffer>) => Promise<void> {
  const put = intoFolder(filesFolder({ settings }));
  return async (path, stream) => put(path.replace(/^files\//, ''), stream);
}
