/**
 * `npm test`: every check of the house, one line a stage, closed by `N passed, N failed`; exit 0 only if all passed.
 * `--only unit,walls` runs some; `--list` names them. A test is counted as one, and so is every stage that is no test run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stopAll, type Result } from './test/run.ts';
import { stages, type Stage } from './test/stages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const colour = process.stdout.isTTY && !process.env['CI'] && !process.env['NO_COLOR'];
const paint = (code: number, text: string): string => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);

const chosen = choose();
if (chosen === null) process.exitCode = 2;
else process.exitCode = (await runAll(chosen)) ? 0 : 1;

function choose(): readonly Stage[] | null {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, list: { type: 'boolean' } } });
    if (values.list) {
      for (const { name, what } of stages) console.log(`${name.padEnd(11)} ${what}`);
      return [];
    }
    if (!values.only) return stages;
    const names = values.only.flatMap((list) => list.split(',')).map((name) => name.trim());
    const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
    if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
    return stages.filter(({ name }) => names.includes(name));
  } catch (error) {
    console.error((error as Error).message);
    return null;
  }
}

async function runAll(list: readonly Stage[]): Promise<boolean> {
  if (list.length === 0) return true;
  const temp = mkdtempSync(join(tmpdir(), 'hezhi-test-run-'));
  let stopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopped = true;
      stopAll(signal);
    });
  }
  const total = { passed: 0, failed: 0 };
  const bad = new Set<string>();
  const begin = performance.now();
  try {
    for (const stage of list) {
      if (stopped) break;
      const start = performance.now();
      if (colour) process.stdout.write(`… ${stage.name.padEnd(11)} ${stage.what}`);
      const result = await runStage(stage, temp, bad);
      if (result.failed > 0) bad.add(stage.name);
      total.passed += result.passed;
      total.failed += result.failed;
      if (colour) process.stdout.write('\r\u001B[2K');
      tell(stage, result, (performance.now() - start) / 1000);
    }
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
  if (stopped) {
    total.failed++;
    console.log('✗ stopped before the end');
  }
  console.log(`${bad.size > 0 ? `Failed: ${[...bad].join(', ')}. ` : ''}${Math.round((performance.now() - begin) / 1000)} s`);
  console.log(paint(total.failed > 0 ? 31 : 32, `${total.passed} passed, ${total.failed} failed`));
  return total.failed === 0;
}

async function runStage(stage: Stage, temp: string, bad: ReadonlySet<string>): Promise<Result> {
  const missing = (stage.needs ?? []).filter((name) => bad.has(name));
  if (missing.length > 0) return { passed: 0, failed: 1, note: 'not run', lines: [`not run, because ${missing.join(', ')} failed`] };
  try {
    return await stage.run(root, temp);
  } catch (error) {
    return { passed: 0, failed: 1, note: 'the stage itself failed', lines: [String((error as Error).stack ?? error)] };
  }
}

function tell(stage: Stage, result: Result, seconds: number): void {
  const sign = result.failed > 0 ? paint(31, '✗') : paint(32, '✓');
  const counts = [`${result.passed} passed`, result.failed > 0 ? `${result.failed} failed` : '', result.skipped ? `${result.skipped} skipped` : '']
    .filter(Boolean)
    .join(', ');
  console.log(`${sign} ${stage.name.padEnd(11)} ${seconds.toFixed(1).padStart(6)} s  ${counts}${result.note ? ` (${result.note})` : ''}`);
  const shown = result.lines.slice(0, 200);
  for (const line of shown) console.log(`    ${line}`);
  if (result.lines.length > shown.length) console.log(`    … ${result.lines.length - shown.length} lines more`);
}
