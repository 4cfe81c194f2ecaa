import { Refusal } from '@hezhi/contract';
import { sql, type Db, type Write } from '@hezhi/server';
import { errors } from '../contract/index.ts';

type Raised = { finding: number; kind: 'case' | 'topic'; matter: string; number: string };
export type RoundRow = {
  id: string;
  body: string;
  by_person: string;
  route: string;
  /** As they were noted; what became of them later stands in `became`. */
  findings: { text: string; raised: 'none' | 'topic' | 'case'; id: string | null; number: string }[];
  at: string;
  became: Raised[] | null;
};

const columns = sql.raw(`r.id, r.body, r.by_person, r.route, r.findings, r.at,
  (SELECT json_agg(json_build_object('finding', x.finding, 'kind', x.kind, 'matter', x.matter, 'number', x.number)) FROM deliberations.round_raised x WHERE x.district = r.district AND x.round = r.id) AS became`);

export function insertRound(write: Write, district: string, row: RoundRow): void {
  write.add(sql`INSERT INTO deliberations.round (district, id, body, by_person, route, findings, at)
    VALUES (${district}, ${row.id}, ${row.body}, ${row.by_person}, ${row.route}, ${JSON.stringify(row.findings)}, ${row.at})`);
}
/** What a finding became; once. */
export function insertRaised(write: Write, district: string, row: Raised & { round: string; body: string; at: string }): void {
  write
    .add(
      sql`INSERT INTO deliberations.round_raised (district, round, finding, body, kind, matter, number, at)
      VALUES (${district}, ${row.round}, ${row.finding}, ${row.body}, ${row.kind}, ${row.matter}, ${row.number}, ${row.at})`,
    )
    .onDuplicate('round_raised_pkey', () => new Refusal(errors.finding_raised));
}
export const listRounds = (db: Db, district: string, body: string, before: string | null, limit: number): Promise<RoundRow[]> =>
  db.all<RoundRow>(sql`SELECT ${columns} FROM deliberations.round r
    WHERE r.district = ${district} AND r.body = ${body} AND (${before}::uuid IS NULL OR r.id < ${before}::uuid) ORDER BY r.id DESC LIMIT ${limit}`);
export const findRound = (db: Db, district: string, id: string): Promise<RoundRow | undefined> =>
  db.find<RoundRow>(sql`SELECT ${columns} FROM deliberations.round r WHERE r.district = ${district} AND r.id = ${id}`);
/** The round from which a case or topic came. */
export const findOrigin = (db: Db, district: string, matter: string): Promise<{ id: string; body: string; route: string; at: string } | undefined> =>
  db.find(sql`SELECT r.id, r.body, r.route, r.at FROM deliberations.round_raised x JOIN deliberations.round r ON r.district = x.district AND r.id = x.round
    WHERE x.district = ${district} AND x.matter = ${matter}`);
/** Findings that became what does not exist, and those that say what they became without its row. */
export const brokenRounds = (db: Db, district: string): Promise<{ id: string; what: string }[]> =>
  db.all(sql`SELECT x.round AS id, 'the case or topic of finding ' || x.finding + 1 || ' does not exist' AS what FROM deliberations.round_raised x
    WHERE x.district = ${district} AND NOT EXISTS (SELECT FROM matters.matter m WHERE m.district = x.district AND m.id = x.matter AND m.kind = CASE x.kind WHEN 'topic' THEN 'deliberation' ELSE 'case' END)
    UNION ALL SELECT x.round, 'finding ' || x.finding + 1 || ' belongs to no round' FROM deliberations.round_raised x
    WHERE x.district = ${district} AND NOT EXISTS (SELECT FROM deliberations.round r WHERE r.district = x.district AND r.id = x.round AND jsonb_array_length(r.findings) > x.finding)
    UNION ALL SELECT r.id, 'what finding ' || f.n || ' became is not on record' FROM deliberations.round r, jsonb_array_elements(r.findings) WITH ORDINALITY AS f (one, n)
    WHERE r.district = ${district} AND f.one->>'id' IS NOT NULL AND NOT EXISTS (SELECT FROM deliberations.round_raised x
      WHERE x.district = r.district AND x.round = r.id AND x.finding = f.n - 1 AND x.matter = (f.one->>'id')::uuid)
    ORDER BY 1, 2`);
