// The first thing npm runs, on whatever Node (20 or newer) the machine has: completes node_modules, the pinned Node 24
// among it, and hands over. Plain JavaScript without dependencies, because neither exists yet.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readyBrowser } from './bootstrap/browser.mjs';
import { handOver } from './bootstrap/handover.mjs';
import { readyModules } from './bootstrap/modules.mjs';
import { Trouble, say, root } from './bootstrap/terminal.mjs';

const TARGETS = {
  start: ['apps/server/main.ts'],
  test: ['tools/test.ts'],
  bench: ['bench/main.ts'],
  soak: ['bench/soak/main.ts'],
  hezhi: ['apps/server/cli.ts'],
  'new-module': ['tools/new-module.ts'],
};

try {
  const [command = '', ...args] = process.argv.slice(2);
  const target = Object.hasOwn(TARGETS, command) ? TARGETS[command] : undefined;
  if (target === undefined) throw new Trouble(`Say what to do: node tools/bootstrap.mjs <${Object.keys(TARGETS).join('|')}>.`);
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Trouble(`Hezhi needs Node 20 or newer to start; this is ${process.version}.`);
  await readyModules();
  if (!existsSync(join(root, target[0]))) throw new Trouble(`${target[0]} does not exist in this checkout.`);
  const env = command === 'test' ? await readyBrowser() : {};
  handOver([...target, ...args], env);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  say(error.message);
  process.exitCode = 1;
}
