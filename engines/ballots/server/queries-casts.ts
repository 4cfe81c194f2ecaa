import { sql, type Db, type Write } from '@hezhi/server';
import type { Channel } from '../contract/collision.ts';
import type { CastContent } from './macs.ts';

/** Who may cast for the entry: the voter's own account, a proxy by mandate, the holder of a code, or a paper that two have entered. */
export type Right =
  | { kind: 'person'; person: string }
  | { kind: 'mandate'; mandate: string; person: string }
  | { kind: 'code'; hash: Buffer }
  | { kind: 'paper' };

export type CastLimits = {
  roll: string;
  /** One cast for a voter, where votes may not change. */ once: boolean;
  /** Moment on the database's own clock. */ until: string;
  padIn: Buffer;
  padOut: Buffer;
};

/** The one row of a cast with its link in the chain, as part of a write; touches nothing when the right or the lane says no. */
export function insertCast(write: Write, row: CastContent, mac: Buffer, right: Right, limits: CastLimits, refuse: () => Error): void {
  const { district, ballot } = row;
  const allowed =
    right.kind === 'person'
      ? sql`v.persons @> ARRAY[${right.person}::uuid]`
      : right.kind === 'mandate'
        ? sql`EXISTS (SELECT 1 FROM ballots.mandate m LEFT JOIN ballots.mandate_account a ON a.district = m.district AND a.ballot = m.ballot AND a.mandate = m.id
            WHERE m.district = ${district} AND m.ballot = ${ballot} AND m.id = ${right.mandate} AND m.voter = v.id AND coalesce(m.person, a.person) = ${right.person})`
        : right.kind === 'code'
          ? sql`EXISTS (SELECT 1 FROM ballots.code k WHERE k.district = ${district} AND k.ballot = ${ballot} AND k.hash = ${right.hash} AND k.voter = v.id)`
          : sql`true`;
  write.add(
    sql`
    INSERT INTO ballots.cast (district, ballot, lane, seq, id, entry, voter, channel, proxy, mandate, paper, at, vote, nonce, box, mark, by, mac, chain)
    SELECT v.district, ${ballot}, v.lane, n.seq, ${row.id}, ${row.entry}, v.id, ${row.channel}, ${row.proxy}, ${row.mandate}, ${row.paper}, ${row.at}, ${row.vote}, ${row.nonce}, ${row.box}, ${row.mark}, ${row.by}, ${mac}, n.chain
    FROM ballots.unit u JOIN ballots.voter v ON v.district = u.district AND v.roll = u.roll AND v.id = u.voter
    CROSS JOIN LATERAL ballots.next_cast(v.district, ${ballot}, v.lane, v.id, ${row.mandate}::uuid, ${right.kind === 'paper'}, ${limits.once}, ${limits.until}::timestamptz, ${mac}, ${limits.padIn}, ${limits.padOut}) n
    WHERE u.district = ${district} AND u.roll = ${limits.roll} AND u.entry = ${row.entry} AND ${allowed}`,
    1,
    refuse,
  );
}

/** Why a cast touched nothing: what the database knows now. */
export const whyRefused = (
  db: Db,
  find: { district: string; ballot: string; roll: string; entry: string },
): Promise<{ state: string; stage: number | null; known: boolean; persons: string[] | null; voted: boolean } | undefined> =>
  db.find(sql`
    SELECT b.state, (SELECT min(stage) FROM ballots.lane l WHERE l.district = b.district AND l.ballot = b.id) AS stage, u.entry IS NOT NULL AS known, v.persons,
      EXISTS (SELECT 1 FROM ballots.cast c WHERE c.district = b.district AND c.ballot = b.id AND c.voter = v.id AND c.paper IS NULL AND NOT c.proxy) AS voted
    FROM ballots.ballot b
    LEFT JOIN ballots.unit u ON u.district = b.district AND u.roll = b.roll AND u.entry = ${find.entry}
    LEFT JOIN ballots.voter v ON v.district = b.district AND v.roll = b.roll AND v.id = u.voter
    WHERE b.district = ${find.district} AND b.id = ${find.ballot}`);

export type CastRow = CastContent & { lane: number; seq: number; voter: string; channel: Channel; mac: Buffer; chain: Buffer };

export const castById = (db: Db, district: string, ballot: string, id: string): Promise<CastRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.cast WHERE district = ${district} AND ballot = ${ballot} AND id = ${id}`);

/** All ballots that came in of one voter, in the order of arrival. */
export const castsOfVoter = (db: Db, district: string, ballot: string, voter: string): Promise<CastRow[]> =>
  db.all(sql`SELECT * FROM ballots.cast WHERE district = ${district} AND ballot = ${ballot} AND voter = ${voter} ORDER BY seq`);

export const voterOf = (db: Db, district: string, roll: string, entry: string): Promise<{ id: string; label: string; persons: string[] } | undefined> =>
  db.find(sql`
    SELECT v.id, v.label, v.persons FROM ballots.unit u JOIN ballots.voter v ON v.district = u.district AND v.roll = u.roll AND v.id = u.voter
    WHERE u.district = ${district} AND u.roll = ${roll} AND u.entry = ${entry}`);

/** The voters of a roll for whom a person casts by account. */
export const votersOfPerson = async (db: Db, district: string, roll: string, person: string): Promise<string[]> =>
  (
    await db.all<{ id: string }>(
      sql`SELECT id FROM ballots.voter WHERE district = ${district} AND roll = ${roll} AND persons @> ARRAY[${person}::uuid] ORDER BY id LIMIT 100`,
    )
  ).map(({ id }) => id);

/* Codes. */
export function insertCodes(write: Write, district: string, ballot: string, rows: readonly { hash: Buffer; voter: string; at: string }[]): void {
  write.add(sql`
    INSERT INTO ballots.code (district, ballot, hash, voter, at)
    SELECT ${district}, ${ballot}, h, v, t FROM unnest(${rows.map(({ hash }) => hash)}::bytea[], ${rows.map(({ voter }) => voter)}::uuid[], ${rows.map(({ at }) => at)}::timestamptz[]) AS n (h, v, t)`);
}
export const codeHolder = (
  db: Db,
  district: string,
  ballot: string,
  hash: Buffer,
): Promise<{ voter: string; label: string; units: number; area: number; shares: number } | undefined> =>
  db.find(sql`
    SELECT v.id AS voter, v.label, v.units, v.area, v.shares FROM ballots.code k JOIN ballots.ballot b ON b.district = k.district AND b.id = k.ballot
    JOIN ballots.voter v ON v.district = k.district AND v.roll = b.roll AND v.id = k.voter
    WHERE k.district = ${district} AND k.ballot = ${ballot} AND k.hash = ${hash}`);
export const votersAfter = (
  db: Db,
  district: string,
  roll: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; label: string; units: number }[]> =>
  db.all(
    sql`SELECT id, label, units FROM ballots.voter WHERE district = ${district} AND roll = ${roll} AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${limit}`,
  );
