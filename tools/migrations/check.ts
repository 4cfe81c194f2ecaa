/** `node tools/migrations/check.ts`: lints every room's migrations. One line a fault; exit 1 when there is any. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { lintMigrations, type Migration } from './lint.ts';

/** All migrations below a root. The kernel's schema is `kernel`, the demo driver's `demo`, a room's bears the room's name. */
export function readMigrations(root: string): Migration[] {
  return globSync(['kernel/*/migrations/*.sql', '{engines,modules}/*/server/migrations/*.sql', 'demo/*/migrations/*.sql'], { cwd: root })
    .sort()
    .map((file) => ({ room: /^(kernel|demo)\//.exec(file)?.[1] ?? file.split('/')[1] ?? '', file, sql: readFileSync(join(root, file), 'utf8') }));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const migrations = readMigrations(fileURLToPath(new URL('../../', import.meta.url)));
  const { faults, tables } = lintMigrations(migrations);
  for (const { file, line, rule, what } of faults) console.error(`${file}:${line}  [${rule}] ${what}`);
  console.log(`migrations: ${migrations.length} files, ${tables.length} tables, ${faults.length} faults`);
  process.exitCode = faults.length > 0 || migrations.length === 0 ? 1 : 0;
}
