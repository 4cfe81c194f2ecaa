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

type Timer = { district: string; id: string; dueAt: number; topic: string; data: Record<string, unknown> };
type Event = { district: string; id: string; at: number; topic: string; data: Record<string, unknown> };
const like = (topics: readonly string[]): string[] => topics.map((one) => `${one}%`);

/** Takes the first timer of a district that falls due by a moment (epoch ms) and whose topic begins so; null when there is none. */
export async function takeDue(db: Db, district: string, by: number, topics: readonly string[]): Promise<Timer | null> {
  const row = await db.find<{ id: string; planned_at: string; topic: string; data: Record<string, unknown> }>(sql`
    DELETE FROM kernel.timer WHERE district = ${district} AND id = (
      SELECT id FROM kernel.timer WHERE district = ${district} AND due_at <= ${new Date(by).toISOString()} AND topic LIKE ANY(${like(topics)}::text[])
      ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, planned_at, topic, data`);
  return row ? { district, id: row.id, dueAt: Date.parse(row.planned_at), topic: row.topic, data: row.data } : null;
}

/** Takes the events of a district up to a moment (epoch ms) whose topic begins so, oldest first. */
export async function takeEvents(db: Db, district: string, by: number, topics: readonly string[]): Promise<Event[]> {
  const rows = await db.all<{ id: string; at: string; topic: string; data: Record<string, unknown> }>(sql`
    DELETE FROM kernel.event WHERE (district, id) IN (
      SELECT district, id FROM kernel.event WHERE district = ${district} AND at <= ${new Date(by).toISOString()} AND topic LIKE ANY(${like(topics)}::text[])
      FOR UPDATE SKIP LOCKED)
    RETURNING id, at, topic, data`);
  return rows.map((row) => ({ ...row, district, at: Date.parse(row.at) })).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
