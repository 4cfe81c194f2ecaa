import { sql, type Db, type Sql, type Write } from '@hezhi/server';
import type { Rule } from '../contract/rule.ts';

/** The order of `before` in contract/collision.ts, in SQL: the two are held together by a test over permutations. */
function order(rule: Pick<Rule, 'collision'>): Sql {
  const paper = sql`(c.channel IN ('paper', 'home', 'meeting'))`;
  const preferred = rule.collision === 'paper' ? sql`${paper} DESC,` : rule.collision === 'online' ? sql`${paper},` : sql``;
  const time = rule.collision === 'first' ? sql.raw('c.at, c.id') : sql.raw('c.at DESC, c.id DESC');
  return sql`c.voter, c.proxy, ${preferred} ${time}`;
}

/** The ballot that stands for each voter. */
const valid = (district: string, ballot: string, rule: Pick<Rule, 'collision'>): Sql => sql`
  SELECT DISTINCT ON (c.voter) c.* FROM ballots.cast c WHERE c.district = ${district} AND c.ballot = ${ballot} ORDER BY ${order(rule)}`;

export type ValidRow = {
  id: string;
  voter: string;
  label: string;
  area: number;
  shares: number;
  vote: string | null;
  nonce: string | null;
  box: Buffer | null;
  mark: string | null;
};

/** Every ballot that stands with its voter's weights. */
export const validCasts = (db: Db, district: string, ballot: string, roll: string, rule: Pick<Rule, 'collision'>): Promise<ValidRow[]> =>
  db.all(sql`
    SELECT c.id, c.voter, v.label, v.area, v.shares, c.vote, c.nonce, c.box, c.mark FROM (${valid(district, ballot, rule)}) c
    JOIN ballots.voter v ON v.district = ${district} AND v.roll = ${roll} AND v.id = c.voter`);

/**
 * Sums of an open ballot by its whole vote, added up by the database in one statement: all that came in, less what was displaced. Most voters have cast once, so only the
 * ballots of those who cast more often are put in order. `withShares` false where the roll has none.
 */
export const openSums = (
  db: Db,
  district: string,
  ballot: string,
  roll: string,
  rule: Pick<Rule, 'collision'>,
  withShares = true,
): Promise<{ vote: string; heads: number; area: number; shares: number }[]> => {
  const shares = withShares ? sql`sum(v.shares)` : sql`0`;
  return db.all(sql`
    WITH several AS MATERIALIZED (
      SELECT c.voter FROM ballots.cast c WHERE c.district = ${district} AND c.ballot = ${ballot} GROUP BY c.voter HAVING count(*) > 1),
    ordered AS (
      SELECT c.voter, c.vote, row_number() OVER (PARTITION BY c.voter ORDER BY ${order(rule)}) AS place FROM ballots.cast c
      WHERE c.district = ${district} AND c.ballot = ${ballot} AND c.voter IN (SELECT voter FROM several)),
    came AS (
      SELECT c.vote, count(*) AS heads, sum(v.area) AS area, ${shares} AS shares
      FROM ballots.cast c JOIN ballots.voter v ON v.district = c.district AND v.roll = ${roll} AND v.id = c.voter
      WHERE c.district = ${district} AND c.ballot = ${ballot} GROUP BY c.vote),
    gone AS (
      SELECT o.vote, count(*) AS heads, sum(v.area) AS area, ${shares} AS shares
      FROM ordered o JOIN ballots.voter v ON v.district = ${district} AND v.roll = ${roll} AND v.id = o.voter WHERE o.place > 1 GROUP BY o.vote)
    SELECT c.vote, c.heads - coalesce(g.heads, 0) AS heads, (c.area - coalesce(g.area, 0))::bigint AS area, (c.shares - coalesce(g.shares, 0))::bigint AS shares
    FROM came c LEFT JOIN gone g ON g.vote = c.vote WHERE c.heads > coalesce(g.heads, 0)`);
};

export const castCount = async (db: Db, district: string, ballot: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`SELECT count(*) AS n FROM ballots.cast WHERE district = ${district} AND ballot = ${ballot}`))!.n;

/** Papers that are not settled: one entry only, or entries that differ. */
export const papersOpen = async (db: Db, district: string, ballot: string): Promise<number> =>
  (await db.find<{ n: number }>(sql`
    SELECT count(*) AS n FROM (SELECT paper FROM ballots.paper WHERE district = ${district} AND ballot = ${ballot} GROUP BY paper HAVING NOT bool_or(settled)) p`))!
    .n;

export function insertTally(write: Write, row: { district: string; ballot: string; root: Buffer; sha256: Buffer; file: Buffer; at: string }): void {
  write.add(
    sql`INSERT INTO ballots.tally (district, ballot, root, sha256, file, at) VALUES (${row.district}, ${row.ballot}, ${row.root}, ${row.sha256}, ${row.file}, ${row.at})`,
  );
}
export const tallyOf = (db: Db, district: string, ballot: string): Promise<{ root: Buffer; sha256: Buffer; file: Buffer; at: string } | undefined> =>
  db.find(sql`SELECT root, sha256, file, at FROM ballots.tally WHERE district = ${district} AND ballot = ${ballot}`);

/* Bulletins. */
export type LaneRow = { lane: number; stage: number; seq: number; chain: Buffer; seal: Buffer };
export const lanesOf = (db: Db, district: string, ballot: string): Promise<LaneRow[]> =>
  db.all(sql`SELECT lane, stage, seq, chain, seal FROM ballots.lane WHERE district = ${district} AND ballot = ${ballot} ORDER BY lane`);
export type BulletinRow = { number: number; at: string; lanes: { lane: number; seq: number; chain: string }[]; took_part: unknown; digest: Buffer };
export const lastBulletin = (db: Db, district: string, ballot: string): Promise<BulletinRow | undefined> =>
  db.find(sql`SELECT * FROM ballots.bulletin WHERE district = ${district} AND ballot = ${ballot} ORDER BY number DESC LIMIT 1`);
export const bulletinsOf = (db: Db, district: string, ballot: string, find: { before: number | null; limit: number }): Promise<BulletinRow[]> =>
  db.all(
    sql`SELECT * FROM ballots.bulletin WHERE district = ${district} AND ballot = ${ballot} AND (${find.before}::int IS NULL OR number < ${find.before}) ORDER BY number DESC LIMIT ${find.limit}`,
  );
export function insertBulletin(write: Write, district: string, ballot: string, row: BulletinRow): void {
  write.add(sql`INSERT INTO ballots.bulletin (district, ballot, number, at, lanes, took_part, digest)
    VALUES (${district}, ${ballot}, ${row.number}, ${row.at}, ${JSON.stringify(row.lanes)}::jsonb, ${row.took_part === null ? null : JSON.stringify(row.took_part)}::jsonb, ${row.digest})`);
}
