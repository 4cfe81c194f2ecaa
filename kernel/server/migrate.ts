import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Room } from './house.ts';
import { withKernel } from './kernel-room.ts';
import { installJobs } from './jobs-schema.ts';
import { StartupError } from './postgres/errors.ts';

/** One migration file. */
export type Migration = { name: string; room: string; sha256: string; text: string };
type Applied = { name: string; room: string; sha256: string };

/** The role under which the product works. It owns nothing: what it may do with a table is what the room's migration granted. */
export const APP_ROLE = 'hezhi_app';
const LOCK = 0x68657a68;

/** Every migration of the house in the one order in which they run: by file name over all rooms. */
export function listMigrations(rooms: readonly Room[]): Migration[] {
  const all: Migration[] = [];
  for (const room of rooms) {
    if (!room.migrations) continue;
    const folder = fileURLToPath(room.migrations);
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.sql')) continue;
      if (!/^\d{12}-[a-z0-9-]+\.sql$/.test(name))
        throw new StartupError('not_started', `The migration ${folder}/${name} is not called YYYYMMDDHHMM-words.sql.`);
      const text = readFileSync(`${folder}/${name}`, 'utf8');
      all.push({ name, room: room.name, sha256: createHash('sha256').update(text).digest('hex'), text });
    }
  }
  all.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.room < b.room ? -1 : 1));
  for (let i = 1; i < all.length; i++)
    if (all[i]!.name === all[i - 1]!.name)
      throw new StartupError(
        'not_started',
        `Two migrations are called ${all[i]!.name} (rooms ${all[i - 1]!.room} and ${all[i]!.room}); names order the whole house.`,
      );
  return all;
}

/**
 * Brings the database to the program's state, forward only: each file in its own transaction, in one order, once.
 * @param url the database as its owner
 * @param only names to stop at: a restore first brings the database to the state of the backup
 * @returns the names that were run now
 * @throws StartupError with a sentence when a file was changed after it ran, comes before one that ran, or the database is newer
 */
export async function migrate(
  url: string,
  rooms: readonly Room[],
  onProgress: (sentence: string) => void = () => {},
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const wanted = listMigrations(withKernel(rooms)).filter(({ name }) => !only || only.has(name));
  const client = new pg.Client({ connectionString: url, application_name: 'hezhi-migrate' });
  client.on('error', () => {});
  await client.connect().catch((cause: unknown) => {
    throw new StartupError('not_started', `The database cannot be reached: ${(cause as Error).message}.`, cause);
  });
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK})`);
    await prepare(client);
    const { rows } = await client.query<Applied>('SELECT name, room, sha256 FROM kernel.migration ORDER BY name');
    const missing = plan(wanted, rows);
    for (const migration of missing) {
      onProgress(`Migrating ${migration.room}: ${migration.name}`);
      await apply(client, migration);
    }
    await installJobs(client, APP_ROLE);
    return missing.map(({ name }) => name);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether the database is exactly at the program's state. @throws StartupError with a sentence when it is not */
export function checkMigrations(wanted: readonly Migration[], applied: readonly Applied[]): void {
  const missing = plan(wanted, applied);
  if (missing.length > 0)
    throw new StartupError(
      'not_started',
      `The database is behind the program by ${missing.length} migrations (first ${missing[0]!.name}); run "npm run hezhi -- migrate".`,
    );
}

/** What is missing, or the sentence that says why going on would be wrong. */
export function plan(wanted: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const known = new Map(wanted.map((migration) => [migration.name, migration]));
  for (const { name, sha256 } of applied) {
    const migration = known.get(name);
    if (!migration)
      throw new StartupError(
        'not_started',
        `The database has run the migration ${name}, which this program does not know: it belongs to a newer version. Start that version.`,
      );
    if (migration.sha256 !== sha256)
      throw new StartupError('not_started', `The migration ${name} was changed after this database had run it; put the file back and write a new one.`);
  }
  const done = new Set(applied.map(({ name }) => name));
  const newest = applied.reduce((last, { name }) => (name > last ? name : last), '');
  const missing = wanted.filter(({ name }) => !done.has(name));
  const late = missing.find(({ name }) => name < newest);
  if (late)
    throw new StartupError('not_started', `The migration ${late.name} comes before ${newest}, which this database has already run; give it a later name.`);
  return missing;
}

async function prepare(client: pg.Client): Promise<void> {
  try {
    // Roles belong to the whole cluster: another database's migration may be making it at this moment.
    await client.query(`DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN CREATE ROLE ${APP_ROLE} NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT pg_has_role(current_user, '${APP_ROLE}', CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS may`,
    );
    if (!rows[0]?.may) await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`);
    await client.query('CREATE SCHEMA IF NOT EXISTS kernel');
  } catch (error) {
    throw new StartupError(
      'not_started',
      `The database user may not prepare the database (${(error as Error).message}); it must own the database and may need CREATEROLE, or an administrator creates the role ${APP_ROLE} and grants it.`,
      error,
    );
  }
  await client.query(`CREATE TABLE IF NOT EXISTS kernel.migration (
    name text COLLATE "C" PRIMARY KEY, room text NOT NULL, sha256 text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.text);
    await client.query('INSERT INTO kernel.migration (name, room, sha256) VALUES ($1, $2, $3)', [migration.name, migration.room, migration.sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new StartupError('not_started', `The migration ${migration.name} failed and changed nothing: ${(error as Error).message}.`, error);
  }
}
