import { sql, type Db } from '@hezhi/server';

/** A place as the driver knows it. */
export type Founding = { district: string; seed: string; founded_at: string; planned: number; usable_at: string | null; finished_at: string | null };

/** The places that were begun, in order of their codes. */
export function foundings(db: Db): Promise<Founding[]> {
  return db.all<Founding>(sql`SELECT district, seed, founded_at, planned, usable_at, finished_at FROM demo.founding ORDER BY district`);
}

/** Begins places; those begun before keep their seed and moment. */
export async function begin(db: Db, districts: readonly string[], seed: string, at: string): Promise<void> {
  await db.run(sql`
    INSERT INTO demo.founding (district, seed, founded_at, planned) SELECT d, ${seed}, ${at}::timestamptz, 0 FROM unnest(${districts}::text[]) d
    ON CONFLICT (district) DO NOTHING`);
}

/** Territory, people and the newest weeks are there. */
export async function markUsable(db: Db, districts: readonly string[], at: string): Promise<void> {
  await db.run(sql`UPDATE demo.founding SET usable_at = ${at} WHERE district = ANY(${districts}::text[]) AND usable_at IS NULL`);
}

/** How many cases a place is to have. */
export async function setPlanned(db: Db, district: string, planned: number): Promise<void> {
  await db.run(sql`UPDATE demo.founding SET planned = ${planned} WHERE district = ${district} AND planned <> ${planned}`);
}

/** All cases of these places are there. */
export async function markFinished(db: Db, districts: readonly string[], at: string): Promise<void> {
  await db.run(sql`UPDATE demo.founding SET finished_at = ${at} WHERE district = ANY(${districts}::text[]) AND finished_at IS NULL`);
}

/** Notes a case as made; false when it was made before. Part of the case's own transaction. */
export async function claim(db: Db, district: string, key: string): Promise<boolean> {
  const { count } = await db.run(sql`INSERT INTO demo.made (district, key) VALUES (${district}, ${key}) ON CONFLICT DO NOTHING`);
  return count === 1;
}

/** Keys of the cases that were made. */
export async function madeKeys(db: Db, districts: readonly string[]): Promise<Set<string>> {
  return new Set((await db.all<{ key: string }>(sql`SELECT key FROM demo.made WHERE district = ANY(${districts}::text[])`)).map((row) => row.key));
}
