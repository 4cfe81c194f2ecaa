import { median } from '../load/rounds.ts';
import type { Checked } from './checks.ts';
import type { Ledger } from './ledger.ts';
import type { Killed } from './load.ts';
import type { Options } from './options.ts';

type Memory = Record<'web' | 'worker', number>;
export type Soaked = {
  options: Options;
  kills: readonly Killed[];
  ledger: Ledger;
  checked: Checked;
  verdict: string;
  memory: { before: Memory; after: Memory };
  faultLines: readonly string[];
};

const list = (map: Iterable<readonly [string, number]>): string =>
  [...map]
    .toSorted((a, b) => b[1] - a[1])
    .map(([what, n]) => `${what} ${n}`)
    .join(', ') || 'none';
const sums = (all: readonly string[]): Map<string, number> => {
  const found = new Map<string, number>();
  for (const one of all) found.set(one, (found.get(one) ?? 0) + 1);
  return found;
};
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What happened, for a terminal; the last line says whether everything held. */
export function tell({ options, kills, ledger, checked, verdict, memory, faultLines }: Soaked): string {
  const waits = ledger.waits.toSorted((a, b) => a - b);
  const at = (share: number): number => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  const lines = [
    `soak: ${options.minutes} min, ${options.times} times, seed ${options.seed}`,
    `acknowledged: ${ledger.matters.size} matters, ${checked.steps} steps; ${list(ledger.counts)}`,
    `commands: ${waits.length} answered, ${ledger.repeated} sent again; from first sending to answer p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, longest ${seconds(at(1))}`,
    `kill -9: ${kills.length} (${list(sums(kills.map(({ what }) => what)))})`,
  ];
  for (const [what, some] of Map.groupBy(kills, (one) => one.what)) {
    const [ready, back] = [some.map((one) => one.ready), some.flatMap(({ recovered }) => (recovered === null ? [] : [recovered]))];
    if (back.length > 0)
      lines.push(
        `  ${what}: ready again p50 ${seconds(median(ready))}, longest ${seconds(Math.max(...ready))}; next acknowledged command p50 ${seconds(median(back))}, longest ${seconds(Math.max(...back))}`,
      );
  }
  const { notices, sent, sandbox, again, waiting, states } = checked.notices;
  lines.push(
    `clock: ${list(checked.clock)}`,
    `notices: ${notices} told, ${sent} sent, ${sandbox} taken by the sandbox, ${again} tried more than once, ${waiting} wait (quiet hours); ${list(Object.entries(states))}`,
    `answers that were no success: ${list(ledger.codes)}`,
    `memory: web ${memory.before.web} MB then ${memory.after.web} MB, worker ${memory.before.worker} MB then ${memory.after.worker} MB`,
    `faults in the logs: ${faultLines.slice(0, 12).join('; ') || 'none'}`,
    `verify: ${verdict.trim().split('\n').at(-1) ?? ''}`,
  );
  for (const [breach, n] of [...sums(ledger.breaches)].slice(0, 40)) lines.push(`BREACH${n > 1 ? ` (${n} times)` : ''}: ${breach}`);
  lines.push(ledger.breaches.length === 0 ? 'held: nothing lost, nothing twice, nobody told twice, verified' : `NOT HELD: ${ledger.breaches.length} breaches`);
  return `${lines.join('\n')}\n`;
}
