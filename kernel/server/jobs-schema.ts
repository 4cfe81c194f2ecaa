import type pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import packageJson from 'pg-boss/package.json' with { type: 'json' };

/** Schema of pg-boss. */
export const JOBS_SCHEMA = 'pgboss';
/** Version of pg-boss's tables that this program needs. */
export const JOBS_VERSION: number = packageJson.pgboss.schema;

/** Makes or raises the tables of pg-boss as the database's owner and lets the application's role work in them. */
export async function installJobs(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ there: string | null }>(`SELECT to_regclass('${JOBS_SCHEMA}.version')::text AS there`);
  if (rows[0]?.there) {
    const found = await client.query<{ version: number }>(`SELECT version FROM ${JOBS_SCHEMA}.version`);
    const version = found.rows[0]?.version ?? JOBS_VERSION;
    if (version >= JOBS_VERSION) return;
    await client.query(getMigrationPlans(JOBS_SCHEMA, version));
  } else {
    await client.query(getConstructionPlans(JOBS_SCHEMA));
  }
  await client.query(`
    GRANT USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO ${role};`);
}
