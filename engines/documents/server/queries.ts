import { sql, type Db, type Write } from '@hezhi/server';
import type { FileKind } from '../contract/index.ts';

export type FileRow = {
  district: string;
  id: string;
  kind: FileKind;
  type: string;
  suffix: string;
  bytes: number;
  width: number | null;
  height: number | null;
  sha256: Buffer;
  source_sha256: Buffer;
  person: string | null;
  token_hash: Buffer | null;
  matter: string | null;
  audience: unknown;
  at: string;
};

const names = 'district, id, kind, type, suffix, bytes, width, height, sha256, source_sha256, person, token_hash, matter, audience, at';
const columns = sql.raw(names);

/** One file, or undefined. */
export function findFile(db: Db, district: string, id: string): Promise<FileRow | undefined> {
  return db.find<FileRow>(sql`SELECT ${columns} FROM documents.file WHERE district = ${district} AND id = ${id}`);
}

/** The files of these ids, in the order of the ids; unknown ones are left out. */
export function filesByIds(db: Db, district: string, ids: readonly string[]): Promise<FileRow[]> {
  return db.all<FileRow>(sql`
    SELECT ${columns} FROM documents.file WHERE district = ${district} AND id = ANY(${ids}::uuid[]) ORDER BY array_position(${ids}::uuid[], id)`);
}

/** The files of matters, oldest first. */
export function filesByMatters(db: Db, district: string, matters: readonly string[]): Promise<FileRow[]> {
  return db.all<FileRow>(sql`SELECT ${columns} FROM documents.file WHERE district = ${district} AND matter = ANY(${matters}::uuid[]) ORDER BY at, id`);
}

/** Adds a file; false when the id is there already. */
export async function insertFile(db: Db, file: Omit<FileRow, 'matter' | 'audience'>): Promise<boolean> {
  const { count } = await db.run(sql`
    INSERT INTO documents.file (district, id, kind, type, suffix, bytes, width, height, sha256, source_sha256, person, token_hash, at)
    VALUES (${file.district}, ${file.id}, ${file.kind}, ${file.type}, ${file.suffix}, ${file.bytes}, ${file.width}, ${file.height}, ${file.sha256},
      ${file.source_sha256}, ${file.person}, ${file.token_hash}, ${file.at})
    ON CONFLICT (district, id) DO NOTHING`);
  return count === 1;
}

/** Gives unclaimed files of one uploader to a matter, as part of a write; `refuse` names what happens when one is not there. */
export function claim(
  write: Write,
  what: {
    district: string;
    ids: readonly string[];
    matter: string;
    person: string | null;
    tokenHash: Buffer | null;
    kinds: readonly FileKind[];
    audience: unknown;
  },
  refuse: () => Error,
): void {
  const owner = what.person === null ? sql`token_hash = ${what.tokenHash}` : sql`person = ${what.person}`;
  write.add(
    sql`UPDATE documents.file SET matter = ${what.matter}, audience = ${what.audience === null ? null : JSON.stringify(what.audience)}::jsonb
      WHERE district = ${what.district} AND id = ANY(${what.ids}::uuid[]) AND matter IS NULL AND kind = ANY(${what.kinds}::text[]) AND ${owner}`,
    what.ids.length,
    refuse,
  );
}

/** Removes the rows of unclaimed files older than `before`, at most `limit`. */
export function dropUnclaimed(db: Db, before: string, limit: number): Promise<FileRow[]> {
  return db.all<FileRow>(sql`
    DELETE FROM documents.file f USING (
      SELECT district, id FROM documents.file WHERE matter IS NULL AND at < ${before} ORDER BY at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) old WHERE f.district = old.district AND f.id = old.id AND f.matter IS NULL
    RETURNING ${sql.raw(columnsOf('f'))}`);
}

const columnsOf = (alias: string): string =>
  names
    .split(', ')
    .map((name) => `${alias}.${name}`)
    .join(', ');

/** All files of a district by id, a page at a time, for checks. */
export function filesAfter(db: Db, district: string, after: string, limit: number): Promise<FileRow[]> {
  return db.all<FileRow>(sql`SELECT ${columns} FROM documents.file WHERE district = ${district} AND id > ${after} ORDER BY id LIMIT ${limit}`);
}

/** The files that a person brought, by id, a page at a time. */
export const filesOfPerson = (db: Db, district: string, person: string, after: string, limit: number): Promise<FileRow[]> =>
  db.all<FileRow>(sql`SELECT ${columns} FROM documents.file WHERE district = ${district} AND person = ${person} AND id > ${after} ORDER BY id LIMIT ${limit}`);
