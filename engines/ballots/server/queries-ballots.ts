import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { Channel } from '../contract/collision.ts';
import type { Weights } from '../contract/measures.ts';
import type { Question } from '../contract/question.ts';
import type { BallotOutcome } from '../contract/result.ts';
import type { Rule } from '../contract/rule.ts';

export type BallotState = 'draft' | 'announced' | 'open' | 'closed' | 'counted' | 'void';
/** What voters are told; fixed when the ballot is announced. */
export type Face = {
  title: string;
  text: string;
  rule: Rule;
  questions: Question[];
  secrecy: 'open' | 'secret' | 'receipt';
  binding: { binding: boolean; basis: string };
  channels: Channel[];
  seal: { key: string; length: number } | null;
};
export type BallotRow = {
  district: string;
  id: string;
  area: string;
  roll: string;
  purpose_kind: string;
  purpose_id: string;
  state: BallotState;
  face: Face;
  face_seal: Buffer | null;
  opens_at: string;
  closes_at: string;
  second_of: string | null;
  /** How its chains are keyed (`linkKey`). */
  links: number;
  at: string;
  announced_at: string | null;
  opened_at: string | null;
  closed_at: string | null;
  counted_at: string | null;
  ended_reason: string | null;
  outcome: BallotOutcome | null;
};

export const ballotById = (db: Db, district: string, id: string): Promise<BallotRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.ballot WHERE district = ${district} AND id = ${id}`);

export const lockBallot = (db: Db, district: string, id: string): Promise<BallotRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.ballot WHERE district = ${district} AND id = ${id} FOR UPDATE`);

export const ballotsOfPurpose = (db: Db, district: string, purpose: { kind: string; id: string }): Promise<BallotRow[]> =>
  db.all(sql`SELECT * FROM ballots.ballot WHERE district = ${district} AND purpose_kind = ${purpose.kind} AND purpose_id = ${purpose.id} ORDER BY id`);

export const ballotsWithin = (
  db: Db,
  district: string,
  area: string,
  find: { above: readonly string[]; before: string | null; state: string | null; q: string | null; announced: boolean; limit: number },
): Promise<BallotRow[]> =>
  db.all(sql`
    SELECT * FROM ballots.ballot
    WHERE district = ${district} AND ((area >= ${area} AND area < ${`${area}~`}) OR area = ANY(${find.above}::text[])) AND (${find.before}::uuid IS NULL OR id < ${find.before}::uuid)
      AND (${find.state}::text IS NULL OR state = ${find.state}) AND (NOT ${find.announced} OR state <> 'draft')
      AND (${find.q}::text IS NULL OR face->>'title' ILIKE ${`%${(find.q ?? '').replace(/[\\%_]/g, '\\$&')}%`})
    ORDER BY id DESC LIMIT ${find.limit}`);

export function insertBallot(
  write: Write,
  row: Pick<BallotRow, 'district' | 'id' | 'area' | 'roll' | 'purpose_kind' | 'purpose_id' | 'face' | 'opens_at' | 'closes_at' | 'second_of' | 'at'>,
): void {
  write
    .add(sql`INSERT INTO ballots.ballot (district, id, area, roll, purpose_kind, purpose_id, face, opens_at, closes_at, second_of, links, at)
      VALUES (${row.district}, ${row.id}, ${row.area}, ${row.roll}, ${row.purpose_kind}, ${row.purpose_id}, ${JSON.stringify(row.face)}::jsonb, ${row.opens_at}, ${row.closes_at}, ${row.second_of}, 2, ${row.at})`)
    .onDuplicate('ballot_pkey', () => new Refusal(errors.exists));
}

export function insertKeybox(
  write: Write,
  row: { district: string; ballot: string; sealed: Buffer | null; need: number | null; keepers: readonly string[] | null },
): void {
  write.add(sql`INSERT INTO ballots.keybox (district, ballot, sealed, need, keepers)
    VALUES (${row.district}, ${row.ballot}, ${row.sealed}, ${row.need}, ${row.keepers === null ? null : JSON.stringify(row.keepers)}::jsonb)`);
}
export const keyboxOf = (
  db: Db,
  district: string,
  ballot: string,
): Promise<{ sealed: Buffer | null; need: number | null; keepers: string[] | null } | undefined> =>
  db.find(sql`SELECT sealed, need, keepers FROM ballots.keybox WHERE district = ${district} AND ballot = ${ballot}`);
export function dropKeybox(write: Write, district: string, ballot: string): void {
  write.add(sql`DELETE FROM ballots.keybox WHERE district = ${district} AND ballot = ${ballot}`);
}

export function setAnnounced(write: Write, row: { district: string; id: string; at: string; seal: Buffer }): void {
  write.add(
    sql`UPDATE ballots.ballot SET state = 'announced', announced_at = ${row.at}, face_seal = ${row.seal}
      WHERE district = ${row.district} AND id = ${row.id} AND state = 'draft'`,
    1,
    () => new Refusal(errors.state),
  );
}

/** Opens an announced ballot with its sixteen lanes. Nothing happens when it is open already. */
export async function openBallot(
  db: Db,
  row: { district: string; id: string; at: string; chains: readonly Buffer[]; seals: readonly Buffer[] },
): Promise<boolean> {
  const { count } = await db.run(sql`
    WITH opened AS (UPDATE ballots.ballot SET state = 'open', opened_at = ${row.at} WHERE district = ${row.district} AND id = ${row.id} AND state = 'announced' RETURNING district, id)
    INSERT INTO ballots.lane (district, ballot, lane, chain, seal)
    SELECT o.district, o.id, n.lane, n.chain, n.seal FROM opened o, unnest(${row.chains.map((_, i) => i)}::int[], ${row.chains}::bytea[], ${row.seals}::bytea[]) AS n (lane, chain, seal)`);
  return count > 0;
}

/** Stops the lanes (1: papers may still be entered, 2: nothing) and waits for casts that are just being written; then changes the state. */
export async function stopLanes(db: Db, district: string, ballot: string, stage: 1 | 2): Promise<void> {
  await db.run(sql`
    WITH held AS (SELECT lane FROM ballots.lane WHERE district = ${district} AND ballot = ${ballot} ORDER BY lane FOR UPDATE)
    UPDATE ballots.lane l SET stage = ${stage} FROM held WHERE l.district = ${district} AND l.ballot = ${ballot} AND l.lane = held.lane`);
}

export function setClosed(write: Write, district: string, ballot: string, at: string, reason: string | null): void {
  write.add(
    sql`UPDATE ballots.ballot SET state = 'closed', closed_at = ${at}, ended_reason = ${reason} WHERE district = ${district} AND id = ${ballot} AND state = 'open'`,
    1,
    () => new Refusal(errors.state),
  );
}

export function setVoid(write: Write, district: string, ballot: string, reason: string): void {
  write.add(
    sql`UPDATE ballots.ballot SET state = 'void', ended_reason = ${reason} WHERE district = ${district} AND id = ${ballot} AND state IN ('draft', 'announced', 'open', 'closed')`,
    1,
    () => new Refusal(errors.state),
  );
}

export function setCounted(write: Write, district: string, ballot: string, at: string, outcome: BallotOutcome): void {
  write.add(
    sql`UPDATE ballots.ballot SET state = 'counted', counted_at = ${at}, outcome = ${JSON.stringify(outcome)}::jsonb WHERE district = ${district} AND id = ${ballot} AND state = 'closed'`,
    1,
    () => new Refusal(errors.state),
  );
}

/** How many voters have a ballot in, and what they weigh. */
export const tookPart = async (db: Db, district: string, ballot: string, roll: string): Promise<{ ballots: number; weights: Weights }> => {
  const row = await db.find<{ ballots: number; area: number; shares: number }>(sql`
    SELECT count(*) AS ballots, coalesce(sum(v.area), 0)::bigint AS area, coalesce(sum(v.shares), 0)::bigint AS shares
    FROM (SELECT DISTINCT voter FROM ballots.cast WHERE district = ${district} AND ballot = ${ballot}) c
    JOIN ballots.voter v ON v.district = ${district} AND v.roll = ${roll} AND v.id = c.voter`);
  return { ballots: row!.ballots, weights: { heads: row!.ballots, area: row!.area, shares: row!.shares } };
};

export const rollOfBallot = (
  db: Db,
  district: string,
  roll: string,
): Promise<{ title: string; voters: number; totals: Weights; digest: Buffer; published: boolean } | undefined> =>
  db.find(
    sql`SELECT title, voters, totals, digest, published_at IS NOT NULL AS published FROM ballots.roll WHERE district = ${district} AND id = ${roll} AND state = 'frozen'`,
  );

export type MineRow = {
  ballot: string;
  district: string;
  title: string;
  state: BallotState;
  binding: boolean;
  opens_at: string;
  closes_at: string;
  entry: string;
  label: string;
  units: number;
  area: number;
  shares: number;
  mandate: string | null;
  voted_at: string | null;
};

/** Ballots in which a person votes, for own units and by mandate, latest first. */
export const ballotsOfPerson = (db: Db, district: string, person: string, find: { before: string | null; limit: number }): Promise<MineRow[]> =>
  db.all(sql`
    WITH held AS MATERIALIZED (
      SELECT d.ballot, d.id, d.voter FROM (
        SELECT m.ballot, m.id, m.voter FROM ballots.mandate m WHERE m.district = ${district} AND m.person = ${person}
        UNION ALL SELECT m.ballot, m.id, m.voter FROM ballots.mandate_account a JOIN ballots.mandate m ON m.district = a.district AND m.ballot = a.ballot AND m.id = a.mandate
          WHERE a.district = ${district} AND a.person = ${person}) d
      WHERE NOT EXISTS (SELECT 1 FROM ballots.mandate_end e WHERE e.district = ${district} AND e.ballot = d.ballot AND e.mandate = d.id))
    SELECT * FROM (
      SELECT b.id AS ballot, b.district, b.face->>'title' AS title, b.state, (b.face->'binding'->>'binding')::boolean AS binding, b.opens_at, b.closes_at, v.id AS entry, v.label, v.units, v.area, v.shares,
        m.mandate, (SELECT max(c.at) FROM ballots.cast c WHERE c.district = b.district AND c.ballot = b.id AND c.voter = v.id) AS voted_at
      FROM ballots.ballot b JOIN ballots.voter v ON v.district = b.district AND v.roll = b.roll
      CROSS JOIN LATERAL (
        SELECT NULL::uuid AS mandate WHERE v.persons @> ARRAY[${person}::uuid]
        UNION ALL SELECT d.id FROM held d WHERE d.ballot = b.id AND d.voter = v.id) m
      WHERE b.district = ${district} AND b.state <> 'draft' AND (${find.before}::uuid IS NULL OR b.id < ${find.before}::uuid)
        AND (b.id IN (SELECT d.ballot FROM held d) OR v.persons @> ARRAY[${person}::uuid])
    ) mine ORDER BY ballot DESC, entry LIMIT ${find.limit}`);
