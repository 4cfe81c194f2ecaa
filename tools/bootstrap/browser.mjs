import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apt, BY_HAND } from './apt.mjs';
import { withLock } from './lock.mjs';
import { localProgram, unpackLocally } from './browser-local.mjs';
import { onPath } from './npm.mjs';
import { root, say, Trouble } from './terminal.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * A Chromium and Chinese fonts for the browser tests: those of the system, else installed from Debian's archive by root or
 * sudo, else unpacked below .bootstrap by an ordinary user.
 * @returns {Promise<{ CHROMIUM_PATH: string }>} for the environment of the tests
 */
export async function readyBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Trouble(`CHROMIUM_PATH names ${named}, which does not exist.`);
  const ready = () => {
    if (existsSync(localProgram)) return { CHROMIUM_PATH: localProgram };
    const system = named || systemChromium();
    return system !== undefined && (named || hasChineseFont()) ? { CHROMIUM_PATH: system } : undefined;
  };
  const found = ready();
  if (found !== undefined) return found;
  mkdirSync(join(root, '.bootstrap'), { recursive: true });
  return withLock(
    join(root, '.bootstrap', 'browser.lock'),
    () => say('another run is installing Chromium; waiting for it …'),
    async () => {
      const meanwhile = ready();
      if (meanwhile !== undefined) return meanwhile;
      const wanted = [...(systemChromium() === undefined ? ['chromium'] : []), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
      if (onPath('apt-get') === undefined)
        throw new Trouble(
          `The browser tests need ${wanted.join(' and ')}, and this system has no apt-get; install Chromium and a Chinese font, or name a Chromium in CHROMIUM_PATH.`,
        );
      const asRoot = process.geteuid() === 0 ? [] : spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
      if (asRoot === undefined) await unpackLocally(wanted, systemChromium());
      else await installBySystem(wanted, asRoot);
      const result = ready();
      if (result === undefined) throw new Trouble(`apt-get installed ${wanted.join(' and ')}, but no Chromium or no Chinese font is to be found; ${BY_HAND}.`);
      return result;
    },
  );
}

async function installBySystem(wanted, asRoot) {
  say(`the browser tests need ${wanted.join(' and ')}; installing from the system's package archive (once) …`);
  await apt([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'update'], 'reading the list of packages', true);
  await apt([...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', ...wanted], 'installing');
  say('Chromium and fonts are installed.');
}

function systemChromium() {
  return ['/usr/bin/chromium', ...NAMES.map(onPath)].find((file) => file !== undefined && existsSync(file));
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
  if (listed.status === 0) return listed.stdout.trim() !== '';
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) => existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /cjk|wqy|wenquan|sourcehan|simsun|simhei/i.test(String(name))),
  );
}
