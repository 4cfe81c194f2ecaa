import { sql, type Db } from '@hezhi/server';
import { legJson, matterColumns } from './queries.ts';
import { recountLegsSql, recountSql } from './queries-measures.ts';
import type { StoredMatter } from './rows.ts';

export type ScannedMatter = StoredMatter & {
  parties: string[];
  reach: string[];
  entries: { seq: number; at: string; step: string; body: string; hash: string }[];
};

/** All matters of a district with their timelines, in batches by id; bodies as their very text. */
export async function* scanMatters(db: Db, district: string, batch = 500): AsyncIterable<ScannedMatter> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db.all<ScannedMatter>(sql`SELECT ${matterColumns}, m.memory, encode(m.head, 'hex') AS head,
        (SELECT jsonb_agg(${legJson} ORDER BY l.started_at, l.id) FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id AND l.ended_at IS NULL) AS legs,
        (SELECT jsonb_agg(jsonb_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body::text, 'hash', encode(e.hash, 'hex')) ORDER BY e.seq)
           FROM matters.entry e WHERE e.district = m.district AND e.matter = m.id) AS entries,
        ARRAY(SELECT p.party FROM matters.party p WHERE p.district = m.district AND p.matter = m.id) AS parties,
        ARRAY(SELECT piece FROM matters.text t, unnest(tsvector_to_array(t.grams)) piece WHERE t.district = m.district AND t.matter = m.id AND piece ~ '^[@#!]') AS reach
      FROM matters.matter m WHERE m.district = ${district} AND m.id > ${after} ORDER BY m.id LIMIT ${batch}`);
    for (const row of rows) yield { ...row, entries: row.entries ?? [] };
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

/** What each measure counts, by exact area, subject and day: a scan, for `verify` only. */
export async function* recount(
  db: Db,
  district: string,
  kind: string,
): AsyncIterable<{ area: string; subject: string; at: string; measure: string; n: number }> {
  yield* await db.all<{ area: string; subject: string; at: string; measure: string; n: number }>(sql`
    SELECT area, subject, at::text AS at, measure, count(*)::int AS n FROM (${recountSql(district, kind)}) r GROUP BY 1, 2, 3, 4`);
}

/** What each measure of legs counts, by area, key, organisation and day: a scan, for `verify` only. */
export function recountLegs(
  db: Db,
  district: string,
  kind: string,
): Promise<{ area: string; key: string; org: string; at: string; measure: string; n: number }[]> {
  return db.all(recountLegsSql(district, kind));
}
