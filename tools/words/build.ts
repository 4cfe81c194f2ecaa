/**
 * `npm run words`: makes `zh-Hant.json` beside every `words/zh-Hans.json` and checks that the languages agree in keys and placeholders.
 * `--check` writes nothing and fails when a generated file is out of date (used by `npm test`). Exit 1 lists every fault, one a line.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comparison, flatten, traditional, type Catalogue } from './catalogue.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const check = process.argv.includes('--check');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Catalogue;

const faults: string[] = [];
let made = 0;
let keys = 0;
const sources = globSync('{kernel,engines,modules,apps}/*/{web/*/,web/,}words/zh-Hans.json', { cwd: root }).sort();
for (const source of sources) {
  const folder = dirname(join(root, source));
  const where = relative(root, folder);
  const hans = read(join(root, source));
  keys += flatten(hans).size;
  const enFile = join(folder, 'en.json');
  if (!existsSync(enFile)) faults.push(`${where}: en.json is missing`);
  else faults.push(...comparison(hans, read(enFile)).map((fault) => `${where}: ${fault}`));
  const hantFile = join(folder, 'zh-Hant.json');
  const wanted = `${JSON.stringify(traditional(hans), null, 2)}\n`;
  if (existsSync(hantFile) && readFileSync(hantFile, 'utf8') === wanted) continue;
  if (check) faults.push(`${where}: zh-Hant.json is not what zh-Hans.json gives; run npm run words`);
  else {
    writeFileSync(hantFile, wanted);
    made += 1;
  }
}
for (const fault of faults) console.error(fault);
console.log(`words: ${sources.length} catalogues, ${keys} keys${check ? '' : `, ${made} written`}, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
