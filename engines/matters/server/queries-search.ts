import type { Actor } from '@hezhi/contract';
import { sql, type Db, type Sql } from '@hezhi/server';
import { normalise } from './grams.ts';
import { matterColumns } from './queries.ts';
import { visibleNewest, visibleSql } from './queries-visible.ts';
import type { MatterRow } from './rows.ts';
import { areaPiece, reachOf, reachQuery, windowsBefore } from './reach.ts';

/** So many of the newest that the reader may see are looked at one by one before the index of pieces is asked. */
const NEWEST = 60;
type Cursor = { at: string; id: string };
type Walked = { walked: number; top_at: string | null; edge_at: string | null; edge_id: string | null };

/**
 * The newest matters in whose text a phrase stands (or whose number it is), after a cursor: at most `limit`. Whatever the phrase, little is read: a common one fills the page from the
 * newest matters, a rare one by the index of its pieces; in between the index is asked for ever longer stretches of time, and always for what is in the reader's reach (`reach.ts`), so that a
 * word which stands in every hundredth of a million matters does not bring ten thousand rows together for a page of twenty. The statements are not one snapshot: what comes in
 * meanwhile is newer than the page. `filters`: all but phrase and visibility, over `matters.matter m`; `grams`: the phrase's pieces as a tsquery; `area`: that the filters narrow to;
 * `newest` is smaller in tests only.
 */
export async function searchNewest(
  db: Db,
  district: string,
  actor: Actor,
  filters: Sql,
  { q, grams, area }: { readonly q: string; readonly grams: string; readonly area?: string | undefined },
  after: Cursor | null,
  limit: number,
  newest = NEWEST,
): Promise<MatterRow[]> {
  const phrase = normalise(q).trim();
  const number = q.toUpperCase();
  const past = (from: Cursor | null, alias = 'm', id = 'id'): Sql =>
    from ? sql`AND (${sql.raw(`${alias}.opened_at, ${alias}.${id}`)}) < (${from.at}::timestamptz, ${from.id}::uuid)` : sql.raw('');
  const ways = visibleNewest(actor, district, filters, (alias, id) => past(after, alias, id), newest);
  if (ways.length === 0) return [];
  const walk = await db.all<MatterRow & Walked>(sql`WITH newest AS MATERIALIZED (
      SELECT u.id, u.opened_at, u.number FROM (${sql.join(ways, ' UNION ')}) u ORDER BY u.opened_at DESC, u.id DESC ${sql.limit(newest)}),
    edge AS (SELECT (SELECT count(*)::int FROM newest) AS walked, (SELECT max(opened_at) FROM newest) AS top_at, e.opened_at AS edge_at, e.id AS edge_id FROM (SELECT) one LEFT JOIN (SELECT id, opened_at FROM newest ORDER BY opened_at, id LIMIT 1) e ON true),
    hit AS (SELECT n.id FROM newest n WHERE n.number = ${number} OR EXISTS (SELECT FROM matters.text t WHERE t.district = ${district} AND t.matter = n.id AND position(${phrase} IN t.words) > 0)
      ORDER BY n.opened_at DESC, n.id DESC ${sql.page(limit - 1)})
    SELECT edge.walked, edge.top_at, edge.edge_at, edge.edge_id, ${matterColumns} FROM edge LEFT JOIN (hit JOIN matters.matter m ON m.district = ${district} AND m.id = hit.id) ON true
    ORDER BY m.opened_at DESC, m.id DESC`);
  const { walked, top_at, edge_at, edge_id } = walk[0]!;
  const found: MatterRow[] = walk.filter(({ id }) => id !== null).map(({ walked: _walked, top_at: _top, edge_at: _at, edge_id: _id, ...row }) => row);
  if (found.length >= limit) return found.slice(0, limit);
  if (walked < newest || top_at === null || edge_at === null || edge_id === null) return found;
  const edge = { at: edge_at, id: edge_id };
  const wanted = limit - found.length;
  const narrowed = areaPiece(area);
  for (const { reach, since } of windowsBefore(Date.parse(edge.at), Date.parse(top_at) - Date.parse(edge.at), reachOf(actor, district))) {
    const all = since === -Infinity;
    const pieces = reachQuery(`(${grams})`, reach, narrowed);
    const from = all ? sql.raw('') : sql`AND m.opened_at >= ${new Date(since).toISOString()}::timestamptz`;
    // The pieces first, whatever the planner thinks of them: they are few by construction.
    const rows = await db.all<MatterRow>(sql`WITH hit AS MATERIALIZED (
        SELECT t.matter AS id FROM matters.text t WHERE t.grams @@ ${pieces}::tsquery AND t.district = ${district} AND position(${phrase} IN t.words) > 0
        UNION SELECT n.id FROM matters.matter n WHERE n.district = ${district} AND n.number = ${number})
      SELECT ${matterColumns} FROM hit JOIN matters.matter m ON m.district = ${district} AND m.id = hit.id WHERE ${filters} AND ${visibleSql(actor)} ${past(edge)} ${from}
      ORDER BY m.opened_at DESC, m.id DESC ${sql.page(wanted - 1)}`);
    if (rows.length >= wanted || all) return [...found, ...rows.slice(0, wanted)];
  }
  return found;
}
