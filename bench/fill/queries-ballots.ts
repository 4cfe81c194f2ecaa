import { openSums } from '@hezhi/ballots/server';
import type { Rule } from '@hezhi/ballots/contract';
import { sql, type Db } from '@hezhi/server';
import type pg from 'pg';
import { district } from '../town.ts';

/** One cast for each voter of the roll and a second one of every tenth, as many as a large town's ballot has; without the hashes, which no count looks at. */
export async function fillCasts(db: pg.Client, ballot: string, roll: string): Promise<void> {
  await db.query(
    `INSERT INTO ballots.cast (district, ballot, lane, seq, id, entry, voter, channel, proxy, at, vote, nonce, mac, chain)
     SELECT v.district, $1, v.lane, row_number() OVER (PARTITION BY v.lane ORDER BY n, v.id), gen_random_uuid(), v.id, v.id, 'online', false, now() + n * interval '1 minute',
       CASE WHEN get_byte(uuid_send(v.id), 14) % 3 = 0 THEN '[["q1","no"]]' ELSE '[["q1","yes"]]' END, md5(v.id::text), sha256(''), sha256('')
     FROM ballots.voter v, generate_series(0, 1) n WHERE v.district = $2 AND v.roll = $3 AND (n = 0 OR get_byte(uuid_send(v.id), 13) < 26)`,
    [ballot, district, roll],
  );
  await db.query('VACUUM ANALYZE ballots.cast, ballots.voter');
}

/** What the product counts an open ballot with. */
export const ourSums = (db: Db, ballot: string, roll: string, rule: Pick<Rule, 'collision'>): Promise<unknown> =>
  openSums(db, district, ballot, roll, rule, false);

/** One aggregate over the same rows. */
export const bareSums = (db: Db, ballot: string, roll: string): Promise<unknown> =>
  db.all(sql`
    SELECT c.vote, count(*), sum(v.area)::bigint FROM ballots.cast c JOIN ballots.voter v ON v.district = c.district AND v.roll = ${roll} AND v.id = c.voter
    WHERE c.district = ${district} AND c.ballot = ${ballot} GROUP BY c.vote`);
