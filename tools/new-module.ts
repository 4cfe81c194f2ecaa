/**
 * `npm run new-module <name> [-- --engine] [--zh 便签]`: a new room that passes everything, with a small working example to be replaced.
 * Exit 2 and a sentence when the name will not do.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeModule, Refused } from './new-module/make.ts';

const usage = 'npm run new-module <name> [-- --engine] [--zh 便签]';
const root = fileURLToPath(new URL('../', import.meta.url));

try {
  const { values, positionals } = parseArgs({
    options: { engine: { type: 'boolean', default: false }, zh: { type: 'string', default: '便签' } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new Refused(`Give one name: ${usage}`);
  const { files, byHand } = makeModule(root, { name, engine: values.engine, zh: values.zh, now: Date.now() });
  console.log(`Made ${values.engine ? 'engines' : 'modules'}/${name}:`);
  for (const file of files) console.log(`  ${file}`);
  const steps = [
    ...byHand,
    `Give ${name}.read and ${name}.add to roles in methods/base/roles.json and strike the "Unassigned" line of its README.`,
    `Put the field's words into docs/GLOSSARY.md for the example's, then replace the example: contract, migration, queries, service, test, screen (docs/how-to/add-a-feature.md).`,
    `Look at it: npm test -- --only words,migrations,types,lint,walls; then npm start and open /desk/${name}.`,
  ];
  console.log('Next:');
  for (const [index, step] of steps.entries()) console.log(`  ${index + 1}. ${step}`);
} catch (error) {
  // parseArgs throws TypeError for options it does not know.
  const sentence = error instanceof Refused ? error.message : error instanceof TypeError ? `${error.message.split('. ')[0]}. ${usage}` : null;
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = 2;
}
