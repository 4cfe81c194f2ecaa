import { spawn } from 'node:child_process';

/** How a stage ended. `lines` tell what is wrong; empty when nothing is. */
export type Result = { readonly passed: number; readonly failed: number; readonly skipped?: number; readonly note: string; readonly lines: readonly string[] };
export type Ended = { readonly code: number | null; readonly output: string; readonly late: boolean };

const running = new Set<ReturnType<typeof spawn>>();

/** Runs a program of this Node to its end, at most `minutes`. Its output is kept, not shown. */
export function runNode(root: string, args: readonly string[], minutes: number, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, minutes * 60_000);
    const end = (code: number | null, more = ''): void => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code, output: Buffer.concat(pieces).toString() + more, late });
    };
    child.on('error', (error) => end(null, error.message));
    child.on('close', (code) => end(code));
  });
}

/** Passes a signal on to what runs. */
export function stopAll(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** A stage that is one check: its exit code decides; the last line of a success is its note. */
export function asOne(ended: Ended, minutes: number): Result {
  const lines = ended.output.split('\n').filter((line) => line.trim() !== '');
  if (ended.late) return { passed: 0, failed: 1, note: `did not end within ${minutes} minutes`, lines };
  if (ended.code !== 0) return { passed: 0, failed: 1, note: `exit ${ended.code ?? 'by signal'}`, lines };
  return { passed: 1, failed: 0, note: lines.at(-1)?.slice(0, 120) ?? '', lines: [] };
}
