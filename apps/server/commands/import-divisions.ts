import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { importDivisions } from '@hezhi/directory/server';
import { print, remark, withHouse, WrongCall, type Command } from '../command.ts';

/** Loads the official divisions from CSV files. */
export const importDivisionsCommand: Command = {
  name: 'import divisions',
  usage: 'import divisions FILE… [--partial] [--end-missing]',
  help: 'load official divisions from CSV files; repeatable; --partial keeps the good rows of faulty files, --end-missing ends codes that vanished',
  run: (args) => {
    const files = args.filter((each) => !each.startsWith('--')).map((each) => resolve(each));
    const flags = new Set(args.filter((each) => each.startsWith('--')));
    for (const flag of flags) if (flag !== '--partial' && flag !== '--end-missing') throw new WrongCall(`There is no option ${flag}.`);
    if (files.length === 0) throw new WrongCall('Say which files.');
    const missing = files.find((file) => !existsSync(file));
    if (missing) throw new WrongCall(`${missing} does not exist.`);
    return withHouse(async (house) => {
      const report = await importDivisions(house, files, {
        progress: ({ stage, rows, file }) => remark(`${stage} ${rows} rows${file ? ` of ${basename(file)}` : ''}`),
        partial: flags.has('--partial'),
        endMissing: flags.has('--end-missing'),
      });
      for (const { file, row, column, reason } of report.faults) remark(`${basename(file)}, row ${row}, column ${column}: ${reason.en}`);
      if (report.faulty > report.faults.length) remark(`… and ${report.faulty - report.faults.length} more`);
      print(
        `${report.rows} rows: ${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.ended} ended, ${report.faulty} faulty.`,
      );
      if (report.faulty === 0) return 0;
      print(flags.has('--partial') ? 'The sound rows were taken in.' : 'Nothing was taken in; mend the rows, or take in the sound ones with --partial.');
      return 1;
    });
  },
};
