import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { Channel } from '../contract/collision.ts';

export type PaperRow = {
  paper: string;
  turn: number;
  voter: string;
  channel: Channel;
  collector: string;
  witness: string | null;
  received_at: string;
  vote: string | null;
  nonce: string | null;
  box: Buffer | null;
  mark: string | null;
  says: string;
  settled: boolean;
  at: string;
};

export const entriesOfPaper = (db: Db, district: string, ballot: string, paper: string): Promise<PaperRow[]> =>
  db.all(sql`SELECT * FROM ballots.paper WHERE district = ${district} AND ballot = ${ballot} AND paper = ${paper} ORDER BY turn`);

export function insertPaper(write: Write, district: string, ballot: string, row: PaperRow): void {
  write
    .add(sql`INSERT INTO ballots.paper (district, ballot, paper, turn, voter, channel, collector, witness, received_at, vote, nonce, box, mark, says, settled, at)
      VALUES (${district}, ${ballot}, ${row.paper}, ${row.turn}, ${row.voter}, ${row.channel}, ${row.collector}, ${row.witness}, ${row.received_at}, ${row.vote}, ${row.nonce}, ${row.box}, ${row.mark}, ${row.says}, ${row.settled}, ${row.at})`)
    .onDuplicate('paper_pkey', () => new Refusal(errors.paper_busy))
    .onDuplicate('paper_collector', () => new Refusal(errors.same_collector));
}

export type PaperLine = { paper: string; settled: boolean; entries: number; label: string; channel: Channel; received_at: string; mine: boolean };
/** Papers in the order of their numbers, those still open first when `open`. */
export const papersAfter = (
  db: Db,
  district: string,
  ballot: string,
  roll: string,
  find: { after: string | null; open: boolean; person: string | null; limit: number },
): Promise<PaperLine[]> =>
  db.all(sql`
    SELECT p.paper, bool_or(p.settled) AS settled, count(*) AS entries, min(v.label) AS label, min(p.channel) AS channel, min(p.received_at) AS received_at,
      coalesce(bool_or(p.collector = ${find.person}::uuid), false) AS mine
    FROM ballots.paper p LEFT JOIN ballots.voter v ON v.district = p.district AND v.roll = ${roll} AND v.id = p.voter
    WHERE p.district = ${district} AND p.ballot = ${ballot} AND (${find.after}::text IS NULL OR p.paper > ${find.after})
    GROUP BY p.paper HAVING NOT ${find.open} OR NOT bool_or(p.settled) ORDER BY p.paper LIMIT ${find.limit}`);

/** Voters by the name of a unit, for those who enter papers. */
export const votersByLabel = (
  db: Db,
  district: string,
  roll: string,
  q: string,
  limit: number,
): Promise<{ entry: string; voter: string; label: string; unit: string; units: number }[]> =>
  db.all(sql`
    SELECT u.entry, u.voter, v.label, u.label AS unit, v.units FROM ballots.unit u JOIN ballots.voter v ON v.district = u.district AND v.roll = u.roll AND v.id = u.voter
    WHERE u.district = ${district} AND u.roll = ${roll} AND u.label ILIKE ${`${q.replace(/[\\%_]/g, '\\$&')}%`} ORDER BY u.label COLLATE "C" LIMIT ${limit}`);
