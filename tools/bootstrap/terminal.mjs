import { spawn } from 'node:child_process';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Something the person at the terminal can mend; the message is one plain sentence. */
export class Trouble extends Error {}

/** One line of progress. On stderr, so that the output of `npm run hezhi -- openapi` stays clean. */
export function say(line) {
  process.stderr.write(`hezhi: ${line}\n`);
}

/** PATH without node_modules/.bin: while npm replaces node_modules, neither npm nor its scripts may run on the Node inside. */
export function outsidePath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !`${folder}${sep}`.includes(`${sep}node_modules${sep}`))
    .join(delimiter);
}

/** PATH with this checkout's programs in front, the pinned Node among them. */
export function insidePath() {
  return [join(root, 'node_modules', '.bin'), outsidePath()].join(delimiter);
}

/**
 * Runs a program to its end, calling `tick(seconds)` every ten seconds and `started(pid)` once.
 * @returns {Promise<{ status: number | null, signal: string | null, output: string }>} `output` is the last 200 KB of both streams
 */
export function run(program, args, { tick, started, ...options } = {}) {
  return new Promise((done) => {
    const began = Date.now();
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    if (child.pid !== undefined) started?.(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (output = (output + part).slice(-200_000)));
    const clock = tick && setInterval(() => tick(Math.round((Date.now() - began) / 1000)), 10_000);
    const end = (status, signal) => {
      clearInterval(clock);
      done({ status, signal, output });
    };
    child.on('error', (error) => {
      output += `\n${error.message}`;
      end(127, null);
    });
    child.on('close', end);
  });
}
