import { migrate } from '@hezhi/server';
import { print, remark, withDatabase, type Command } from '../command.ts';
import { rooms } from '../rooms.ts';

/** Brings the database to the program's state. */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  help: 'bring the database to the state of this version (forward only)',
  run: () =>
    withDatabase(async ({ url }) => {
      const done = await migrate(url, rooms, remark);
      print(done.length === 0 ? 'The database is up to date.' : `${done.length} migrations were run.`);
      return 0;
    }),
};
