import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { ImportAnswers, ImportDatum, ImportFaultKept, ImportMapping, importRowStates, importStates } from '../contract/index.ts';

export type ImportState = (typeof importStates)[number];
export type ImportRowState = (typeof importRowStates)[number];
/** `answers`: missing in imports of before 23 November 2026. */
export type Reading = { mapping: ImportMapping; answers?: ImportAnswers; datum: ImportDatum; source: string };

/** An import; times RFC 3339. */
export type ImportRow = {
  district: string;
  id: string;
  person: string;
  post: string;
  area: string;
  file: string;
  sheet: string;
  head_row: number;
  heads_sealed: Buffer | null;
  sha256: Buffer;
  reading: Reading;
  guesses: boolean;
  state: ImportState;
  version: number;
  at: string;
  changed_at: string;
  ended_at: string | null;
};
/** What a check found out about a row. */
export type Checked = {
  state: 'ready' | 'faulty';
  faults: ImportFaultKept[];
  category: string | null;
  guessed: boolean;
  area: string | null;
  lon: number | null;
  lat: number | null;
  reported_at: string | null;
  /** Keyed hash of the number that it has elsewhere, in hex. */
  reference: string | null;
};
/** A row of an import. `row` counts as the spreadsheet does. */
export type ImportLine = Omit<Checked, 'state' | 'reference'> & {
  row: number;
  cells_sealed: Buffer | null;
  state: ImportRowState;
  version: number;
  matter: string;
  number: string | null;
};

const columns = sql.raw(
  'i.district, i.id, i.person, i.post, i.area, i.file, i.sheet, i.head_row, i.heads_sealed, i.sha256, i.reading, i.guesses, i.state, i.version, i.at, i.changed_at, i.ended_at',
);
const lineColumns = sql.raw(
  'r.row, r.cells_sealed, r.state, r.version, r.faults, r.category, r.guessed, r.area, r.lon, r.lat, r.reported_at, r.matter, r.number',
);
const own = (district: string, id: string): Sql => sql`i.district = ${district} AND i.id = ${id}::uuid`;

/** The import and its rows, in one statement. */
export function insertImport(
  write: Write,
  one: Omit<ImportRow, 'guesses' | 'state' | 'version' | 'changed_at' | 'ended_at'>,
  rows: readonly { row: number; cells: Buffer; matter: string }[],
): void {
  write.add(sql`INSERT INTO cases.import (district, id, person, post, area, file, sheet, head_row, heads_sealed, sha256, reading, state, version, at, changed_at)
    VALUES (${one.district}, ${one.id}, ${one.person}, ${one.post}, ${one.area}, ${one.file}, ${one.sheet}, ${one.head_row}, ${one.heads_sealed}, ${one.sha256},
      ${JSON.stringify(one.reading)}::jsonb, 'checking', 1, ${one.at}, ${one.at})`);
  write.add(sql`INSERT INTO cases.import_row (district, import, row, cells_sealed, state, matter)
    SELECT ${one.district}, ${one.id}::uuid, row, cells, 'unchecked', matter
    FROM unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ cells }) => cells)}::bytea[], ${rows.map(({ matter }) => matter)}::uuid[]) AS u (row, cells, matter)`);
}

/** An import of a territory. */
export const findImport = (db: Db, district: string, id: string): Promise<ImportRow | undefined> =>
  db.find<ImportRow>(sql`SELECT ${columns} FROM cases.import i WHERE ${own(district, id)}`);

export type Counts = { rows: number; unchecked: number; ready: number; guessed: number; faulty: number; failed: number; done: number };
const counted =
  sql.raw(`count(*)::int AS rows, count(*) FILTER (WHERE r.state = 'unchecked')::int AS unchecked, count(*) FILTER (WHERE r.state = 'ready')::int AS ready,
  count(*) FILTER (WHERE r.state = 'ready' AND r.guessed)::int AS guessed, count(*) FILTER (WHERE r.state = 'faulty')::int AS faulty,
  count(*) FILTER (WHERE r.state = 'failed')::int AS failed, count(*) FILTER (WHERE r.state = 'done')::int AS done`);

/** How the rows stand, counted when asked. */
export const countRows = async (db: Db, district: string, id: string): Promise<Counts> =>
  (await db.find<Counts>(sql`SELECT ${counted} FROM cases.import_row r WHERE r.district = ${district} AND r.import = ${id}::uuid`))!;

export type Listed = ImportRow & { counts: Counts };

/** Imports of a territory, newest first, after a cursor. */
export function listImports(
  db: Db,
  district: string,
  find: { area: string; state: ImportState | null; person: string | null; after: { at: string; id: string } | null; limit: number },
): Promise<Listed[]> {
  const parts = [sql`i.district = ${district}`, sql`starts_with(i.area, ${find.area})`];
  if (find.state) parts.push(sql`i.state = ${find.state}`);
  if (find.person) parts.push(sql`i.person = ${find.person}::uuid`);
  if (find.after) parts.push(sql`(i.at, i.id) < (${find.after.at}::timestamptz, ${find.after.id}::uuid)`);
  return db.all<Listed>(sql`SELECT ${columns}, to_jsonb(n) AS counts FROM (SELECT * FROM cases.import i WHERE ${sql.and(parts)} ORDER BY i.at DESC, i.id DESC LIMIT ${find.limit}) i
    CROSS JOIN LATERAL (SELECT ${counted} FROM cases.import_row r WHERE r.district = i.district AND r.import = i.id) n ORDER BY i.at DESC, i.id DESC`);
}

export type Show = 'all' | 'wrong' | 'guessed' | 'ready' | 'done';
const shown: Record<Show, Sql> = {
  all: sql.raw('true'),
  wrong: sql.raw(`r.state IN ('faulty', 'failed')`),
  guessed: sql.raw(`r.state = 'ready' AND r.guessed`),
  ready: sql.raw(`r.state = 'ready'`),
  done: sql.raw(`r.state = 'done'`),
};

/** Rows by their number, after `after`. */
export const listLines = (db: Db, district: string, id: string, show: Show, after: number, limit: number): Promise<ImportLine[]> =>
  db.all<ImportLine>(sql`SELECT ${lineColumns} FROM cases.import_row r WHERE r.district = ${district} AND r.import = ${id}::uuid AND r.row > ${after} AND ${shown[show]}
    ORDER BY r.row LIMIT ${limit}`);

export const findLine = (db: Db, district: string, id: string, row: number): Promise<ImportLine | undefined> =>
  db.find<ImportLine>(sql`SELECT ${lineColumns} FROM cases.import_row r WHERE r.district = ${district} AND r.import = ${id}::uuid AND r.row = ${row}`);

/** Rows that a worker takes next: those to be checked, or those to become cases. */
export const nextLines = (db: Db, one: Pick<ImportRow, 'district' | 'id' | 'state' | 'guesses'>, after: number, limit: number): Promise<ImportLine[]> =>
  db.all<ImportLine>(sql`SELECT ${lineColumns} FROM cases.import_row r WHERE r.district = ${one.district} AND r.import = ${one.id}::uuid AND r.row > ${after}
    AND ${one.state === 'checking' ? sql.raw(`r.state = 'unchecked'`) : sql`r.state = 'ready' AND (NOT r.guessed OR ${one.guesses}::boolean)`} ORDER BY r.row LIMIT ${limit}`);

/** Whether any sound row waits. */
export const anyReady = async (db: Db, district: string, id: string, guesses: boolean): Promise<boolean> =>
  (await nextLines(db, { district, id, state: 'importing', guesses }, 0, 1)).length > 0;

/** Another state, by who read version `version`; expects 1. */
export const moveImport = (
  one: Pick<ImportRow, 'district' | 'id' | 'version'>,
  to: { state: ImportState; at: string; reading?: Reading; guesses?: boolean; ended?: boolean; forget?: boolean },
): Sql => sql`UPDATE cases.import SET state = ${to.state}, version = version + 1, changed_at = ${to.at}, lease = NULL, leased_until = NULL,
    reading = coalesce(${to.reading ? JSON.stringify(to.reading) : null}::jsonb, reading), guesses = coalesce(${to.guesses ?? null}::boolean, guesses),
    ended_at = ${to.ended ? to.at : null}::timestamptz, heads_sealed = CASE WHEN ${to.forget === true}::boolean THEN NULL ELSE heads_sealed END
  WHERE district = ${one.district} AND id = ${one.id}::uuid AND version = ${one.version}`;

/** Every row that is no case yet is to be checked again. */
export const uncheck = (district: string, id: string): Sql =>
  sql`UPDATE cases.import_row SET state = 'unchecked', version = version + 1, faults = '[]' WHERE district = ${district} AND import = ${id}::uuid AND state <> 'done'`;

/** What stood in the cells is deleted; what became of the rows stays. */
export const forgetCells = (district: string, id: string): Sql =>
  sql`UPDATE cases.import_row SET cells_sealed = NULL WHERE district = ${district} AND import = ${id}::uuid AND cells_sealed IS NOT NULL`;

/** A mended row with its new findings, unless it changed or became a case meanwhile, or the import is not one that is mended; expects 1. */
export const mendLine = (district: string, id: string, line: { row: number; version: number }, cells: Buffer, found: Checked): Sql =>
  sql`UPDATE cases.import_row r SET cells_sealed = ${cells}, version = r.version + 1, state = ${found.state}, faults = ${JSON.stringify(found.faults)}::jsonb, category = ${found.category},
    guessed = ${found.guessed}, area = ${found.area}, lon = ${found.lon}, lat = ${found.lat}, reported_at = ${found.reported_at}::timestamptz, reference = decode(${found.reference}, 'hex')
  FROM cases.import i WHERE ${own(district, id)} AND i.state IN ('checked', 'done', 'stopped')
    AND r.district = i.district AND r.import = i.id AND r.row = ${line.row} AND r.version = ${line.version} AND r.state <> 'done'`;

/** Findings about rows, where they are still as they were read. */
export const keepFindings = (district: string, id: string, found: readonly (Checked & { row: number; version: number })[]): Sql =>
  sql`UPDATE cases.import_row r SET state = u.state, faults = u.faults, category = u.category, guessed = u.guessed, area = u.area, lon = u.lon, lat = u.lat, reported_at = u.reported_at, reference = decode(u.reference, 'hex'), version = r.version + 1
  FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb) AS u (row int, version int, state text, faults jsonb, category text, guessed boolean, area text, lon double precision, lat double precision, reported_at timestamptz, reference text)
  WHERE r.district = ${district} AND r.import = ${id}::uuid AND r.row = u.row AND r.version = u.version AND r.state = 'unchecked'`;

/** Cases that were made of rows with these numbers of elsewhere (keyed hashes in hex). */
export const knownReferences = async (db: Db, district: string, references: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db.all<{ reference: string; number: string }>(sql`SELECT encode(r.reference, 'hex') AS reference, r.number FROM cases.import_row r
    WHERE r.district = ${district} AND r.state = 'done' AND r.reference = ANY (ARRAY(SELECT decode(one, 'hex') FROM unnest(${references}::text[]) one))`);
  return new Map(rows.map(({ reference, number }) => [reference, number]));
};

/** The row became a case: part of the case's own write; expects 1. */
export const doneLine = (district: string, id: string, line: { row: number; version: number }, number: string): Sql =>
  sql`UPDATE cases.import_row SET state = 'done', number = ${number}, version = version + 1, faults = '[]' WHERE district = ${district} AND import = ${id}::uuid AND row = ${line.row} AND version = ${line.version} AND state = 'ready'`;

/** The row was refused when its case was to be made. */
export const failLine = (district: string, id: string, line: { row: number; version: number }, faults: readonly ImportFaultKept[]): Sql =>
  sql`UPDATE cases.import_row SET state = 'failed', faults = ${JSON.stringify(faults)}::jsonb, version = version + 1 WHERE district = ${district} AND import = ${id}::uuid AND row = ${line.row} AND version = ${line.version} AND state = 'ready'`;

/** Takes the import for one worker until `until`; nobody else has it, or who had it is gone. */
export const leaseImport = (db: Db, district: string, id: string, lease: string, now: string, until: string): Promise<ImportRow | undefined> =>
  db.find<ImportRow>(sql`UPDATE cases.import i SET lease = ${lease}::uuid, leased_until = ${until} WHERE ${own(district, id)} AND i.state IN ('checking', 'importing')
    AND (i.leased_until IS NULL OR i.leased_until < ${now}) RETURNING ${columns}`);

/** Keeps the lease; false where it was lost, or somebody else decided about the import. */
export const keepLease = async (db: Db, one: Pick<ImportRow, 'district' | 'id' | 'version'>, lease: string, until: string): Promise<boolean> =>
  (
    await db.run(
      sql`UPDATE cases.import SET leased_until = ${until} WHERE district = ${one.district} AND id = ${one.id}::uuid AND version = ${one.version} AND lease = ${lease}::uuid`,
    )
  ).count === 1;

/** Gives the import back, for the next worker. */
export const dropLease = (db: Db, one: Pick<ImportRow, 'district' | 'id'>, lease: string): Promise<unknown> =>
  db.run(sql`UPDATE cases.import SET lease = NULL, leased_until = NULL WHERE district = ${one.district} AND id = ${one.id}::uuid AND lease = ${lease}::uuid`);

/** Imports under way that no worker has, over all districts. */
export const strandedImports = (db: Db, now: string): Promise<{ district: string; id: string }[]> =>
  db.all(
    sql`SELECT i.district, i.id FROM cases.import i WHERE i.state IN ('checking', 'importing') AND (i.leased_until IS NULL OR i.leased_until < ${now}) ORDER BY i.at LIMIT 200`,
  );

/** Imports untouched since `before` that still hold cells, over all districts; not those under way. */
export const agedImports = (db: Db, before: string): Promise<Pick<ImportRow, 'district' | 'id' | 'state' | 'version'>[]> =>
  db.all(sql`SELECT i.district, i.id, i.state, i.version FROM cases.import i WHERE i.heads_sealed IS NOT NULL AND i.changed_at < ${before} AND i.state NOT IN ('checking', 'importing')
    ORDER BY i.changed_at LIMIT 500`);

/** Rows said to be cases that are none, of one district. */
export const findImportDrift = (db: Db, district: string): Promise<{ where: string; what: string }[]> =>
  db.all(sql`SELECT r.import || ' ' || r.row AS where, 'the imported row names a case that is not there' AS what FROM cases.import_row r WHERE r.district = ${district} AND r.state = 'done'
    AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = r.district AND m.id = r.matter AND m.number = r.number)`);

/** One line an import for the digest that backup and restore must agree on: the import and all its rows. */
export const digestImports = (db: Db, district: string): Promise<{ line: string }[]> =>
  db.all(sql`SELECT i.id || ' ' || md5(row(i.*)::text) || ' ' || (SELECT coalesce(md5(string_agg(md5(row(r.*)::text), '' ORDER BY r.row)), '') FROM cases.import_row r
    WHERE r.district = i.district AND r.import = i.id) AS line FROM cases.import i WHERE i.district = ${district} ORDER BY i.id`);
