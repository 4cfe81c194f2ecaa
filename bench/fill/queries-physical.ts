import type pg from 'pg';

/** The slots of requests by number: pgbench keeps no texts. */
export async function keepTargets(db: pg.Client, targets: readonly string[][]): Promise<void> {
  await db.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    DROP TABLE IF EXISTS bench.target;
    CREATE TABLE bench.target (n bigint PRIMARY KEY, slots text[] NOT NULL);
    GRANT USAGE ON SCHEMA bench TO hezhi_app;
    GRANT SELECT ON bench.target TO hezhi_app`);
  await db.query(
    'INSERT INTO bench.target SELECT n - 1, ARRAY(SELECT jsonb_array_elements_text(slots)) FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY t(slots, n)',
    [JSON.stringify(targets)],
  );
  await db.query('ANALYZE bench.target');
}

/** The types that PostgreSQL gives the parameters of each statement. */
export async function typesOf(db: pg.Client, statements: readonly { text: string }[]): Promise<string[][]> {
  const types: string[][] = [];
  for (const { text } of statements) {
    await db.query(`PREPARE bench_types AS ${text}`);
    const { rows } = await db.query<{ types: string[] }>(`SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'bench_types'`);
    types.push(rows[0]!.types);
    await db.query('DEALLOCATE bench_types');
  }
  return types;
}
