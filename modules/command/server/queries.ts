import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { Actor, Words } from '@hezhi/contract';
import { storedColumns, visibleSql, type StoredMatter } from '@hezhi/matters/server';
import type { Told } from './tell.ts';

export type PlanRow = { key: string; body: unknown; version: number };

export const ownPlans = (db: Db, district: string): Promise<PlanRow[]> =>
  db.all(sql`SELECT key, body, version FROM command.plan WHERE district = ${district} ORDER BY key`);

export const allOwnPlans = (db: Db): Promise<(PlanRow & { district: string })[]> => db.all(sql`SELECT district, key, body, version FROM command.plan`);

/** The plan of a district from the version that was seen (0: there was none yet). */
export function putPlan(district: string, key: string, body: unknown, seen: number): Sql {
  if (seen === 0)
    return sql`INSERT INTO command.plan (district, key, body) VALUES (${district}, ${key}, ${JSON.stringify(body)}::jsonb) ON CONFLICT DO NOTHING`;
  return sql`UPDATE command.plan SET body = ${JSON.stringify(body)}::jsonb, version = version + 1 WHERE district = ${district} AND key = ${key} AND version = ${seen}`;
}

export type IncidentStored = {
  id: string;
  plan: string;
  plan_title: Words;
  reason: string;
  area: string;
  started_at: string;
  ended_at: string | null;
  told: Told[];
};
const columns = sql.raw('i.id, i.plan, i.plan_title, i.reason, i.area, i.started_at, i.ended_at, i.told');

/** Emergencies concern the territory they are started for, what lies in it and what it lies in. */
const concerns = (area: string): Sql => sql`(starts_with(i.area, ${area}) OR starts_with(${area}, i.area))`;

export type IncidentRead = IncidentStored & { matter: StoredMatter; done: number; total: number; late: number };
const withMatter = sql`
  (SELECT to_jsonb(x) FROM (SELECT ${storedColumns} FROM matters.matter m WHERE m.district = i.district AND m.id = i.id) x) AS matter,
  c.done, c.total, c.late`;
const counted = sql`CROSS JOIN LATERAL (SELECT count(*) AS total, count(*) FILTER (WHERE t.closed_at IS NOT NULL) AS done,
  count(*) FILTER (WHERE t.closed_at IS NULL AND t.overdue) AS late
  FROM command.item k JOIN matters.matter t ON t.district = k.district AND t.id = k.id WHERE k.district = i.district AND k.incident = i.id) c`;

export function listIncidents(
  db: Db,
  district: string,
  area: string,
  find: { open: boolean | null; before: string | null; limit: number },
): Promise<IncidentRead[]> {
  return db.all(sql`SELECT ${columns}, ${withMatter} FROM command.incident i ${counted}
    WHERE i.district = ${district} AND ${concerns(area)} AND (${find.open}::boolean IS NULL OR (i.ended_at IS NULL) = ${find.open}::boolean)
      AND (${find.before}::uuid IS NULL OR i.id < ${find.before}::uuid)
    ORDER BY i.id DESC LIMIT ${find.limit}`);
}

export function findIncident(db: Db, district: string, area: string, id: string): Promise<IncidentRead | undefined> {
  return db.find(
    sql`SELECT ${columns}, ${withMatter} FROM command.incident i ${counted} WHERE i.district = ${district} AND i.id = ${id} AND ${concerns(area)}`,
  );
}

/** The one that runs already, with its number. */
export function runningIncident(db: Db, district: string, area: string, plan: string): Promise<{ id: string; number: string } | undefined> {
  return db.find(sql`SELECT i.id, m.number FROM command.incident i JOIN matters.matter m ON m.district = i.district AND m.id = i.id
    WHERE i.district = ${district} AND i.area = ${area} AND i.plan = ${plan} AND i.ended_at IS NULL`);
}

export const insertIncident = (write: Write, district: string, row: Omit<IncidentStored, 'ended_at'>): Write =>
  write.add(sql`INSERT INTO command.incident (district, id, plan, plan_title, reason, area, started_at, told)
    VALUES (${district}, ${row.id}, ${row.plan}, ${JSON.stringify(row.plan_title)}::jsonb, ${row.reason}, ${row.area}, ${row.started_at},
      ${JSON.stringify(row.told)}::jsonb)`);

export const endIncident = (district: string, id: string, at: string): Sql => sql`
  UPDATE command.incident SET ended_at = ${at} WHERE district = ${district} AND id = ${id} AND ended_at IS NULL`;

export const toldOf = (db: Db, district: string, id: string): Promise<{ told: Told[]; area: string; plan_title: Words } | undefined> =>
  db.find(sql`SELECT told, area, plan_title FROM command.incident WHERE district = ${district} AND id = ${id}`);

export type ItemStored = { seq: number; id: string; title: Words; detail: Words; matter: StoredMatter };

export const insertItem = (write: Write, district: string, incident: string, row: Omit<ItemStored, 'matter'>): Write =>
  write.add(sql`INSERT INTO command.item (district, incident, seq, id, title, detail)
    VALUES (${district}, ${incident}, ${row.seq}, ${row.id}, ${JSON.stringify(row.title)}::jsonb, ${JSON.stringify(row.detail)}::jsonb)`);

/** The checklist in its order, each item with its matter. */
export function itemsOf(db: Db, district: string, incident: string): Promise<ItemStored[]> {
  return db.all(sql`SELECT k.seq, k.id, k.title, k.detail,
      (SELECT to_jsonb(x) FROM (SELECT ${storedColumns} FROM matters.matter m WHERE m.district = k.district AND m.id = k.id) x) AS matter
    FROM command.item k WHERE k.district = ${district} AND k.incident = ${incident} ORDER BY k.seq`);
}

/** Items that are still open. */
export function openItems(db: Db, district: string, incident: string): Promise<{ id: string; revision: number }[]> {
  return db.all(sql`SELECT m.id, m.revision FROM command.item k JOIN matters.matter m ON m.district = k.district AND m.id = k.id
    WHERE k.district = ${district} AND k.incident = ${incident} AND m.closed_at IS NULL ORDER BY k.seq`);
}

/** What people typed in an emergency and its items, in order: for the paper. */
export function notesOf(
  db: Db,
  district: string,
  incident: string,
): Promise<{ matter: string; at: string; step: string; actor: { person: string | null; org: string | null }; data: Record<string, unknown> }[]> {
  return db.all(sql`SELECT e.matter, e.at, e.step, e.body -> 'actor' AS actor, e.body -> 'data' AS data FROM matters.entry e
    WHERE e.district = ${district} AND (e.matter = ${incident} OR e.matter IN (SELECT k.id FROM command.item k WHERE k.district = ${district} AND k.incident = ${incident}))
      AND e.step NOT IN ('child_opened', 'child_ended', 'nearly_due') ORDER BY e.at, e.matter, e.seq LIMIT 2000`);
}

/** Open stretches of responsibility by post. */
export async function openByPost(db: Db, district: string, posts: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.all<{ post: string; n: number }>(sql`
    SELECT l.post, count(*) AS n FROM matters.leg l WHERE l.district = ${district} AND l.post = ANY(${posts}::uuid[]) AND l.ended_at IS NULL GROUP BY l.post`);
  return new Map(rows.map((row) => [row.post, row.n]));
}

/** Those of the matters that the actor sees. */
export function visibleMatters(db: Db, district: string, actor: Actor, ids: readonly string[]): Promise<StoredMatter[]> {
  return db.all(sql`SELECT ${storedColumns} FROM matters.matter m WHERE m.district = ${district} AND m.id = ANY(${ids}::uuid[]) AND ${visibleSql(actor)}`);
}

export type PointStored = { id: string; text: string; matter: string | null };
export type HandoverStored = {
  id: string;
  area: string;
  at: string;
  by_person: string;
  text: string;
  points: PointStored[];
  marks: { subject: string; at: string; by_person: string; remark: string }[] | null;
};

const handover = sql`SELECT h.id, h.area, h.at, h.by_person, h.text, h.points,
    (SELECT json_agg(json_build_object('subject', k.subject, 'at', k.at, 'by_person', k.by_person, 'remark', k.remark)) FROM command.handover_mark k
      WHERE k.district = h.district AND k.note = h.id) AS marks
  FROM command.handover h`;

/** Notes of a desk, newest first; `open`: not acknowledged, or with a point that is not settled. */
export function listHandovers(
  db: Db,
  district: string,
  area: string,
  find: { open: boolean; before: string | null; limit: number },
): Promise<HandoverStored[]> {
  return db.all(sql`${handover} WHERE h.district = ${district} AND h.area = ${area} AND (${find.before}::uuid IS NULL OR h.id < ${find.before}::uuid)
      AND (NOT ${find.open}::boolean OR jsonb_array_length(h.points) + 1 >
        (SELECT count(*) FROM command.handover_mark k WHERE k.district = h.district AND k.note = h.id))
    ORDER BY h.id DESC LIMIT ${find.limit}`);
}

export const findHandover = (db: Db, district: string, area: string, id: string): Promise<HandoverStored | undefined> =>
  db.find(sql`${handover} WHERE h.district = ${district} AND h.area = ${area} AND h.id = ${id}`);

export const insertHandover = (district: string, row: Omit<HandoverStored, 'marks'>): Sql => sql`
  INSERT INTO command.handover (district, id, area, at, by_person, text, points)
  VALUES (${district}, ${row.id}, ${row.area}, ${row.at}, ${row.by_person}, ${row.text}, ${JSON.stringify(row.points)}::jsonb)`;

export const insertMark = (district: string, note: string, subject: string, at: string, person: string, remark: string): Sql => sql`
  INSERT INTO command.handover_mark (district, note, subject, at, by_person, remark)
  VALUES (${district}, ${note}, ${subject}, ${at}, ${person}, ${remark})`;
