/** The other thread of a large computation. */
import { parentPort, workerData } from 'node:worker_threads';
import { work, type Task } from './work.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
parentPort?.postMessage(work(workerData as Task));
