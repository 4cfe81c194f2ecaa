import type pg from 'pg';
import type { BackupTable } from './backup-format.ts';

/** Schemas that are not the house's. */
const FOREIGN = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')`;
/** Made by `migrate` itself on the other side. */
const OWN = new Set(['kernel.migration', 'pgboss.version']);

/**
 * Every table of the house with its columns (generated ones left out), those that others refer to first, and every sequence's value.
 * Partitions are read through their parent.
 */
export async function tablesOf(client: pg.Client): Promise<{ tables: BackupTable[]; sequences: { name: string; value: number }[] }> {
  const { rows } = await client.query<{ oid: number; schema: string; name: string; columns: string[]; refers: number[] }>(`
    SELECT c.oid::int8::int AS oid, n.nspname AS schema, c.relname AS name,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      ARRAY(SELECT DISTINCT k.confrelid::int8::int FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS refers
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${FOREIGN}
    ORDER BY n.nspname, c.relname`);
  const sequences = await client.query<{ name: string; value: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, pg_sequence_last_value(c.oid)::text AS value
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${FOREIGN} ORDER BY 1`);
  const waiting = rows.filter(({ schema, name }) => !OWN.has(`${schema}.${name}`));
  const here = new Set(waiting.map(({ oid }) => oid));
  const placed = new Set<number>();
  const tables: BackupTable[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ refers }) => refers.every((oid) => placed.has(oid) || !here.has(oid)));
    // Tables that refer to each other in a ring: any order, the restore will say which constraint minds.
    const [table] = waiting.splice(Math.max(at, 0), 1);
    placed.add(table!.oid);
    tables.push({ schema: table!.schema, name: table!.name, columns: table!.columns ?? [] });
  }
  const set = sequences.rows.filter(({ value }) => value !== null).map(({ name, value }) => ({ name, value: Number(value) }));
  return { tables, sequences: set };
}

/** Schemas in which the database has tables that belong to no extension. */
export async function schemasInUse(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT DISTINCT n.nspname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND ${FOREIGN} ORDER BY 1`);
  return rows.map(({ name }) => name);
}
