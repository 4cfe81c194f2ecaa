import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, readHouse } from '../walls/house.ts';

type Locked = {
  version?: string;
  resolved?: string;
  link?: boolean;
  integrity?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

/** Whether package.json files, package-lock.json and node_modules agree, so that `npm ci` on a clean clone gives what is tested here. Returns one sentence a fault. */
export function checkLockfile(root: string): string[] {
  const file = join(root, 'package-lock.json');
  if (!existsSync(file)) return ['package-lock.json is missing'];
  const lock = (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }).packages;
  const top = manifest(root, '.') as Locked;
  const faults: string[] = [];
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies'] as const) {
    const pins = top[field] ?? {};
    if (!same(pins, lock['']?.[field] ?? {})) faults.push(`package.json and package-lock.json name different ${field}; run npm install --package-lock-only`);
    for (const [name, version] of Object.entries(pins)) {
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) faults.push(`${name} is not pinned to one version: ${version}`);
      const locked = lock[`node_modules/${name}`]?.version;
      if (locked !== version) faults.push(`${name} is ${version} in package.json and ${locked ?? 'missing'} in package-lock.json`);
      const installed = join(root, 'node_modules', name, 'package.json');
      if (!existsSync(installed)) {
        if (field !== 'optionalDependencies') faults.push(`${name} is not installed; run npm ci`);
      } else if ((JSON.parse(readFileSync(installed, 'utf8')) as Locked).version !== version)
        faults.push(`${name} is installed in another version than ${version}; run npm ci`);
    }
  }
  for (const room of readHouse(root).rooms) {
    const known = lock[room.folder];
    if (!known || lock[`node_modules/${room.name}`]?.resolved !== room.folder)
      faults.push(`${room.folder} is not in package-lock.json; run npm install --package-lock-only`);
    else if (!same(manifest(root, room.folder).dependencies ?? {}, known.dependencies ?? {}))
      faults.push(`${room.folder} has other neighbours in package-lock.json; run npm install --package-lock-only`);
  }
  for (const [path, one] of Object.entries(lock)) {
    if (/^(https?|git|ssh|file):?\/\//.test(one.resolved ?? ''))
      faults.push(`${path} names a host in package-lock.json (${one.resolved ?? ''}); .npmrc says omit-lockfile-registry-resolved`);
    else if (path.includes('node_modules/') && !one.link && !one.integrity) faults.push(`${path} has no integrity in package-lock.json`);
  }
  return faults;
}

const text = (pins: Record<string, string>): string =>
  Object.keys(pins)
    .sort()
    .map((name) => `${name}@${pins[name]}`)
    .join(' ');
const same = (a: Record<string, string>, b: Record<string, string>): boolean => text(a) === text(b);
