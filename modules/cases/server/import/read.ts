import { Worker } from 'node:worker_threads';
import { Refusal } from '@hezhi/contract';
import { importErrors, importLimits } from '../../contract/index.ts';
import type { ReadSheet } from './reader.ts';
import type { Unreadable } from './unreadable.ts';

/** What the reading of one file may take: megabytes of memory and milliseconds of the thread. A file of 10,000 rows takes 60 MB and less than a second. */
const bounds = { memory: 384, ms: 30_000 };
type Answer = { read: ReadSheet } | Pick<Unreadable, 'key' | 'values'>;

/** Reads a spreadsheet in a thread of its own, bounded in memory and time. Errors: those of `importErrors` about files. */
export async function readFile(file: Buffer): Promise<ReadSheet> {
  if (file.length > importLimits.bytes) throw new Refusal(importErrors.import_too_large, { megabytes: importLimits.bytes / 1024 / 1024 });
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: new Uint8Array(file),
    resourceLimits: { maxOldGenerationSizeMb: bounds.memory, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      timer = setTimeout(() => resolve({ key: 'import_broken', values: {} }), bounds.ms);
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve({ key: 'import_broken', values: {} }));
    });
    if ('read' in answer) return answer.read;
    throw new Refusal(importErrors[answer.key], answer.values);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    throw new Refusal(importErrors.import_unpacks, { megabytes: importLimits.unpacked / 1024 / 1024 });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
