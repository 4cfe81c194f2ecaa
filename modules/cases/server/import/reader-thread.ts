import { parentPort, workerData } from 'node:worker_threads';
import { readSpreadsheet } from './reader.ts';
import { Unreadable } from './unreadable.ts';

// The reading of one file, in a thread whose memory is bounded: a file that is made to harm ends its thread, never the house.
try {
  tell({ read: await readSpreadsheet(Buffer.from(workerData as Uint8Array)) });
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  tell({ key: error.key, values: error.values });
}

function tell(what: object): void {
  parentPort!.postMessage(what); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread's port has no origin
}
