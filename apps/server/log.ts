import { pino, type Logger } from 'pino';
import type { Settings } from '@hezhi/server';

/** Members that would repeat on every line or mean nothing to a person at a terminal. */
const left = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'error', 'err']);
const names: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

/** One line for a terminal: `14:03:22 warn request route=POST /cases status=503 ms=2.1 reference=7K3M9Q2A`. */
export function plainLine(json: string): string {
  const entry = JSON.parse(json) as Record<string, unknown>;
  const at = new Date(Number(entry['time'])).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' });
  const rest = Object.entries(entry)
    .filter(([key]) => !left.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const trouble = (entry['error'] ?? entry['err']) as { message?: string; stack?: string | string[] } | string | undefined;
  const why = typeof trouble === 'string' ? trouble : trouble?.message;
  const where =
    typeof trouble === 'object'
      ? [trouble.stack ?? []]
          .flat()
          .slice(0, 4)
          .map((line) => `\n    ${line}`)
          .join('')
      : '';
  return `${at} ${names[Number(entry['level'])] ?? ''} ${typeof entry['msg'] === 'string' ? entry['msg'] : ''}${rest.length > 0 ? ` ${rest.join(' ')}` : ''}${why ? `: ${why}` : ''}${Number(entry['level']) >= 50 ? where : ''}\n`;
}

/** Lines are written together, half a second late at most: each by itself cost a request more than its rights did. Whoever ends in order writes the rest. */
export const together = { sync: false, minLength: 4096, periodicFlush: 500 } as const;

/**
 * The log of the product, on stderr, so that stdout holds only what commands say: JSON for machines, one plain line in a terminal, where
 * single requests are not told unless HEZHI_LOG says so. Never bodies, tokens or names of people.
 */
export function openLog(settings: Settings, env: NodeJS.ProcessEnv = process.env): Logger {
  const terminal = process.stderr.isTTY === true;
  const level = terminal && !env['HEZHI_LOG'] ? 'warn' : settings.log;
  const options = { level, base: { pid: process.pid }, redact: { paths: ['*.authorization', '*.cookie', '*.password'], censor: '…' } };
  return terminal
    ? pino(options, { write: (json: string) => void process.stderr.write(plainLine(json)) })
    : pino(options, pino.destination({ dest: 2, ...together }));
}
