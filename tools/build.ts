/**
 * `npm run build`: builds the web apps that changed since they were last built. `buildApps()` does the same for `npm start`.
 * A stamp over all sources, the lockfile and this file makes the second start skip it.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampName = '.stamp';

/** A web app of the house: its folder under apps/ and the address it is served at. */
export const webApps = [
  { name: 'resident', mount: '/' },
  { name: 'desk', mount: '/desk' },
  { name: 'field', mount: '/field' },
  { name: 'screen', mount: '/screen' },
] as const;

/** The folder of a built app. */
export const distOf = (name: string): string => join(root, 'apps', name, 'dist');

/** An app that could not be built; `message` is one sentence, `output` what the builder said. */
export class BuildFailed extends Error {
  readonly output: string;
  constructor(sentence: string, output: string) {
    super(sentence);
    this.output = output;
  }
}

/**
 * Builds every app whose stamp differs from its sources, two at a time, and lays `.br` and `.gz` beside each text file.
 * @returns the names that were built now
 * @throws BuildFailed
 */
export async function buildApps(options: { say?: (sentence: string) => void; force?: boolean; signal?: AbortSignal } = {}): Promise<string[]> {
  const say = options.say ?? (() => {});
  const shared = sourcesHash(
    ['kernel/contract', 'kernel/web', 'kernel/ui', ...roomFolders()],
    [join(root, 'package-lock.json'), join(root, 'package.json'), fileURLToPath(import.meta.url)],
  );
  const due: { name: string; stamp: string }[] = [];
  for (const { name } of webApps) {
    if (!existsSync(join(root, 'apps', name, 'index.html'))) continue;
    const stamp = createHash('sha256')
      .update(shared)
      .update(sourcesHash([`apps/${name}`], []))
      .digest('hex');
    const known = await readFile(join(distOf(name), stampName), 'utf8').catch(() => '');
    if (options.force || known !== stamp) due.push({ name, stamp });
  }
  const built: string[] = [];
  const waiting = [...due];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      say(`Building the ${next.name} app`);
      // Built beside and moved in whole: a server at work, or a second build, never meets half an app.
      const beside = `${distOf(next.name)}-${process.pid}`;
      try {
        await buildOne(next.name, beside, options.signal);
        await compress(beside);
        await writeFile(join(beside, stampName), next.stamp);
        await moveIn(beside, distOf(next.name));
      } finally {
        await rm(beside, { recursive: true, force: true });
      }
      built.push(next.name);
    }
  };
  await Promise.all([lane(), lane()]);
  return built;
}

/** Contracts and screens of every room: what a browser may get. */
function roomFolders(): string[] {
  return ['engines', 'modules'].flatMap((tier) =>
    readdirSync(join(root, tier), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => [`${tier}/${entry.name}/contract`, `${tier}/${entry.name}/web`, `${tier}/${entry.name}/package.json`]),
  );
}

function sourcesHash(folders: readonly string[], more: readonly string[]): string {
  const sum = createHash('sha256');
  const files = [...more];
  for (const folder of folders) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    if (extname(folder) === '.json') files.push(path);
    else collect(path, files);
  }
  for (const file of files.sort()) sum.update(`${relative(root, file)}\n`).update(readFileSync(file));
  return sum.digest('hex');
}

function collect(folder: string, files: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (/^dist(-|$)/.test(entry.name) || entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) collect(join(folder, entry.name), files);
    else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) files.push(join(folder, entry.name));
  }
}

/** Puts a finished app in the place of the old one; when another build was faster, its result is as good. */
async function moveIn(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

function buildOne(name: string, outDir: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn', join(root, 'apps', name)],
      {
        cwd: join(root, 'apps', name),
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
        env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (output = (output + part).slice(-20_000)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new BuildFailed(`The ${name} app could not be built; "npm run build" says why.`, output))));
  });
}

const shrinks = new Set(['.js', '.css', '.html', '.json', '.svg', '.geojson', '.webmanifest', '.txt', '.map', '.ttf', '.wasm']);
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Lays a `.br` and a `.gz` beside each file that gets smaller by it. index.html is left: each load writes a nonce into it. */
async function compress(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && shrinks.has(extname(entry.name)) && entry.name !== 'index.html')
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const bytes = await readFile(file);
    if (bytes.length < 1024) continue;
    const [small, smaller] = await Promise.all([
      zip(bytes, { level: 9 }),
      // The highest quality takes seconds for each megabyte and gains little there.
      brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1_000_000 ? 9 : 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    ]);
    await keep(`${file}.gz`, small, bytes.length);
    await keep(`${file}.br`, smaller, bytes.length);
  }
}

async function keep(path: string, packed: Buffer, whole: number): Promise<void> {
  if (packed.length < whole * 0.95) await writeFile(path, packed);
  else await rm(path, { force: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const built = await buildApps({ say: (sentence) => void process.stdout.write(`${sentence}\n`), force: process.argv.includes('--force') });
    process.stdout.write(built.length > 0 ? `Built: ${built.join(', ')}\n` : 'Every app is up to date.\n');
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    process.stderr.write(`${error.output}\n${error.message}\n`);
    process.exitCode = 1;
  }
}
