import { sql, type Db } from '@hezhi/server';

/** In how many committees or preparing groups the owner behind a person serves now. */
export const countCommitteeTerms = async (db: Db, district: string, person: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM owners.owner o JOIN owners.member m ON m.district = o.district AND m.owner = o.id
    WHERE o.district = ${district} AND o.person = ${person} AND m.ended_on IS NULL`))!.n;
