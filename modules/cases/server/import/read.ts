import { Refusal } from '@hezhi/contract';
import { readInThread, UnreadableSheet } from '@hezhi/documents/sheets';
import { importErrors, importLimits } from '../../contract/index.ts';
import type { ReadSheet } from './reader.ts';

/** A file of 10,000 rows takes 60 MB and less than a second. */
const bounds = { memory: 384, ms: 30_000, unpacked: importLimits.unpacked };

/** Reads a spreadsheet in a thread of its own, bounded in memory and time. Errors: those of `importErrors` about files. */
export async function readFile(file: Buffer): Promise<ReadSheet> {
  if (file.length > importLimits.bytes) throw new Refusal(importErrors.import_too_large, { megabytes: importLimits.bytes / 1024 / 1024 });
  try {
    return await readInThread<ReadSheet>(new URL('./reader-thread.ts', import.meta.url), file, bounds);
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new Refusal(importErrors[`import_${error.reason}`], error.values);
    throw error;
  }
}
