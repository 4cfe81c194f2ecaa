import { compareWithPolis, readPolisFiles } from '@hezhi/opinions/server';
import { print, remark, WrongCall, type Command } from '../command.ts';

/** Computes the opinion map of a folder in the form of Polis' open data and prints it as JSON. Needs no database. */
export const opinionsMap: Command = {
  name: 'opinions map',
  usage: 'opinions map FOLDER',
  help: 'compute the opinion map of votes.csv, comments.csv, participants-votes.csv (Polis’ open data); compares with its group-id',
  run: async ([folder, ...rest]) => {
    if (folder === undefined || rest.length > 0 || folder.startsWith('-')) throw new WrongCall('Name the folder with the files.');
    const files = await readPolisFiles(folder).catch((error: Error) => {
      remark(`The files cannot be read: ${error.message}`);
      return null;
    });
    if (files === null) return 1;
    print(JSON.stringify(compareWithPolis(files), null, 2));
    return 0;
  },
};
