import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors, type __Name__Note } from '../contract/index.ts';

/** Notes of an area and everything below it, newest first (ids are made in time order). */
export function notesWithin(db: Db, district: string, area: string, before: string | null, limit: number): Promise<__Name__Note[]> {
  return db.all<__Name__Note>(sql`
    SELECT id, title, area, at FROM __name__.note
    WHERE district = ${district} AND area >= ${area} AND area < ${`${area}~`} AND (${before}::uuid IS NULL OR id < ${before}::uuid)
    ORDER BY id DESC LIMIT ${limit}`);
}

/** The row of a new note, as part of a write. */
export function insertNote(write: Write, district: string, note: __Name__Note): void {
  write
    .add(sql`INSERT INTO __name__.note (district, id, area, title, at) VALUES (${district}, ${note.id}, ${note.area}, ${note.title}, ${note.at})`)
    .onDuplicate('note_pkey', () => new Refusal(errors.exists));
}
