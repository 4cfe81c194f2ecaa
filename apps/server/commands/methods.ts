import { say } from '@hezhi/contract';
import { checkPack, comparePacks, type Pack } from '@hezhi/methods/contract';
import { print, WrongCall, type Command } from '../command.ts';
import { countOfFaults, faultLine, filesFor, ground, knownNames, readable, tellIn, typed } from './packs.ts';

/** Checks a pack: what the schema sees and what it cannot. */
export const methodsCheck: Command = {
  name: 'methods check',
  usage: 'methods check DIR|KEY [--json] [--language zh|en]',
  help: 'say everything that is wrong with a method pack, with file, line and column; needs no database; exit 1 on faults',
  run: async (args) => {
    const { values, positionals, language } = typed(args, { json: { type: 'boolean' } });
    const [name, ...more] = positionals;
    if (!name || more.length > 0) throw new WrongCall('Say which folder.');
    const { pack, faults } = checkPack(filesFor(name), name === 'base' ? { ...ground(), base: null } : ground());
    const grave = faults.filter((fault) => !fault.note);
    if (values['json'])
      print(JSON.stringify({ pack: pack ? { key: pack.manifest.key, version: pack.manifest.version } : null, sound: grave.length === 0, faults }, null, 2));
    else {
      for (const fault of faults) print(faultLine(fault, language));
      const [key, version] = [pack?.manifest.key ?? name, pack?.manifest.version ?? '?'];
      if (grave.length === 0) tellIn(language, `${key} 第 ${version} 版没有错误。`, `${key} version ${version} is sound.`);
      else tellIn(language, `${countOfFaults(grave.length, language)}。`, `${countOfFaults(grave.length, language)}.`);
    }
    return grave.length === 0 ? 0 : 1;
  },
};

/** Shows two packs in words. */
export const methodsDiff: Command = {
  name: 'methods diff',
  usage: 'methods diff A B [--json] [--language zh|en]',
  help: 'say in words what differs between two method packs (folders, or keys of shipped packs); needs no database',
  run: async (args) => {
    const { values, positionals, language } = typed(args, { json: { type: 'boolean' } });
    if (positionals.length !== 2) throw new WrongCall('Say which two.');
    const [a, b] = positionals.map((name) => readable(name)) as [Pack, Pack];
    const changes = comparePacks(a, b, knownNames());
    if (values['json']) print(JSON.stringify(changes, null, 2));
    else {
      for (const { file, words } of changes) print(`${file}: ${say(words, language)}`);
      if (changes.length === 0) tellIn(language, '两者没有差别。', 'Both say the same.');
    }
    return 0;
  },
};
