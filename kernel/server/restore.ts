import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupDamaged, checkBackup, readBackup, type BackupTable, type Manifest, type Sums } from './backup-format.ts';
import { schemasInUse } from './backup-tables.ts';
import type { Room } from './house.ts';
import { JOBS_SCHEMA, JOBS_VERSION } from './jobs-schema.ts';
import { withKernel } from './kernel-room.ts';
import { listMigrations, migrate } from './migrate.ts';
import { StartupError } from './postgres/errors.ts';

export type RestoreOptions = {
  /** Takes each file of the backup; see `intoFolder`. Without it files are read and checked, and left out. */
  onFile?: (path: string, stream: AsyncIterable<Buffer>) => Promise<void>;
  onProgress?: (sentence: string) => void;
  /** Leaves the database in the backup's state instead of migrating on: for the program that made it, and to try an upgrade. */
  stay?: boolean;
};

/**
 * Fills an empty database from a backup: checks every sum, migrates to the backup's state, loads every table in one transaction, then
 * migrates on if the program is newer. A database that holds anything is refused; a failed restore leaves it empty again.
 * The key file must be brought separately.
 * @throws StartupError or BackupDamaged with a sentence
 */
export async function restore(url: string, file: string, rooms: readonly Room[], options: RestoreOptions = {}): Promise<Manifest> {
  const say = options.onProgress ?? (() => {});
  say('Checking the backup');
  const whole = await checkBackup(file);
  checkKnown(whole.manifest, rooms);
  const client = new pg.Client({ connectionString: url, application_name: 'hezhi-restore', options: '-c timezone=UTC -c statement_timeout=0' });
  client.on('error', () => {});
  await client.connect();
  try {
    const before = await schemasInUse(client);
    if (before.length > 0)
      throw new StartupError('not_started', `The database is not empty (it has tables in ${before.join(', ')}); restore goes into an empty database only.`);
    try {
      await migrate(url, rooms, say, new Set(whole.manifest.migrations.map(({ name }) => name)));
      await load(client, whole, file, options, say);
      if (!options.stay) await migrate(url, rooms, say);
      await client.query('ANALYZE');
      return whole.manifest;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      for (const schema of await schemasInUse(client)) await client.query(`DROP SCHEMA ${client.escapeIdentifier(schema)} CASCADE`);
      await client.query('CREATE SCHEMA IF NOT EXISTS public');
      throw error;
    }
  } finally {
    await client.end().catch(() => {});
  }
}

async function load(
  client: pg.Client,
  { manifest, sums }: { manifest: Manifest; sums: Sums },
  file: string,
  options: RestoreOptions,
  say: (sentence: string) => void,
): Promise<void> {
  const rows = new Map(sums.tables.map((table) => [table.table, table.rows]));
  const skipJobs = manifest.jobs !== JOBS_VERSION;
  if (skipJobs) say('The waiting background jobs of the backup are of another version and are left out.');
  const skipped = (schema: string): boolean => skipJobs && schema === JOBS_SCHEMA;
  const wanted = manifest.tables.filter(({ schema }) => !skipped(schema));
  await client.query('BEGIN');
  if (wanted.length > 0) await client.query(`TRUNCATE ${wanted.map((table) => nameOf(client, table)).join(', ')}`);
  for await (const { header, body } of readBackup(file)) {
    if (header.kind === 'table' && !skipped(header.schema)) {
      const name = `${header.schema}.${header.name}`;
      say(`Loading ${name}`);
      if ((await copyIn(client, header, body)) !== rows.get(name))
        throw new BackupDamaged(`${file} is damaged: the table ${name} has other rows than were saved`);
    } else if (header.kind === 'file' && options.onFile) {
      await options.onFile(header.path, body);
    }
  }
  for (const { name, value } of manifest.sequences) if (!skipped(name.split('.')[0]!)) await client.query('SELECT setval($1::regclass, $2)', [name, value]);
  await client.query('COMMIT');
}

function checkKnown(manifest: Manifest, rooms: readonly Room[]): void {
  const known = new Map(listMigrations(withKernel(rooms)).map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256 } of manifest.migrations) {
    if (!known.has(name))
      throw new StartupError('not_started', `The backup comes from a newer version (it has the migration ${name}); restore it with that version.`);
    if (known.get(name) !== sha256)
      throw new StartupError('not_started', `The migration ${name} was changed since the backup was made; restore it with the version that made it.`);
  }
}

async function copyIn(client: pg.Client, table: BackupTable, body: AsyncIterable<Buffer>): Promise<number> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`COPY ${nameOf(client, table)} (${columns}) FROM STDIN`));
  await pipeline(Readable.from(body, { objectMode: false }), into);
  return into.rowCount ?? 0;
}

/** Writes the files of a backup below a folder; a path that would leave it is refused. */
export function intoFolder(folder: string): (path: string, stream: AsyncIterable<Buffer>) => Promise<void> {
  const root = resolve(folder);
  return async (path, stream) => {
    const target = resolve(join(root, path));
    if (!target.startsWith(root + sep)) throw new BackupDamaged(`the backup holds a file outside its folder: ${path}`);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(Readable.from(stream, { objectMode: false }), createWriteStream(target, { flags: 'wx' }));
  };
}

const nameOf = (client: pg.Client, table: BackupTable): string => `${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.name)}`;
