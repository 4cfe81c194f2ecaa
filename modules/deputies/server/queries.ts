import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors, type kinds, type levels, type ways } from '../contract/index.ts';

export type StudioRow = {
  district: string;
  id: string;
  area: string;
  name: string;
  place: string;
  phone: string;
  hours: string;
  active: boolean;
  revision: number;
};
export type ContactRow = { id: string; area: string; label: string; note: string };
export type DeputyRow = {
  district: string;
  id: string;
  studio: string;
  name: string;
  kind: (typeof kinds)[number];
  level: (typeof levels)[number];
  duty: string;
  intro: string;
  hours: string;
  term_from: string;
  term_to: string | null;
  contacts: ContactRow[];
  revision: number;
};
export type RecordRow = { raised: number; answered: number; solved: number; receptions: number };
export type DeputyLine = DeputyRow & RecordRow & { studio_name: string; area: string };
export type ReceptionRow = {
  district: string;
  id: string;
  studio: string;
  deputies: string[];
  starts_at: string;
  ends_at: string;
  slot: number;
  ways: (typeof ways)[number][];
  place: string;
  online: string;
  topic: string;
  state: 'planned' | 'held' | 'cancelled';
  note: string | null;
  revision: number;
};
export type ReceptionLine = ReceptionRow & {
  studio_name: string;
  area: string;
  taken: number;
  who: { id: string; name: string; kind: DeputyRow['kind'] }[] | null;
};

const within = (alias: string, area: string): Sql => sql`${sql.raw(alias)}.area >= ${area} AND ${sql.raw(alias)}.area < ${`${area}~`}`;
const concerns = (area: string): Sql =>
  sql`((${within('s', area)}) OR s.area = ANY(${[6, 9, 12].filter((n) => n < area.length).map((n) => area.slice(0, n))}::text[]))`;

const studioColumns = sql.raw(`s.district, s.id, s.area, s.name, s.place, s.phone, s.hours, s.active, s.revision,
  (SELECT count(*)::int FROM deputies.deputy d WHERE d.district = s.district AND d.studio = s.id AND d.term_from <= current_date AND (d.term_to IS NULL OR d.term_to >= current_date)) AS deputies`);
export type StudioLine = StudioRow & { deputies: number };

/** Studios of a post's territory, closed ones too. */
export const studiosWithin = (db: Db, district: string, area: string): Promise<StudioLine[]> =>
  db.all<StudioLine>(
    sql`SELECT ${studioColumns} FROM deputies.studio s WHERE s.district = ${district} AND ${within('s', area)} ORDER BY s.area, s.name LIMIT 500`,
  );
/** Open studios that serve a territory: below it, and those of the levels above. */
export const studiosFor = (db: Db, district: string, area: string): Promise<StudioLine[]> =>
  db.all<StudioLine>(
    sql`SELECT ${studioColumns} FROM deputies.studio s WHERE s.district = ${district} AND s.active AND ${concerns(area)} ORDER BY s.area, s.name LIMIT 500`,
  );
export const findStudio = (db: Db, district: string, id: string): Promise<StudioLine | undefined> =>
  db.find<StudioLine>(sql`SELECT ${studioColumns} FROM deputies.studio s WHERE s.district = ${district} AND s.id = ${id}`);

export function insertStudio(write: Write, row: StudioRow): void {
  write
    .add(
      sql`INSERT INTO deputies.studio (district, id, area, name, place, phone, hours, active, revision)
        VALUES (${row.district}, ${row.id}, ${row.area}, ${row.name}, ${row.place}, ${row.phone}, ${row.hours}, ${row.active}, ${row.revision})`,
    )
    .onDuplicate('studio_pkey', () => new Refusal(errors.exists));
}
export function updateStudio(write: Write, row: StudioRow, before: number): void {
  write.add(
    sql`UPDATE deputies.studio SET area = ${row.area}, name = ${row.name}, place = ${row.place}, phone = ${row.phone}, hours = ${row.hours}, active = ${row.active}, revision = ${row.revision}
      WHERE district = ${row.district} AND id = ${row.id} AND revision = ${before}`,
    1,
    () => new Refusal(errors.changed),
  );
}

/** `answered`: by words of the studio, or by the end of its case. The record is of what was raised with the deputy, never of who raised it. */
const record = sql.raw(`(SELECT count(*)::int FROM deputies.raised r WHERE r.district = d.district AND r.deputy = d.id) AS raised,
  (SELECT count(*)::int FROM deputies.raised r WHERE r.district = d.district AND r.deputy = d.id AND (r.answer IS NOT NULL OR r.ended_at IS NOT NULL)) AS answered,
  (SELECT count(*)::int FROM deputies.raised r WHERE r.district = d.district AND r.deputy = d.id AND r.solved) AS solved,
  (SELECT count(*)::int FROM deputies.reception e WHERE e.district = d.district AND e.state = 'held' AND d.id = ANY(e.deputies)) AS receptions`);
const deputyColumns = sql`d.district, d.id, d.studio, d.name, d.kind, d.level, d.duty, d.intro, d.hours, d.term_from::text, d.term_to::text, d.contacts, d.revision, s.name AS studio_name, s.area, ${record}`;
const deputyFrom = sql.raw('deputies.deputy d JOIN deputies.studio s ON s.district = d.district AND s.id = d.studio');
const serving = (day: string): Sql => sql`d.term_from <= ${day}::date AND (d.term_to IS NULL OR d.term_to >= ${day}::date)`;

export function listDeputies(db: Db, district: string, area: string, query: { studio?: string | undefined; on: string | null }): Promise<DeputyLine[]> {
  const parts: Sql[] = [sql`d.district = ${district}`, within('s', area)];
  if (query.studio) parts.push(sql`d.studio = ${query.studio}`);
  if (query.on !== null) parts.push(serving(query.on));
  return db.all<DeputyLine>(sql`SELECT ${deputyColumns} FROM ${deputyFrom} WHERE ${sql.and(parts)} ORDER BY s.name, d.name, d.id LIMIT 1000`);
}
export const findDeputy = (db: Db, district: string, id: string): Promise<DeputyLine | undefined> =>
  db.find<DeputyLine>(sql`SELECT ${deputyColumns} FROM ${deputyFrom} WHERE d.district = ${district} AND d.id = ${id}`);

export function insertDeputy(write: Write, row: DeputyRow): void {
  write
    .add(
      sql`INSERT INTO deputies.deputy (district, id, studio, name, kind, level, duty, intro, hours, term_from, term_to, contacts, revision)
        VALUES (${row.district}, ${row.id}, ${row.studio}, ${row.name}, ${row.kind}, ${row.level}, ${row.duty}, ${row.intro}, ${row.hours}, ${row.term_from}, ${row.term_to},
          ${JSON.stringify(row.contacts)}::jsonb, ${row.revision})`,
    )
    .onDuplicate('deputy_pkey', () => new Refusal(errors.exists));
}
export function updateDeputy(write: Write, row: DeputyRow, before: number): void {
  write.add(
    sql`UPDATE deputies.deputy SET studio = ${row.studio}, name = ${row.name}, kind = ${row.kind}, level = ${row.level}, duty = ${row.duty}, intro = ${row.intro}, hours = ${row.hours},
        term_from = ${row.term_from}, term_to = ${row.term_to}, contacts = ${JSON.stringify(row.contacts)}::jsonb, revision = ${row.revision}
      WHERE district = ${row.district} AND id = ${row.id} AND revision = ${before}`,
    1,
    () => new Refusal(errors.changed),
  );
}

const receptionColumns = sql`e.district, e.id, e.studio, e.deputies, e.starts_at, e.ends_at, e.slot, e.ways, e.place, e.online, e.topic, e.state, e.note, e.revision, s.name AS studio_name, s.area,
  (SELECT count(*)::int FROM deputies.signup g WHERE g.district = e.district AND g.reception = e.id AND g.state <> 'cancelled') AS taken,
  (SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'kind', d.kind) ORDER BY d.name) FROM deputies.deputy d WHERE d.district = e.district AND d.id = ANY(e.deputies)) AS who`;
const receptionFrom = sql.raw('deputies.reception e JOIN deputies.studio s ON s.district = e.district AND s.id = e.studio');

export const findReception = (db: Db, district: string, id: string): Promise<ReceptionLine | undefined> =>
  db.find<ReceptionLine>(sql`SELECT ${receptionColumns} FROM ${receptionFrom} WHERE e.district = ${district} AND e.id = ${id}`);

/** Reception days of a post's territory between two moments, in the order of time. */
export function listReceptions(
  db: Db,
  district: string,
  area: string,
  query: { from: string; to: string; studio?: string | undefined; limit: number },
  after: { at: string; id: string } | null,
): Promise<ReceptionLine[]> {
  const parts: Sql[] = [sql`e.district = ${district}`, within('s', area), sql`e.starts_at >= ${query.from}`, sql`e.starts_at < ${query.to}`];
  if (query.studio) parts.push(sql`e.studio = ${query.studio}`);
  if (after) parts.push(sql`(e.starts_at, e.id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<ReceptionLine>(
    sql`SELECT ${receptionColumns} FROM ${receptionFrom} WHERE ${sql.and(parts)} ORDER BY e.starts_at, e.id LIMIT ${query.limit + 1}`,
  );
}
/** Those that the public may still go to, or (calendar) that stand within half a year. */
export function upcoming(db: Db, district: string, where: { studio: string } | { area: string }, from: string, limit: number): Promise<ReceptionLine[]> {
  const place = 'studio' in where ? sql`e.studio = ${where.studio}` : concerns(where.area);
  return db.all<ReceptionLine>(sql`SELECT ${receptionColumns} FROM ${receptionFrom}
    WHERE e.district = ${district} AND ${place} AND s.active AND e.ends_at > ${from} ORDER BY e.starts_at, e.id LIMIT ${limit}`);
}

export function insertReception(write: Write, row: ReceptionRow): void {
  write
    .add(
      sql`INSERT INTO deputies.reception (district, id, studio, deputies, starts_at, ends_at, slot, ways, place, online, topic, state, note, revision)
        VALUES (${row.district}, ${row.id}, ${row.studio}, ${row.deputies}::uuid[], ${row.starts_at}, ${row.ends_at}, ${row.slot}, ${row.ways}::text[], ${row.place}, ${row.online}, ${row.topic},
          ${row.state}, ${row.note}, ${row.revision})`,
    )
    .onDuplicate('reception_pkey', () => new Refusal(errors.exists));
}
export function updateReception(write: Write, row: ReceptionRow, before: number): void {
  write.add(
    sql`UPDATE deputies.reception SET studio = ${row.studio}, deputies = ${row.deputies}::uuid[], starts_at = ${row.starts_at}, ends_at = ${row.ends_at}, slot = ${row.slot},
        ways = ${row.ways}::text[], place = ${row.place}, online = ${row.online}, topic = ${row.topic}, state = ${row.state}, note = ${row.note}, revision = ${row.revision}
      WHERE district = ${row.district} AND id = ${row.id} AND revision = ${before}`,
    1,
    () => new Refusal(errors.changed),
  );
}
