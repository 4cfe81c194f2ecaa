import { sql, type Db } from '@hezhi/server';

/** Sound lines of the files, column by column. */
export type Lines = { code: string[]; name: string[]; level: string[]; parent: (string | null)[]; kind: (string | null)[]; file: number[]; line: number[] };

/** The temporary table of one import; the whole country may take longer than an ordinary statement. */
export async function makeTable(db: Db): Promise<void> {
  await db.run(sql`SELECT set_config('statement_timeout', '600s', true)`);
  await db.run(sql`
    CREATE TEMP TABLE division (code text COLLATE "C", name text, level text, parent text COLLATE "C", kind text, file int, line int) ON COMMIT DROP`);
}

export const addLines = (db: Db, lines: Lines): Promise<unknown> =>
  db.run(sql`
    INSERT INTO pg_temp.division (code, name, level, parent, kind, file, line)
    SELECT * FROM unnest(${lines.code}::text[], ${lines.name}::text[], ${lines.level}::text[], ${lines.parent}::text[], ${lines.kind}::text[],
      ${lines.file}::int[], ${lines.line}::int[])`);

export type LineFault = { file: number; line: number; code: string };

/** Codes that came more than once: every line but the first. */
export const repeated = (db: Db, limit: number): Promise<LineFault[]> =>
  db.all<LineFault>(sql`
    SELECT file, line, code FROM (SELECT file, line, code, row_number() OVER (PARTITION BY code ORDER BY file, line) AS n FROM pg_temp.division) d
    WHERE n > 1 ORDER BY file, line LIMIT ${limit}`);

/** Lines whose parent is neither in the files nor in the territory. */
export const orphans = (db: Db, limit: number): Promise<LineFault[]> =>
  db.all<LineFault>(sql`
    SELECT d.file, d.line, d.code FROM pg_temp.division d
    WHERE d.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_temp.division p WHERE p.code = d.parent)
      AND NOT EXISTS (SELECT 1 FROM directory.territory t WHERE t.code = d.parent)
    ORDER BY d.file, d.line LIMIT ${limit}`);

export const analyse = (db: Db): Promise<unknown> => db.run(sql`ANALYZE pg_temp.division`);

/** Leaves out faulty lines and, in turn, what hangs on them. */
export async function dropFaulty(db: Db): Promise<void> {
  await db.run(sql`DELETE FROM pg_temp.division d USING pg_temp.division e WHERE e.code = d.code AND (e.file, e.line) < (d.file, d.line)`);
  for (;;) {
    const gone = await db.run(sql`
      DELETE FROM pg_temp.division d WHERE d.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_temp.division p WHERE p.code = d.parent)
        AND NOT EXISTS (SELECT 1 FROM directory.territory t WHERE t.code = d.parent)`);
    if (gone.count === 0) return;
  }
}

/** Takes the temporary table into the territory; a code that comes back is valid again. */
export async function takeIn(db: Db): Promise<{ added: number; changed: number; rows: number }> {
  const row = await db.find<{ added: number; changed: number; rows: number }>(sql`
    WITH taken AS (
      INSERT INTO directory.territory AS t (code, name, level, parent, kind)
      SELECT code, name, level, parent, kind FROM pg_temp.division ORDER BY code
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = coalesce(excluded.kind, t.kind), valid_to = NULL
      WHERE t.name <> excluded.name OR t.valid_to IS NOT NULL OR t.kind IS DISTINCT FROM coalesce(excluded.kind, t.kind)
      RETURNING xmax = 0 AS added
    )
    SELECT count(*) FILTER (WHERE added) AS added, count(*) FILTER (WHERE NOT added) AS changed, (SELECT count(*) FROM pg_temp.division) AS rows FROM taken`);
  return row!;
}

/** Ends what is missing below parents whose children were imported; grids are the installation's own and stay. */
export async function endMissing(db: Db, today: string, gridLevel: string): Promise<number> {
  const result = await db.run(sql`
    UPDATE directory.territory t SET valid_to = ${today}
    WHERE t.valid_to IS NULL AND t.level <> ${gridLevel} AND t.parent IN (SELECT DISTINCT parent FROM pg_temp.division)
      AND NOT EXISTS (SELECT 1 FROM pg_temp.division d WHERE d.code = t.code)`);
  return result.count;
}
