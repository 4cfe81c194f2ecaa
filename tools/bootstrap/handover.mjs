import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { node24 } from './modules.mjs';
import { insidePath, root } from './terminal.mjs';

/**
 * Runs a script on the pinned Node and becomes its shadow: same terminal, its exit code, its death by signal.
 * A Ctrl-C reaches the child from the terminal itself, so it is not passed on a second time; a signal sent to this
 * process alone (by a supervisor, or by npm on behalf of one) is.
 */
export function handOver(args, env) {
  // A young generation of 16 MB: on machines with much memory V8 takes 64, of which an idle server keeps a hundred megabytes for nothing.
  const child = spawn(node24, ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', join(root, args[0]), ...args.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'hezhi-compile'), ...env, PATH: insidePath() },
  });
  let last = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']) {
    process.on(signal, () => {
      const fromTerminal = (signal === 'SIGINT' || signal === 'SIGQUIT') && inForeground();
      // npm and the terminal may both deliver one and the same request.
      const again = performance.now() - last < 500;
      last = performance.now();
      if (!fromTerminal && !again) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`hezhi: ${node24} cannot be run (${error.message}).\n`);
    process.exitCode = 1;
  });
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Signals a parent cannot die of (a stopped listener, SIGKILL pending) still end in the usual number.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 200);
  });
}

/** Does the terminal send its Ctrl-C to our process group? */
function inForeground() {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === foreground;
  } catch {
    return process.stdin.isTTY === true;
  }
}
