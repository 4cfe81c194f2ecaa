import { createReadStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { frames, summed, writeBackup, type BackupTable, type FileSum, type Manifest, type Sums, type TableSum } from './backup-format.ts';
import { tablesOf } from './backup-tables.ts';
import type { House } from './house.ts';
import { JOBS_VERSION } from './jobs-schema.ts';

/** A file that belongs to the house beside its database; `path` with forward slashes, relative. */
export type BackupFile = { path: string; stream: AsyncIterable<Buffer> };

/**
 * Writes the whole house into one file while it runs: every table of every room from one REPEATABLE READ snapshot, then `extra` files
 * (uploads are written before the row that names them and never changed, so a later look at the folder holds all that the snapshot names).
 * The encryption keys are not in it. Nothing is overwritten; a failed backup leaves no file.
 */
export async function backup(house: House, file: string, extra: AsyncIterable<BackupFile> = none()): Promise<Sums> {
  const client = new pg.Client({ connectionString: house.url, application_name: 'hezhi-backup', options: '-c timezone=UTC -c statement_timeout=0' });
  client.on('error', () => {});
  await client.connect();
  const draft = `${file}.partial`;
  const sums: { kind: 'end'; tables: TableSum[]; files: FileSum[] } = { kind: 'end', tables: [], files: [] };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await rm(draft, { force: true });
    await writeBackup(draft, everything(client, house, extra, sums));
    await client.query('COMMIT');
    await rename(draft, file);
    return sums;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function* everything(
  client: pg.Client,
  house: House,
  extra: AsyncIterable<BackupFile>,
  sums: { tables: TableSum[]; files: FileSum[] } & Sums,
): AsyncGenerator<Buffer> {
  const { tables, sequences } = await tablesOf(client);
  const migrations = await client.query<{ name: string; room: string; sha256: string }>('SELECT name, room, sha256 FROM kernel.migration ORDER BY name');
  const version = await client.query<{ v: string }>(`SELECT current_setting('server_version') AS v`);
  const manifest: Manifest = {
    kind: 'manifest',
    at: new Date(house.now()).toISOString(),
    postgres: version.rows[0]?.v ?? '',
    jobs: JOBS_VERSION,
    migrations: migrations.rows,
    tables,
    sequences,
    note: 'The encryption keys are not in this file. Keep the key file (HEZHI_KEY_FILE) in another safe place: without it sealed fields cannot be read.',
  };
  yield* frames(manifest);
  for (const table of tables) yield* frames({ kind: 'table', ...table }, copyOut(client, table, sums.tables));
  for await (const { path, stream } of extra)
    yield* frames(
      { kind: 'file', path },
      summed(stream, (sum) => sums.files.push({ path, ...sum })),
    );
  yield* frames(sums);
}

async function* copyOut(client: pg.Client, table: BackupTable, sums: TableSum[]): AsyncGenerator<Buffer> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const name = `${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.name)}`;
  const stream = client.query(copyTo(`COPY (SELECT ${columns} FROM ${name}) TO STDOUT`));
  yield* summed(stream, (sum) => sums.push({ table: `${table.schema}.${table.name}`, rows: stream.rowCount ?? 0, ...sum }));
}

/** Every file below a folder, for `backup`; a folder that does not exist has none. */
export async function* filesBelow(folder: string): AsyncGenerator<BackupFile> {
  let names;
  try {
    names = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { path: relative(folder, path).split(sep).join('/'), stream: createReadStream(path) };
  }
}

async function* none(): AsyncGenerator<BackupFile> {}
