import type pg from 'pg';
import { chosenParts, giveText, giveWords, prepareWords } from './queries-words.ts';

/** Which copies to make of the real cases that stand as patterns. Ages in days; the copies lie evenly between them, oldest first. */
export type Copies = {
  count: number;
  /** State of the patterns. */
  state: string;
  oldest: number;
  newest: number;
  /** Of every so many copies one gets its timeline; 0: none. */
  entriesOf: number;
  /** Of every so many copies one gets the facts of the case, with words and a point of its own; 0: none. At least those with a timeline. */
  factsOf: number;
  /** The search text, of words of its own. */
  text: boolean;
  parties: boolean;
  /** Only patterns of this community. */
  community?: string;
};

/** Tables of the generator, outside the product's schemas. */
export async function prepare(db: pg.Client): Promise<void> {
  await db.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE TABLE IF NOT EXISTS bench.pattern (nth serial, id uuid PRIMARY KEY, state text NOT NULL, area text NOT NULL);
    CREATE SEQUENCE IF NOT EXISTS bench.nth;
    SET maintenance_work_mem = '512MB';
    SET work_mem = '256MB'`);
  await prepareWords(db);
}

/** Every case there is becomes a pattern. */
export async function notePatterns(db: pg.Client): Promise<void> {
  await db.query(`INSERT INTO bench.pattern (id, state, area) SELECT id, state, area FROM matters.matter ORDER BY id ON CONFLICT DO NOTHING`);
}

const columns = async (db: pg.Client, table: string): Promise<string[]> => {
  const [schema, name] = table.split('.');
  const { rows } = await db.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [`${schema}."${name}"`],
  );
  return rows.map((row) => row.name);
};

/** Copies rows of a table from pattern to copy; what is not named in `changed` stays as in the pattern. */
async function copyRows(db: pg.Client, table: string, key: string, changed: Readonly<Record<string, string>>, where = 'true'): Promise<void> {
  const names = await columns(db, table);
  if (names.length === 0) return;
  const values = names.map((name) => changed[name] ?? `t.${name}`);
  const [schema, name] = table.split('.');
  await db.query(
    `INSERT INTO ${schema}."${name}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM bench.copy c JOIN ${schema}."${name}" t ON t.${key} = c.pattern WHERE ${where} ORDER BY c.n`,
  );
}

/**
 * Makes matters that are copies of real ones: own id, number, moment, grid, legs, timers. What a copy keeps of its pattern: the words, and inside timelines and
 * hashes the ids of the pattern, so `verify` is for the real ones only.
 */
export async function copyMatters(db: pg.Client, copies: Copies): Promise<void> {
  const { count, oldest, newest, entriesOf, factsOf } = copies;
  await db.query('DROP TABLE IF EXISTS bench.copy');
  await db.query(
    `CREATE UNLOGGED TABLE bench.copy AS
     WITH p AS (SELECT array_agg(id ORDER BY nth) AS ids FROM bench.pattern WHERE state = $1 AND ($2::text IS NULL OR area LIKE $2 || '%')),
     s AS (SELECT g AS n, now() - make_interval(secs => ($4::float8 - ($4::float8 - $5::float8) * g / $3::float8) * 86400) AS opened,
            p.ids[1 + floor(random() * cardinality(p.ids))::int] AS pattern FROM p, generate_series(1, $3::int) g)
     SELECT x.*, g.lon + (random() - 0.5) * 0.002 AS lon, g.lat + (random() - 0.5) * 0.004 AS lat FROM (
     SELECT nextval('bench.nth') AS n, uuidv7(s.opened - now()) AS id, s.pattern, s.opened, s.opened - m.opened_at AS shift, ${chosenParts},
       left(m.area, 12) || lpad((1 + floor(random() * 10))::int::text, 3, '0') AS area
     FROM s JOIN matters.matter m ON m.id = s.pattern ORDER BY s.n) x JOIN bench.grid g ON g.code = x.area ORDER BY x.n`,
    [copies.state, copies.community ?? null, count, oldest, newest],
  );
  await db.query('ANALYZE bench.copy');
  if (factsOf > 0) await giveWords(db);
  await copyRows(db, 'matters.matter', 'id', {
    id: 'c.id',
    area: 'c.area',
    lon: 'c.lon',
    lat: 'c.lat',
    opened_at: 'c.opened',
    changed_at: 't.changed_at + c.shift',
    closed_at: 't.closed_at + c.shift',
    due_at: 't.due_at + c.shift',
    number: `to_char(c.opened, 'YYYY-MMDD-') || lpad(c.n::text, 8, '0')`,
    memory: `t.memory || '{"undo":null}'`,
  });
  const legId = 'md5(c.id::text || t.id::text)::uuid';
  // Of ended legs one is enough: what lists read is the partial index of open ones.
  await copyRows(
    db,
    'matters.leg',
    'matter',
    {
      matter: 'c.id',
      id: legId,
      area: 'c.area',
      sort_at: 't.sort_at + c.shift',
      started_at: 't.started_at + c.shift',
      due_at: 't.due_at + c.shift',
      ended_at: 't.ended_at + c.shift',
    },
    `t.ended_at IS NULL OR t.key = 'handle'`,
  );
  await db.query(`INSERT INTO kernel.timer (district, id, due_at, planned_at, topic, data)
    SELECT t.district, overlay(overlay(substr(h, 1, 32) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid, now() + interval '200 days' + random() * interval '100 days', now() + interval '200 days',
      'matters.leg', jsonb_build_object('matter', c.id, 'leg', x.leg, 'revision', t.revision)
    FROM bench.copy c JOIN matters.leg t ON t.matter = c.pattern AND t.ended_at IS NULL, LATERAL (SELECT ${legId} AS leg) x,
      LATERAL (SELECT encode(sha256(convert_to(x.leg::text || ':' || t.revision, 'UTF8')), 'hex') AS h) y`);
  if (copies.parties) await copyRows(db, 'matters.party', 'matter', { matter: 'c.id', opened_at: 'c.opened' });
  if (entriesOf > 0) await copyRows(db, 'matters.entry', 'matter', { matter: 'c.id', at: 't.at + c.shift' }, `c.n % ${entriesOf} = 0`);
  if (factsOf > 0) {
    const point = { public_lon: 'round(c.lon::numeric, 3)', public_lat: 'round(c.lat::numeric, 3)' };
    await copyRows(
      db,
      'cases.case',
      'id',
      { id: 'c.id', code_lookup: 'NULL', description: 'c.words', public_text: 'c.words', ...point },
      `c.n % ${factsOf} = 0`,
    );
  }
  if (copies.text) await giveText(db, copies.parties);
}

/** Takes the secondary indexes of the big tables away and gives the way to make them again: many rows come faster so. */
export async function withoutIndexes(db: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await db.query<{ name: string; def: string }>(`
    SELECT format('%I.%I', n.nspname, i.relname) AS name, pg_get_indexdef(i.oid) AS def
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname IN ('matters', 'cases') AND NOT x.indisprimary AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid)`);
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  await work();
  for (const { def } of rows) await db.query(def);
}

export async function settle(db: pg.Client): Promise<void> {
  await db.query('DROP TABLE IF EXISTS bench.copy');
  for (const table of ['matters.matter', 'matters.leg', 'matters.entry', 'matters.party', 'matters.text', 'cases.case', 'kernel.timer'])
    await db.query(`VACUUM ANALYZE ${table}`);
  await db.query('CHECKPOINT');
}

/** Targets of steps: open legs of the stock, ready to be replayed: matter, leg, leg's timer. */
export async function stockOf(db: pg.Client, state: string, community: string, limit: number): Promise<string[][]> {
  const { rows } = await db.query<{ matter: string; leg: string }>(
    `SELECT m.id AS matter, l.id AS leg FROM matters.matter m JOIN matters.leg l ON l.district = m.district AND l.matter = m.id AND l.ended_at IS NULL
     WHERE m.state = $1 AND left(m.area, 12) = $2 AND m.id NOT IN (SELECT id FROM bench.pattern) ORDER BY m.id LIMIT $3`,
    [state, community, limit],
  );
  return rows.map(({ matter, leg }) => [matter, leg]);
}

/** Matters with a timeline, for reading one. */
export async function readable(db: pg.Client, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT m.id FROM matters.matter m WHERE EXISTS (SELECT FROM matters.entry e WHERE e.district = m.district AND e.matter = m.id) AND m.id NOT IN (SELECT id FROM bench.pattern) ORDER BY md5(m.id::text) LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}
