import { createHash } from 'node:crypto';
import type { Finding, House } from './house.ts';
import { sql } from './sql.ts';

/** What `hezhi verify` says: findings, and a digest that a restored house must share. */
export type Verdict = { findings: number; digest: string; districts: readonly { district: string; digest: string; checks: number }[] };

/**
 * Runs every room's checks district by district: chains, balances, rollups, references. Yields each finding; returns the verdict.
 * All checks look at one snapshot, so that a house at work is judged as fairly as one at rest.
 * The digest is SHA-256 over the lines that the checks give, in their order; equal contents give equal digests.
 */
export async function* verify(house: House, only?: readonly string[]): AsyncGenerator<Finding, Verdict> {
  const { db, end } = await house.db.snapshot();
  const still: House = Object.create(house, { db: { value: db } });
  try {
    return yield* verifyStill(still, only);
  } finally {
    await end();
  }
}

async function* verifyStill(house: House, only?: readonly string[]): AsyncGenerator<Finding, Verdict> {
  const districts: { district: string; digest: string; checks: number }[] = [];
  let findings = 0;
  for (const district of only ?? (await districtsInUse(house))) {
    const whole = createHash('sha256');
    let checks = 0;
    for (const room of house.rooms) {
      for (const { name, check } of room.verify ?? []) {
        checks++;
        const lines = createHash('sha256');
        for await (const finding of check(house, district, (line) => void lines.update(line).update('\n'))) {
          findings++;
          yield finding;
        }
        whole.update(`${room.name}/${name} ${lines.digest('hex')}\n`);
      }
    }
    districts.push({ district, digest: whole.digest('hex'), checks });
  }
  const digest = createHash('sha256')
    .update(districts.map((one) => `${one.district} ${one.digest}\n`).join(''))
    .digest('hex');
  return { findings, digest, districts };
}

/** Runs `verify` to its end. */
export async function verifyAll(house: House, only?: readonly string[]): Promise<Verdict & { all: Finding[] }> {
  const all: Finding[] = [];
  const run = verify(house, only);
  for (;;) {
    const step = await run.next();
    if (step.done) return { ...step.value, all };
    all.push(step.value);
  }
}

/** Every district that any table of the house knows, in order. Hops along the keys that lead with the district, so size does not matter. */
export async function districtsInUse(house: House): Promise<string[]> {
  const tables = await house.db.all<{ name: string }>(sql`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'district' AND NOT a.attisdropped
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indkey[0] = a.attnum
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'kernel', 'pgboss')
      AND has_table_privilege(c.oid, 'SELECT')
    ORDER BY 1`);
  const found = new Set<string>();
  for (const { name } of tables) {
    const table = sql.raw(name);
    const rows = await house.db.all<{ d: string | null }>(sql`
      WITH RECURSIVE hop(d) AS (
        (SELECT district FROM ${table} ORDER BY district LIMIT 1)
        UNION ALL
        SELECT (SELECT district FROM ${table} WHERE district > hop.d ORDER BY district LIMIT 1) FROM hop WHERE hop.d IS NOT NULL
      ) SELECT d FROM hop WHERE d IS NOT NULL`);
    for (const { d } of rows) if (d) found.add(d);
  }
  return [...found].sort();
}
