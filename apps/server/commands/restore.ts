import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { intoFolder, openHouse, restore, verifyAll } from '@hezhi/server';
import { print, remark, withDatabase, WrongCall, type Command } from '../command.ts';
import { openLog } from '../log.ts';
import { rooms } from '../rooms.ts';

/** Fills an empty database from a backup and verifies it. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FILE',
  help: 'fill an EMPTY database and data folder from a backup, then verify',
  run: (args) => {
    const [file, ...more] = args;
    if (!file || more.length > 0) throw new WrongCall('Say from which file.');
    const path = resolve(file);
    if (!existsSync(path)) throw new WrongCall(`${path} does not exist.`);
    return withDatabase(async ({ url }, settings) => {
      const manifest = await restore(url, path, rooms, { onFile: intoFolder(join(settings.data, 'files')), onProgress: remark });
      const house = await openHouse({ settings, rooms, url, log: openLog({ ...settings, log: 'warn' }), poolSize: 4 });
      try {
        const verdict = await verifyAll(house);
        for (const { room, check, where, what } of verdict.all) print(`${room}/${check} ${where}: ${what}`);
        print(`Restored the backup of ${manifest.at}: ${verdict.findings} findings, digest ${verdict.digest}`);
        return verdict.findings === 0 ? 0 : 1;
      } finally {
        await house.close();
      }
    });
  },
};
