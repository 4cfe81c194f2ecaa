import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apt } from './apt.mjs';
import { root, run, say, Trouble } from './terminal.mjs';

const place = join(root, '.bootstrap', 'chromium');

/** A Chromium without installation, started with its own libraries and fonts. */
export const localProgram = join(place, 'hezhi-chromium');

/**
 * What an ordinary user can do: let apt-get, with lists and cache of its own, download the packages and those they need
 * beyond what is installed, and unpack them. No install script runs; a headless Chromium needs none.
 */
export async function unpackLocally(wanted, system) {
  say(`the browser tests need ${wanted.join(' and ')}; unpacking them below .bootstrap, as this user may not install (once) …`);
  const own = join(root, '.bootstrap', 'apt');
  for (const folder of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(own, folder), { recursive: true });
  const options = {
    'Dir::State::lists': join(own, 'lists'),
    'Dir::Cache': join(own, 'cache'),
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': '',
    'Dir::Log': own,
  };
  // For trials on a machine that has Chromium: another record of what is installed.
  if (process.env.HEZHI_DPKG_STATUS) options['Dir::State::status'] = process.env.HEZHI_DPKG_STATUS;
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await apt(['apt-get', ...flags, 'update'], 'reading the list of packages', true);
  await apt(['apt-get', ...flags, 'install', '--download-only', '-y', '--no-install-recommends', ...wanted], 'downloading');
  const archives = join(own, 'cache', 'archives');
  const fresh = `${place}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  const packages = readdirSync(archives).filter((name) => name.endsWith('.deb'));
  for (const name of packages) {
    const { status, output } = await run('dpkg-deb', ['-x', join(archives, name), fresh]);
    if (status !== 0) throw new Trouble(`${name} cannot be unpacked: ${output.trim().split('\n').at(-1)}.`);
  }
  writeStarter(fresh, system);
  const { status, output } = await run(join(fresh, 'hezhi-chromium'), ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank'], {
    timeout: 60_000,
  });
  if (status !== 0)
    throw new Trouble(
      `The unpacked Chromium does not run here (${output.trim().split('\n').at(-1)}); have root run \`apt-get install chromium fonts-noto-cjk\`.`,
    );
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
  rmSync(own, { recursive: true, force: true });
  say(`Chromium is unpacked (${packages.length} packages).`);
}

function writeStarter(folder, system) {
  const libraries = [...new Set(['usr/lib', 'lib'].flatMap((base) => librariesBelow(folder, base)))].map((path) => `$here/${path}`).join(':');
  const program = existsSync(join(folder, 'usr/lib/chromium/chromium')) ? '$here/usr/lib/chromium/chromium' : system;
  writeFileSync(
    join(folder, 'hezhi-chromium'),
    `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${libraries}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
sed "s|@here@|$here|" "$here/fonts.in" > "$here/fonts.conf.$$" && mv "$here/fonts.conf.$$" "$here/fonts.conf"
exec "${program}" "$@"
`,
  );
  chmodSync(join(folder, 'hezhi-chromium'), 0o755);
  writeFileSync(
    join(folder, 'fonts.in'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>@here@/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
}

/** Folders that hold shared libraries, Chromium's own excepted (it finds those itself). */
function librariesBelow(folder, base) {
  if (!existsSync(join(folder, base))) return [];
  return readdirSync(join(folder, base), { recursive: true })
    .map(String)
    .filter((name) => /\.so(\.|$)/.test(name) && !name.startsWith('chromium/'))
    .map((name) => join(base, dirname(name)));
}
