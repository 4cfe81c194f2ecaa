import { sql, type Db } from '@hezhi/server';

/** How many votes that are announced or open a person may vote in by account. */
export const countRunningVotes = async (db: Db, district: string, person: string): Promise<number> =>
  (await db.find<{
    n: number;
  }>(sql`SELECT count(DISTINCT b.id)::int AS n FROM ballots.ballot b JOIN ballots.voter v ON v.district = b.district AND v.roll = b.roll
    WHERE b.district = ${district} AND b.state IN ('announced', 'open') AND v.persons @> ARRAY[${person}::uuid]`))!.n;
