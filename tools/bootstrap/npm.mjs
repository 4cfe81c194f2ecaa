import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { outsidePath, root } from './terminal.mjs';

/** How to call npm on a Node outside node_modules: the npm that runs us, else the one on PATH. */
export function npmProgram() {
  const script = process.env.npm_execpath;
  const node = process.execPath.includes(`${sep}node_modules${sep}`) ? onPath('node') : process.execPath;
  if (node !== undefined && script !== undefined && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) return { program: node, before: [script] };
  return { program: onPath('npm') ?? 'npm', before: [] };
}

/** The program of that name on PATH, node_modules left out. */
export function onPath(name) {
  return outsidePath()
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

const NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENETDOWN|network timeout|network request/;
const FULL = `The disk that holds ${root} is full; an installation needs about 1.5 GB.`;

const REASONS = [
  [/ENOSPC|EDQUOT|no space left on device/i, FULL],
  [/EROFS|EACCES|EPERM|read-only file system/i, `This user cannot write in ${root}; give the folder to the user who runs Hezhi, or use a copy of it.`],
  [NETWORK, 'npm cannot reach its registry; check the network, the proxy settings, and `npm config get registry`.'],
  [/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/, 'npm does not trust the certificate of its registry; tell it yours with `npm config set cafile`.'],
  [/EUSAGE|can only install packages when|in sync/i, 'package.json and package-lock.json disagree; run `npm install` and commit the lockfile.'],
  [/EINTEGRITY/, 'A package from the registry is not the one package-lock.json names (its checksum differs); check the registry, then run `npm cache verify`.'],
  [/E404|ETARGET/, 'The registry lacks a version that package-lock.json names; check `npm config get registry`.'],
  [/ENOENT.*npm|npm: not found|spawn npm ENOENT/i, 'npm is not installed here; install Node 20 or newer with npm.'],
];

/** npm's complaint as one sentence. `free`: bytes left on the disk; npm does not always say that there are none. */
export function explain(complaint, free = Infinity) {
  if (free < 20 * 1024 * 1024) return FULL;
  const code = complaint.match(/npm (?:error|ERR!) code (\w+)/)?.[1] ?? '';
  const reason = REASONS.find(([pattern]) => pattern.test(code)) ?? REASONS.find(([pattern]) => pattern.test(complaint));
  if (reason !== undefined) return reason[1];
  const last = complaint
    .trim()
    .split('\n')
    .filter((line) => !/complete log|debug-\d/.test(line))
    .slice(-5)
    .join('\n  ');
  return `npm could not install the packages:\n  ${last}`;
}

/** Did npm fail to reach its registry? */
export function isNetworkTrouble(output) {
  return NETWORK.test(output);
}

/** Does `npm ci` complain of nothing but optional packages in no version at all, that is, such as the registry lacks? */
export function lacksForeignOnly(output) {
  const complaints = output.match(/(Missing|Invalid): .*/g) ?? [];
  return complaints.length > 0 && complaints.every((line) => /^Missing: \S+@ from lock file$/.test(line));
}
