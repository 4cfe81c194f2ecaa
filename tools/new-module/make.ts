import { existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { traditional, type Catalogue } from '../words/catalogue.ts';
import { readHouse } from '../walls/house.ts';

const template = fileURLToPath(new URL('./template/', import.meta.url));

/** What to make: `name` is one lower-case English word, `zh` the Chinese word for screens and README, `now` gives the migration's number. */
export type Order = { readonly name: string; readonly engine: boolean; readonly zh: string; readonly now: number };

/** The order cannot be carried out; the message is a sentence for the person. */
export class Refused extends Error {}

/** Words that would shadow the kernel's or PostgreSQL's own. */
const taken = new Set([
  'kernel',
  'public',
  'server',
  'contract',
  'web',
  'testing',
  'user',
  'order',
  'table',
  'select',
  'group',
  'utils',
  'helpers',
  'common',
  'manager',
]);

/**
 * Writes a new room into the tree at `root` and hangs it into the composition: apps/server, apps/desk, package-lock.json, node_modules.
 * @returns the files written or changed, and what a person must still do by hand
 * @throws Refused for a bad or existing name; nothing is written then
 */
export function makeModule(root: string, order: Order): { files: string[]; byHand: string[] } {
  const { name } = order;
  if (!/^[a-z][a-z0-9]{2,29}$/.test(name))
    throw new Refused(`"${name}" is no name for a room: one English word in small letters (digits may follow), 3 to 30 of them, for instance visits.`);
  if (taken.has(name)) throw new Refused(`"${name}" is a word of the house or of PostgreSQL; take the field's word (docs/GLOSSARY.md).`);
  const other = readHouse(root).rooms.find((room) => room.name === `@hezhi/${name}` || room.folder.endsWith(`/${name}`) || room.folder === name);
  if (other) throw new Refused(`${name} exists already: ${other.folder}.`);
  const folder = `${order.engine ? 'engines' : 'modules'}/${name}`;
  if (existsSync(join(root, folder))) throw new Refused(`The folder ${folder} exists already.`);

  const Name = (name[0] ?? '').toUpperCase() + name.slice(1);
  const fill = (text: string): string =>
    text.replaceAll('__name__', name).replaceAll('__Name__', Name).replaceAll('__zh__', order.zh).replaceAll('__number__', nextNumber(root, order.now));
  const files: string[] = [];
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    files.push(file);
  };
  for (const source of globSync('**/*.tpl', { cwd: template }).sort()) {
    const content = fill(readFileSync(join(template, source), 'utf8'));
    const file = `${folder}/${fill(source.slice(0, -'.tpl'.length))}`;
    write(file, content);
    if (file.endsWith('/zh-Hans.json'))
      write(file.replace('zh-Hans', 'zh-Hant'), `${JSON.stringify(traditional(JSON.parse(content) as Catalogue), null, 2)}\n`);
  }
  const byHand: string[] = [];
  hang(root, 'apps/server', `@hezhi/${name}/server`, `room as ${name}`, name, files, byHand);
  hang(root, 'apps/desk', `@hezhi/${name}/desk`, `screens as ${name}`, name, files, byHand);
  addTerm(root, order, files, byHand);
  lock(root, folder, files, byHand);
  link(root, folder, name);
  return { files, byHand };
}

/** The next free migration number: now, in UTC, but after every one there is. */
function nextNumber(root: string, now: number): string {
  const digits = new Date(now).toISOString().replace(/\D/g, '').slice(0, 12);
  const last = globSync(['kernel/*/migrations/*.sql', '{engines,modules}/*/server/migrations/*.sql', 'demo/*/migrations/*.sql'], { cwd: root })
    .map((file) => /(\d{12})-[^/]*$/.exec(file)?.[1] ?? '')
    .reduce((a, b) => (a > b ? a : b), '');
  if (digits > last) return digits;
  const [year, month, day, hour, minute] = [last.slice(0, 4), last.slice(4, 6), last.slice(6, 8), last.slice(8, 10), last.slice(10)].map(Number);
  // Hand-made numbers (…0500) read as times too; one minute later is the next.
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, (minute ?? 0) + 1)).toISOString().replace(/\D/g, '').slice(0, 12);
}

/** Adds a door to the list of an app (`rooms.ts`) and the room to the app's neighbours. */
function hang(root: string, app: string, door: string, binding: string, name: string, files: string[], byHand: string[]): void {
  const list = join(root, app, 'rooms.ts');
  const manifest = join(root, app, 'package.json');
  const text = existsSync(list) ? readFileSync(list, 'utf8') : '';
  const array = /(export const rooms\b[^=]*=\s*\[)([\s\S]*?)(\s*\])/.exec(text);
  if (!array) {
    byHand.push(`Add ${door} to the rooms of ${app}.`);
    return;
  }
  const [whole, open = '', inside = '', close = ''] = array;
  const comma = inside.trim() === '' || inside.trimEnd().endsWith(',') ? '' : ',';
  const gap = inside.includes('\n') ? (/\n\s*/.exec(inside)?.[0] ?? ' ') : inside.trim() === '' ? '' : ' ';
  const withRoom = text.replace(whole, `${open}${inside}${comma}${gap}${name}${inside.trimEnd().endsWith(',') ? ',' : ''}${close}`);
  const imports = [...withRoom.matchAll(/^import [\s\S]*?;\n/gm)];
  const last = imports.at(-1);
  const at = last ? last.index + last[0].length : 0;
  writeFileSync(list, `${withRoom.slice(0, at)}import { ${binding} } from '${door}';\n${withRoom.slice(at)}`);
  const json = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> };
  json.dependencies = { ...json.dependencies, [`@hezhi/${name}`]: '*' };
  writeFileSync(manifest, `${JSON.stringify(json, null, 2)}\n`);
  files.push(`${app}/rooms.ts`, `${app}/package.json`);
}

/** Puts the example's word into the glossary, where new words enter first. */
function addTerm(root: string, order: Order, files: string[], byHand: string[]): void {
  const file = join(root, 'docs/GLOSSARY.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : '';
  if (!text.split('\n').at(-1)?.startsWith('|')) byHand.push(`Add ${order.zh} to docs/GLOSSARY.md.`);
  else {
    writeFileSync(file, `${text}\n| note (of ${order.name}) | ${order.zh} | the example that the room ${order.name} was made with |\n`);
    files.push('docs/GLOSSARY.md');
  }
}

/** Writes the workspace into package-lock.json, as npm would: a clean clone installs by `npm ci`, which wants both to agree. */
function lock(root: string, folder: string, files: string[], byHand: string[]): void {
  const file = join(root, 'package-lock.json');
  if (!existsSync(file)) {
    byHand.push('Run npm install, so that package-lock.json knows the room.');
    return;
  }
  const json = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
  const sorted = (entries: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  const own = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; version: string; dependencies?: unknown };
  json.packages[folder] = { name: own.name, version: own.version, dependencies: own.dependencies };
  json.packages[`node_modules/${own.name}`] = { resolved: folder, link: true };
  for (const app of ['apps/server', 'apps/desk']) {
    const known = json.packages[app] as Record<string, unknown> | undefined;
    const now = JSON.parse(readFileSync(join(root, app, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
    if (known && now.dependencies && Object.keys(now.dependencies).length > 0) known['dependencies'] = sorted(now.dependencies);
  }
  json.packages = sorted(json.packages);
  writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
  files.push('package-lock.json');
}

/** What `npm install` would do to node_modules for a new workspace. */
function link(root: string, folder: string, name: string): void {
  const scope = join(root, 'node_modules', '@hezhi');
  if (existsSync(scope) && !existsSync(join(scope, name))) symlinkSync(`../../${folder}`, join(scope, name));
}
