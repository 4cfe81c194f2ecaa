import { sql, type Db, type Sql, type Write } from '@hezhi/server';

/** A photo that a body sent: by `url`, or by the bytes themselves. Times RFC 3339. */
export type PhotoRow = {
  district: string;
  id: string;
  endpoint: string;
  message: string;
  matter: string;
  ordinal: number;
  url: string | null;
  sha256: Buffer | null;
  inline: Buffer | null;
  state: 'waiting' | 'kept' | 'dead';
  attempts: number;
  next_at: string | null;
  error: string | null;
};

/** Photos of a message, due at once. */
export function insertPhotos(write: Write, rows: readonly Omit<PhotoRow, 'state' | 'attempts' | 'next_at' | 'error'>[], at: string): void {
  for (const row of rows) {
    write.add(sql`INSERT INTO exchange.photo (district, id, endpoint, message, matter, ordinal, url, sha256, inline, state, next_at, at)
      VALUES (${row.district}, ${row.id}, ${row.endpoint}, ${row.message}, ${row.matter}, ${row.ordinal}, ${row.url}, ${row.sha256}, ${row.inline}, 'waiting', ${at}, ${at})`);
  }
}

/** Takes what is due of one message of a body that is not paused, and leases it; nothing is left when the answer is empty. `attempts` counts this one. */
export const takeDuePhotos = (db: Db, now: string, leaseUntil: string): Promise<PhotoRow[]> =>
  db.all<PhotoRow>(sql`
    UPDATE exchange.photo p SET leased_until = ${leaseUntil}, attempts = p.attempts + 1
    FROM (
      SELECT p.district, p.id FROM exchange.photo p
      WHERE p.state = 'waiting' AND p.next_at <= ${now} AND (p.leased_until IS NULL OR p.leased_until <= ${now})
        AND (p.district, p.endpoint, p.message) = (
          SELECT f.district, f.endpoint, f.message FROM exchange.photo f JOIN exchange.endpoint e ON e.district = f.district AND e.id = f.endpoint AND e.active AND e.ended_at IS NULL
          WHERE f.state = 'waiting' AND f.next_at <= ${now} AND (f.leased_until IS NULL OR f.leased_until <= ${now}) ORDER BY f.next_at, f.id LIMIT 1)
      FOR UPDATE SKIP LOCKED
    ) due WHERE p.district = due.district AND p.id = due.id
    RETURNING p.district, p.id, p.endpoint, p.message, p.matter, p.ordinal, p.url, p.sha256, p.inline, p.state, p.attempts, p.next_at, p.error`);

const mine = ({ district, id, attempts }: Pick<PhotoRow, 'district' | 'id' | 'attempts'>): Sql =>
  sql`district = ${district} AND id = ${id} AND state = 'waiting' AND attempts = ${attempts}`;

/** The photo stands in the timeline; part of the step's own write, expects 1. */
export const keptPhoto = (row: Pick<PhotoRow, 'district' | 'id' | 'attempts'>, now: string): Sql =>
  sql`UPDATE exchange.photo SET state = 'kept', inline = NULL, error = NULL, next_at = NULL, leased_until = NULL, settled_at = ${now} WHERE ${mine(row)}`;

/** The photo did not come; with `nextAt` null it is given up. */
export const failedPhoto = (row: Pick<PhotoRow, 'district' | 'id' | 'attempts'>, error: string, nextAt: string | null, now: string): Sql =>
  sql`UPDATE exchange.photo SET state = ${nextAt === null ? 'dead' : 'waiting'}, error = ${error.slice(0, 500)}, next_at = ${nextAt}::timestamptz, leased_until = NULL,
    settled_at = CASE WHEN ${nextAt}::timestamptz IS NULL THEN ${now}::timestamptz END WHERE ${mine(row)}`;

/** The photos of a message, in their order. */
export const photosOfMessage = (
  db: Db,
  district: string,
  endpoint: string,
  message: string,
): Promise<(Pick<PhotoRow, 'id' | 'url' | 'state' | 'attempts' | 'error'> & { next_at: string | null })[]> =>
  db.all(
    sql`SELECT id, url, state, attempts, next_at, error FROM exchange.photo WHERE district = ${district} AND endpoint = ${endpoint} AND message = ${message} ORDER BY ordinal`,
  );

/** Those of a message that were given up set out again; expects one at least. */
export const revivePhotos = (district: string, endpoint: string, message: string, now: string): Sql =>
  sql`UPDATE exchange.photo SET state = 'waiting', attempts = 0, error = NULL, next_at = ${now}, leased_until = NULL, settled_at = NULL
    WHERE district = ${district} AND endpoint = ${endpoint} AND message = ${message} AND state = 'dead'`;

/** What an endpoint that ends has still to send is given up. */
export const endPhotos = (district: string, endpoint: string, now: string, reason: string): Sql =>
  sql`UPDATE exchange.photo SET state = 'dead', error = ${reason}, inline = NULL, next_at = NULL, settled_at = ${now} WHERE district = ${district} AND endpoint = ${endpoint} AND state = 'waiting'`;

/** Photos settled before `before` are forgotten here; the files are the matter's. */
export const purgePhotos = (db: Db, before: string): Promise<unknown> => db.run(sql`DELETE FROM exchange.photo WHERE settled_at < ${before}`);
