import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

export type SuggestionRow = {
  id: string;
  covenant: string;
  article: string | null;
  edition: number;
  person: string;
  public_text: string;
  state: 'open' | 'adopted' | 'partly' | 'declined' | 'withdrawn';
  reason: string | null;
  at: string;
};
const suggestion = sql.raw('s.id, s.covenant, s.article, s.edition, s.person, s.public_text, s.state, s.reason, s.at');

/** Suggestions to a covenant, newest first; `reader`: only what was answered and this person's own; null for all. */
export function listSuggestions(db: Db, district: string, covenant: string, reader: { person: string | null } | null): Promise<SuggestionRow[]> {
  const parts: Sql[] = [sql`s.district = ${district}`, sql`s.covenant = ${covenant}`, sql.raw(`s.state <> 'withdrawn'`)];
  if (reader) parts.push(sql`(s.state <> 'open' OR s.person = ${reader.person}::uuid)`);
  return db.all<SuggestionRow>(sql`SELECT ${suggestion} FROM covenants.suggestion s WHERE ${sql.and(parts)} ORDER BY s.id DESC LIMIT 500`);
}
export const countOpen = async (db: Db, district: string, covenant: string, person: string | null): Promise<number> =>
  (await db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM covenants.suggestion WHERE district = ${district} AND covenant = ${covenant} AND state = 'open' AND (${person}::uuid IS NULL OR person = ${person}::uuid)`,
  ))!.n;
export const findSuggestion = (db: Db, district: string, id: string): Promise<(SuggestionRow & { area: string; title: string }) | undefined> =>
  db.find(sql`SELECT ${suggestion}, c.area, c.title FROM covenants.suggestion s JOIN covenants.covenant c ON c.district = s.district AND c.id = s.covenant
    WHERE s.district = ${district} AND s.id = ${id}`);

export function insertSuggestion(write: Write, district: string, row: SuggestionRow): void {
  write
    .add(
      sql`INSERT INTO covenants.suggestion (district, id, covenant, article, edition, person, public_text, state, at)
        VALUES (${district}, ${row.id}, ${row.covenant}, ${row.article}, ${row.edition}, ${row.person}, ${row.public_text}, ${row.state}, ${row.at})`,
    )
    .onDuplicate('suggestion_pkey', () => new Refusal(errors.exists));
}
export function answerSuggestion(write: Write, district: string, id: string, state: string, reason: string, at: string): void {
  write.add(
    sql`UPDATE covenants.suggestion SET state = ${state}, reason = ${reason}, answered_at = ${at} WHERE district = ${district} AND id = ${id} AND state = 'open'`,
    1,
    () => new Refusal(errors.answered),
  );
}
/** Takes back an own one; its words are erased. */
export function withdrawSuggestion(write: Write, district: string, id: string, person: string, at: string): void {
  write.add(
    sql`UPDATE covenants.suggestion SET state = 'withdrawn', public_text = '', answered_at = ${at} WHERE district = ${district} AND id = ${id} AND person = ${person} AND state = 'open'`,
    1,
    () => new Refusal(errors.suggestion_gone),
  );
}

export type SignatureRow = { id: string; covenant: string; version: number; person: string; building: string | null; at: string };
type Sealed = { home_sealed: Buffer | null; home_lookup: Buffer | null; image_sealed: Buffer };

export function insertSignature(write: Write, district: string, row: SignatureRow & Sealed): void {
  write
    .add(
      sql`INSERT INTO covenants.signature (district, id, covenant, version, person, building, home_sealed, home_lookup, image_sealed, at)
        VALUES (${district}, ${row.id}, ${row.covenant}, ${row.version}, ${row.person}, ${row.building}, ${row.home_sealed}, ${row.home_lookup}, ${row.image_sealed}, ${row.at})`,
    )
    .onDuplicate('signature_pkey', () => new Refusal(errors.signed))
    .onDuplicate('signature_person', () => new Refusal(errors.signed))
    .onDuplicate('signature_home', () => new Refusal(errors.home_signed));
}
/** Withdraws an own signature: picture and home are erased. */
export function withdrawSignature(write: Write, district: string, id: string, person: string, at: string): void {
  write.add(
    sql`UPDATE covenants.signature SET withdrawn_at = ${at}, image_sealed = NULL, home_sealed = NULL, home_lookup = NULL
      WHERE district = ${district} AND id = ${id} AND person = ${person} AND withdrawn_at IS NULL`,
    1,
    () => new Refusal(errors.signature_gone),
  );
}
/** Somebody's own valid signature of a covenant, of whichever version, the latest. */
export const ownSignature = (db: Db, district: string, covenant: string, person: string): Promise<(SignatureRow & { image_sealed: Buffer }) | undefined> =>
  db.find(sql`SELECT id, covenant, version, person, building, image_sealed, at FROM covenants.signature
    WHERE district = ${district} AND covenant = ${covenant} AND person = ${person} AND withdrawn_at IS NULL ORDER BY version DESC LIMIT 1`);
export const findSignature = (
  db: Db,
  district: string,
  id: string,
): Promise<(SignatureRow & { image_sealed: Buffer; home_sealed: Buffer | null; area: string }) | undefined> =>
  db.find(sql`SELECT s.id, s.covenant, s.version, s.person, s.building, s.image_sealed, s.home_sealed, s.at, c.area FROM covenants.signature s
    JOIN covenants.covenant c ON c.district = s.district AND c.id = s.covenant WHERE s.district = ${district} AND s.id = ${id} AND s.withdrawn_at IS NULL`);
export const listSignatures = (
  db: Db,
  district: string,
  covenant: string,
  version: number,
  before: string | null,
  limit: number,
): Promise<(SignatureRow & { name: string | null })[]> =>
  db.all(sql`SELECT s.id, s.covenant, s.version, s.person, s.building, s.at, p.name FROM covenants.signature s LEFT JOIN directory.person p ON p.district = s.district AND p.id = s.person
    WHERE s.district = ${district} AND s.covenant = ${covenant} AND s.version = ${version} AND s.withdrawn_at IS NULL AND (${before}::uuid IS NULL OR s.id < ${before}::uuid)
    ORDER BY s.id DESC LIMIT ${limit + 1}`);
/** How many signed a version, by building. */
export const countSigned = async (db: Db, district: string, covenant: string, version: number): Promise<Map<string | null, number>> =>
  new Map(
    (
      await db.all<{ building: string | null; n: number }>(
        sql`SELECT building, count(*)::int AS n FROM covenants.signature WHERE district = ${district} AND covenant = ${covenant} AND version = ${version} AND withdrawn_at IS NULL GROUP BY 1`,
      )
    ).map((row) => [row.building, row.n]),
  );

export type ReminderRow = {
  id: string;
  covenant: string;
  version: number;
  article: string;
  area: string;
  place: string;
  said: string;
  by_person: string;
  case_id: string | null;
  at: string;
};
const reminder = sql.raw('r.id, r.covenant, r.version, r.article, r.area, r.place, r.said, r.by_person, r.case_id, r.at');
export function insertReminder(write: Write, district: string, row: ReminderRow): void {
  write
    .add(
      sql`INSERT INTO covenants.reminder (district, id, covenant, version, article, area, place, said, by_person, at)
        VALUES (${district}, ${row.id}, ${row.covenant}, ${row.version}, ${row.article}, ${row.area}, ${row.place}, ${row.said}, ${row.by_person}, ${row.at})`,
    )
    .onDuplicate('reminder_pkey', () => new Refusal(errors.exists));
}
export const findReminder = (db: Db, district: string, id: string): Promise<ReminderRow | undefined> =>
  db.find<ReminderRow>(sql`SELECT ${reminder} FROM covenants.reminder r WHERE r.district = ${district} AND r.id = ${id}`);
export function setCase(write: Write, district: string, id: string, caseId: string): void {
  write.add(
    sql`UPDATE covenants.reminder SET case_id = ${caseId} WHERE district = ${district} AND id = ${id} AND case_id IS NULL`,
    1,
    () => new Refusal(errors.became_case),
  );
}
export function listReminders(
  db: Db,
  district: string,
  covenant: string,
  area: string,
  query: { article?: string | undefined; limit: number },
  after: { at: string; id: string } | null,
): Promise<ReminderRow[]> {
  const parts: Sql[] = [sql`r.district = ${district}`, sql`r.covenant = ${covenant}`, sql`r.area >= ${area} AND r.area < ${`${area}~`}`];
  if (query.article) parts.push(sql`r.article = ${query.article}`);
  if (after) parts.push(sql`(r.at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<ReminderRow>(sql`SELECT ${reminder} FROM covenants.reminder r WHERE ${sql.and(parts)} ORDER BY r.at DESC, r.id DESC LIMIT ${query.limit + 1}`);
}
/** Reminders between two days of China by article and place; by article alone for the public (`area` '' and one group). */
export const countReminders = (
  db: Db,
  district: string,
  covenant: string,
  area: string,
  from: string,
  to: string,
): Promise<{ article: string; area: string; n: number; cases: number }[]> =>
  db.all(sql`SELECT r.article, r.area, count(*)::int AS n, count(r.case_id)::int AS cases FROM covenants.reminder r
    WHERE r.district = ${district} AND r.covenant = ${covenant} AND r.area >= ${area} AND r.area < ${`${area}~`}
      AND r.at >= (${from}::date::timestamp AT TIME ZONE 'Asia/Shanghai') AND r.at < ((${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
    GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT 500`);
