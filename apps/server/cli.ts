/** `npm run hezhi -- <command>`: the command line. */
import { WrongCall, print, remark, type Command } from './command.ts';
import { accountCreate } from './commands/account-create.ts';
import { backupCommand } from './commands/backup.ts';
import { doctor } from './commands/doctor.ts';
import { importDivisionsCommand } from './commands/import-divisions.ts';
import { methodsInstall, methodsList, methodsWithdraw } from './commands/methods-force.ts';
import { methodsCheck, methodsDiff } from './commands/methods.ts';
import { migrateCommand } from './commands/migrate.ts';
import { openapi } from './commands/openapi.ts';
import { opinionsMap } from './commands/opinions-map.ts';
import { restoreCommand } from './commands/restore.ts';
import { verifyCommand } from './commands/verify.ts';
import { tell } from './trouble.ts';

const commands: readonly Command[] = [
  methodsCheck,
  methodsDiff,
  methodsList,
  methodsInstall,
  methodsWithdraw,
  doctor,
  migrateCommand,
  importDivisionsCommand,
  accountCreate,
  backupCommand,
  restoreCommand,
  verifyCommand,
  openapi,
  opinionsMap,
];

/** Commands that contract.md promises and that come with a later room. */
const later: Readonly<Record<string, string>> = {
  'import persons': 'Importing persons comes with the registry module, which this version does not have yet.',
  rehearse: 'Rehearsals come with a later version.',
};

function help(): void {
  print('npm run hezhi -- <command>\n');
  const width = Math.max(...commands.map(({ usage }) => usage.length)) + 2;
  for (const { usage, help: what } of commands) print(`  ${usage.padEnd(width)}${what}`);
  print('\nSettings come from the environment: HEZHI_DATA, DATABASE_URL, HEZHI_DEMO, HEZHI_KEY_FILE, HEZHI_CRYPTO, HEZHI_LOG.');
  print('Exit codes: 0 done, 1 it could not be done, 2 wrongly called.');
}

async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || ['help', '--help', '-h'].includes(args[0]!)) {
    help();
    return args.length === 0 ? 2 : 0;
  }
  const typed = args.join(' ');
  const begins = (name: string): boolean => typed === name || typed.startsWith(`${name} `);
  const command = commands.find(({ name }) => begins(name));
  if (!command) {
    const promised = Object.keys(later).find(begins);
    remark(promised ? later[promised]! : `There is no command "${args.slice(0, 2).join(' ')}"; "npm run hezhi -- help" lists them.`);
    return 2;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help')) {
    print(`npm run hezhi -- ${command.usage}\n${command.help}`);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof WrongCall)) return tell(error);
    remark(`${error.message}\nUsage: npm run hezhi -- ${command.usage}`);
    return 2;
  }
}

// A reader that has had enough (`… | head`) is no trouble: what is left is not said, the work goes on to its own end and status.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await main(process.argv.slice(2));
