import { existsSync, readFileSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { openHouse, readSettings } from '@hezhi/server';
import { composeApp } from '@hezhi/app-server/compose';
import { rooms } from '@hezhi/app-server/rooms';
import { buildApps, distOf } from '@hezhi/tools/build';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { chromium, type Browser } from 'playwright-core';
import { benchPassword } from '../town.ts';
import { median } from '../load/rounds.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

/** Compressed kilobytes (1000 bytes) that the first page of an app may take (quality.md B15). */
const bars = { resident: 170, field: 260, desk: 450 } as const;
type App = keyof typeof bars;
const mounts = { resident: '/', field: '/field', desk: '/desk' } as const;

/** B15: how large the first page of an app is, and when it can be used on a slow phone and network. */
export const screens: Row = {
  key: 'B15',
  async run(ground) {
    await buildApps({ say: ground.say });
    const results: Result[] = (Object.keys(bars) as App[]).map(sizeOf);
    const browserPath = browserFile();
    if (browserPath === null) {
      ground.say('B15: no Chromium here (npm test installs it), so only sizes are told');
      return results;
    }
    return [...results, ...(await usable(ground, browserPath))];
  },
};

/** Scripts, preloads and styles of index.html with all that they import statically, as the `.br` files beside them (or compressed here). */
function sizeOf(app: App): Result {
  const dist = distOf(app);
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file) || !existsSync(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]*?from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g))
      add(join(dirname(file), match[1]!));
  };
  const base = mounts[app] === '/' ? '' : mounts[app];
  for (const match of html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) add(join(dist, match[1]!.replace(/^\.?\//, '/').replace(base, '')));
  let bytes = 0;
  for (const file of files) bytes += existsSync(`${file}.br`) ? statSync(`${file}.br`).size : brotliCompressSync(readFileSync(file)).length;
  const kb = bytes / 1000;
  return {
    name: `B15 first page of ${app}`,
    unit: 'kB',
    ours: round(kb),
    floor: bars[app],
    ratio: round(kb / bars[app], 3),
    n: files.size,
    note: `JavaScript and CSS by the graph of index.html, Brotli; floor = bar (ratio must stay below 1); ${files.size} files`,
  };
}

function browserFile(): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const { stdout, status } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  const local = new URL('../../.bootstrap/chromium/usr/bin/chromium', import.meta.url).pathname;
  return existsSync(local) ? local : null;
}

async function usable({ cluster, town: townOf, pace }: Ground, executablePath: string): Promise<Result[]> {
  const town = await townOf('t200k');
  const settings = { ...readSettings({ HEZHI_DATA: cluster.folder, HEZHI_LOG: 'silent' }), databaseUrl: cluster.url('t200k') };
  const house = await openHouse({ settings, rooms, url: cluster.url('t200k'), log: pino({ level: 'silent' }) });
  const app = composeApp(house, { rateFactor: Infinity });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const results: Result[] = [];
    const accounts = { resident: null, field: town.clerks[0]!.account, desk: town.clerks[0]!.account };
    for (const name of Object.keys(bars) as App[]) {
      const times: Visit[] = [];
      for (let i = 0; i < Math.min(3, pace.rounds); i++) times.push(await visit(browser, origin, name, accounts[name]));
      const open = median(times.map((one) => one.open));
      results.push(
        timed(`B15 ${name}: first page can be used`, open, times.length, `; ${round(times[0]!.carried)} kB of JavaScript and CSS carried until then`),
      );
      if (times[0]!.inside !== null)
        results.push(timed(`B15 ${name}: log in until the first working page`, median(times.map((one) => one.inside!)), times.length));
    }
    return results;
  } finally {
    await browser.close();
    await app.close();
    await house.close();
  }
}

const timed = (name: string, ms: number, n: number, more = ''): Result => ({
  name,
  unit: 's',
  ours: round(ms / 1000, 2),
  floor: 4,
  ratio: round(ms / 4000, 3),
  n,
  note: `4 x CPU slow-down, 400 kB/s, 40 ms, empty cache; floor = bar${more}`,
});

type Visit = { open: number; inside: number | null; /** JavaScript and CSS that came over the wire until then, kB. */ carried: number };

/** Opens the app on a slow phone. `open`: the first button or field can be used; `inside`: from the click on log-in to the working page. */
async function visit(browser: Browser, origin: string, app: App, account: string | null): Promise<Visit> {
  const context = await browser.newContext({ viewport: app === 'desk' ? { width: 1366, height: 768 } : { width: 390, height: 844 }, locale: 'zh-CN' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: 400_000, uploadThroughput: 400_000 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let bytes = 0;
    const wanted = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, type }) => void (['Script', 'Stylesheet'].includes(type) && wanted.add(requestId)));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void (wanted.has(requestId) && (bytes += encodedDataLength)));
    const began = performance.now();
    await page.goto(`${origin}${mounts[app]}`, { waitUntil: 'commit' });
    const first = page.locator('#root button:enabled, #root input:enabled, #root a[href], main button:enabled, main input:enabled, main a[href]').first();
    await first.waitFor({ state: 'visible', timeout: 60_000 });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    const open = performance.now() - began;
    const carried = bytes / 1000;
    if (account === null) return { open, inside: null, carried };
    await page.locator('input').first().fill(account);
    await page.locator('input[type=password]').first().fill(benchPassword);
    const clicked = performance.now();
    await page.locator('input[type=password]').first().press('Enter');
    await page.locator('input[type=password]').first().waitFor({ state: 'detached', timeout: 60_000 });
    await page
      .locator('main a[href], main button:enabled, [role=main] button:enabled, nav a[href], nav button')
      .first()
      .waitFor({ state: 'visible', timeout: 60_000 });
    return { open, inside: performance.now() - clicked, carried };
  } finally {
    await context.close();
  }
}
