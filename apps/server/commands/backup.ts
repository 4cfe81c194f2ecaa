import { join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { backup, filesBelow } from '@hezhi/server';
import { print, withHouse, WrongCall, type Command } from '../command.ts';

/** Writes the whole house into one file while it runs. */
export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FILE',
  help: 'write database and files into one file, also while Hezhi runs; the encryption keys are NOT in it',
  run: (args) => {
    const [file, ...more] = args;
    if (!file || more.length > 0) throw new WrongCall('Say into which file.');
    const path = resolve(file);
    if (existsSync(path)) throw new WrongCall(`${path} exists already; a backup overwrites nothing.`);
    return withHouse(async (house) => {
      const sums = await backup(house, path, filesBelow(join(house.settings.data, 'files')));
      const rows = sums.tables.reduce((sum, table) => sum + table.rows, 0);
      print(`${path}: ${sums.tables.length} tables, ${rows} rows, ${sums.files.length} files.`);
      print(
        'The encryption keys are not in it: keep the key file (HEZHI_KEY_FILE, in the demo keys.json of the data folder) apart from the backup, and keep it.',
      );
      return 0;
    });
  },
};
