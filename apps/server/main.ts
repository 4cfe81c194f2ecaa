/** `npm start`: the whole product on one port, until Ctrl-C. */
import { readSettings } from '@hezhi/server';
import { demoSentence } from './demo.ts';
import { openLog } from './log.ts';
import { startProduct, type Product } from './start.ts';
import { tell } from './trouble.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

let product: Product | null = null;
let stopping = false;
const starting = new AbortController();

/** The first signal stops in good order, a second one at once. */
async function stop(): Promise<void> {
  if (stopping) process.exit(130);
  stopping = true;
  say('Stopping …');
  // A start that is broken off undoes itself and ends below.
  if (!product) return starting.abort();
  await product.stop();
  say('Stopped.');
  process.exit(0);
}
// A supervisor and the terminal may both deliver one and the same Ctrl-C.
let last = -Infinity;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const again = performance.now() - last < 500;
    last = performance.now();
    if (!again) void stop();
  });
}

try {
  const settings = readSettings(process.env);
  product = await startProduct(settings, openLog(settings), say, starting.signal);
  if (product.demo) say(demoSentence);
  say(product.address ? `ready ${product.address}` : 'ready (worker)');
} catch (error) {
  process.exitCode = stopping ? 130 : tell(error);
  // Whatever still holds the process open (a build, a socket) must not.
  setTimeout(() => process.exit(), 1000).unref();
}
