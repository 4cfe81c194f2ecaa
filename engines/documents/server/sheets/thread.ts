import { parentPort, Worker, workerData } from 'node:worker_threads';
import { UnreadableSheet, type SheetFault } from './unreadable.ts';

/** What the reading of one file may take: megabytes of memory and milliseconds of the thread; `unpacked` as the limit that is named when memory runs out. */
export type ThreadBounds = { readonly memory: number; readonly ms: number; readonly unpacked: number };
type Answer<T> = { read: T } | { reason: SheetFault; values: Readonly<Record<string, string | number>> };

/**
 * Reads a file in a thread of its own, bounded in memory and time: a file that is made to harm ends its thread, never the house. `module`: a file whose only statement is
 * `await answerThread(read)`. Throws `UnreadableSheet`.
 */
export async function readInThread<T>(module: URL, file: Buffer, bounds: ThreadBounds): Promise<T> {
  const worker = new Worker(module, {
    workerData: new Uint8Array(file),
    resourceLimits: { maxOldGenerationSizeMb: bounds.memory, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer<T>>((resolve, reject) => {
      const broken: Answer<T> = { reason: 'broken', values: {} };
      timer = setTimeout(() => resolve(broken), bounds.ms);
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => resolve(broken));
    });
    if ('read' in answer) return answer.read;
    throw new UnreadableSheet(answer.reason, answer.values);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    throw new UnreadableSheet('unpacks', { megabytes: bounds.unpacked / 1024 / 1024 });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** The other side of `readInThread`: reads the file that this thread was given, and tells what came of it. */
export async function answerThread(read: (file: Buffer) => Promise<unknown>): Promise<void> {
  try {
    tell({ read: await read(Buffer.from(workerData as Uint8Array)) });
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    tell({ reason: error.reason, values: error.values });
  }
}

function tell(what: object): void {
  parentPort!.postMessage(what); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread's port has no origin
}
