import type { z } from 'zod';
import { may, type Actor } from '@hezhi/contract';
import { sql, type Call, type Db, type Sql } from '@hezhi/server';
import { partyKeys, permissions, type InboxQuery, type ListQuery, type MatterFilter } from '../contract/index.ts';
import { queryOf, normalise } from './grams.ts';
import { measureSql } from './queries-measures.ts';
import { legJson, matterColumns } from './queries.ts';
import { searchNewest } from './queries-search.ts';
import { areaSql, visibleSql } from './queries-visible.ts';
import { areaPiece, reachOf, reachQuery } from './reach.ts';
import type { MatterRow, StoredLeg } from './rows.ts';
import { commonPieces } from './queries-common.ts';

type Filter = z.output<typeof MatterFilter>;
export type Cursor = { at: string; id: string };

/** The filters every list shares, over `matters.matter m`. */
function filterSql(f: Filter): Sql[] {
  const parts: Sql[] = [];
  if (f.kind) parts.push(sql`m.kind = ${f.kind}`);
  if (f.area) parts.push(areaSql('m', f.area));
  if (f.area && f.exact) parts.push(sql`m.area = ${f.area}`);
  if (f.subject) parts.push(sql`starts_with(m.subject, ${f.subject})`);
  if (f.state) parts.push(sql`m.state = ${f.state}`);
  if (f.stage) parts.push(sql`m.stage = ${f.stage}`);
  if (f.tier) parts.push(sql`m.tier = ${f.tier}`);
  if (f.channel) parts.push(sql`m.channel = ${f.channel}`);
  if (f.mark) parts.push(sql`${f.mark} = ANY(m.marks)`);
  if (f.overdue !== undefined) parts.push(sql`(m.closed_at IS NULL AND m.overdue) = ${f.overdue}`);
  const measure = f.measure ? measureSql(f.measure) : null;
  if (measure) parts.push(measure.where);
  const day = sql.raw(measure?.day === 'closed' ? 'm.closed_at' : 'm.opened_at');
  if (f.from) parts.push(sql`${day} >= (${f.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  if (f.to) parts.push(sql`${day} < ((${f.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`);
  if (f.q) {
    const grams = queryOf(f.q);
    const phrase = normalise(f.q).trim();
    const text = grams === null ? sql`position(${phrase} IN t.words) > 0` : sql`t.grams @@ ${grams}::tsquery AND position(${phrase} IN t.words) > 0`;
    parts.push(sql`(m.number = ${f.q.toUpperCase()} OR EXISTS (SELECT FROM matters.text t WHERE t.district = m.district AND t.matter = m.id AND ${text}))`);
  }
  return parts;
}

/** Who asks for a list. */
type Asker = Pick<Call, 'house' | 'db' | 'actor'>;
type List = z.output<typeof ListQuery>;

/** The phrase of a list as a tsquery of its rarest pieces; null where nothing is searched for by the index. */
const gramsFor = async ({ house }: Asker, q: List): Promise<string | null> => (q.q ? queryOf(q.q, await commonPieces(house)) : null);

/** Ids that the index of the text finds in the reader's reach; so that a rare phrase does not walk the list. */
function textHits(district: string, actor: Actor, q: List, grams: string, most = sql.raw('')): Sql {
  const [number, phrase] = [q.q!.toUpperCase(), normalise(q.q!).trim()];
  const pieces = reachQuery(`(${grams})`, reachOf(actor, district), areaPiece(q.area));
  return sql`(SELECT t.matter AS id FROM matters.text t WHERE t.district = ${district} AND t.grams @@ ${pieces}::tsquery AND position(${phrase} IN t.words) > 0 ${most})
    UNION SELECT n.id FROM matters.matter n WHERE n.district = ${district} AND n.number = ${number}`;
}

/** All that is asked for but who may see it. */
function listFilters(district: string, q: List): Sql {
  const parts = [sql`m.district = ${district}`, ...filterSql(q)];
  if (q.open !== undefined) parts.push(q.open ? sql.raw('m.closed_at IS NULL') : sql.raw('m.closed_at IS NOT NULL'));
  return sql.and(parts);
}
async function listWhere(asker: Asker, district: string, q: List): Promise<Sql> {
  const { actor } = asker;
  const grams = await gramsFor(asker, q);
  if (grams === null || reachOf(actor, district).length === 0) return sql.and([listFilters(district, q), visibleSql(actor)]);
  return sql.and([listFilters(district, { ...q, q: undefined }), sql`m.id IN (${textHits(district, actor, q, grams)})`, visibleSql(actor)]);
}

/** Matters by filters, newest (or oldest) first, after the cursor. An actor without territory walks the index of parties. */
export async function listMatters(asker: Asker, district: string, q: List, after: Cursor | null): Promise<MatterRow[]> {
  const { db, actor } = asker;
  const down = q.sort === 'opened_desc';
  const grams = down ? await gramsFor(asker, q) : null;
  if (q.q && grams !== null)
    return searchNewest(db, district, actor, listFilters(district, { ...q, q: undefined }), { q: q.q, grams, area: q.area }, after, q.limit + 1);
  const past = after ? sql` AND (m.opened_at, m.id) ${sql.raw(down ? '<' : '>')} (${after.at}, ${after.id}::uuid)` : sql.raw('');
  const order = sql.raw(down ? 'ORDER BY m.opened_at DESC, m.id DESC' : 'ORDER BY m.opened_at, m.id');
  return db.all<MatterRow>(
    sql`SELECT ${matterColumns} FROM matters.matter m WHERE ${await listWhere(asker, district, q)}${past} ${order} ${sql.page(q.limit)}`,
  );
}

/** How many the filters find, counted to `cap`. */
export async function countMatters(asker: Asker, district: string, q: List, cap: number): Promise<number> {
  const some = await countSome(asker, district, q, cap);
  if (some !== null) return some;
  const row = await asker.db.find<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM (SELECT FROM matters.matter m WHERE ${await listWhere(asker, district, q)} ${sql.limit(cap)}) c`,
  );
  return row?.n ?? 0;
}

/** The same for a phrase, by so many of its hits that they nearly always suffice: a word that stands in every tenth matter is not gathered whole. Null where they do not. */
async function countSome(asker: Asker, district: string, q: List, cap: number): Promise<number | null> {
  const { db, actor } = asker;
  const grams = await gramsFor(asker, q);
  if (grams === null || reachOf(actor, district).length === 0) return null;
  const most = Math.ceil(cap * 1.2);
  const row = await db.find<{ hits: number; n: number }>(sql`WITH hit AS MATERIALIZED (${textHits(district, actor, q, grams, sql.limit(most))})
    SELECT (SELECT count(*)::int FROM hit) AS hits, (SELECT count(*)::int FROM (SELECT FROM hit JOIN matters.matter m ON m.district = ${district} AND m.id = hit.id
      WHERE ${listFilters(district, { ...q, q: undefined })} AND ${visibleSql(actor)} ${sql.limit(cap)}) c) AS n`);
  return row!.n >= cap || row!.hits < most ? row!.n : null;
}

export type InboxRow = { matter: MatterRow; leg: StoredLeg; sort_at: string };

/** The sources of an inbox: each an index of open legs in order of their deadline. */
function sources(actor: Actor, view: 'mine' | 'org' | 'area' | 'watching'): Sql[] {
  const { post, person } = actor;
  if (view === 'watching')
    return person ? [sql`EXISTS (SELECT FROM matters.watch w WHERE w.district = l.district AND w.person = ${person} AND w.matter = l.matter)`] : [];
  if (!post) return person ? [sql`l.person = ${person}`] : [];
  const own = sql`l.post = ${post.id}`;
  const offered = sql`l.offer_org = ${post.org} AND l.body #>> '{offer,post}' = ${post.id}`;
  if (view !== 'area' && !may(actor, permissions.act_for_org)) return [own, offered];
  if (view === 'mine') return [own, offered, sql`l.org = ${post.org} AND l.post IS NULL`, sql`l.offer_org = ${post.org} AND l.body #>> '{offer,post}' IS NULL`];
  if (view === 'org') return [sql`l.org = ${post.org}`, sql`l.offer_org = ${post.org}`];
  return [areaSql('l', post.area)];
}

/** The same without what an earlier source has already given: what they find side by side needs no DISTINCT. */
const apart = (list: readonly Sql[]): Sql[] => list.map((one, i) => sql.and([one, ...list.slice(0, i).map((earlier) => sql`(${earlier}) IS NOT TRUE`)]));

/** One page of the inbox: open legs by deadline. Each source walks its own index and gives at most one page. */
export async function listInbox(
  db: Db,
  district: string,
  actor: Actor,
  q: z.output<typeof InboxQuery>,
  after: Cursor | null,
  now: string,
): Promise<InboxRow[]> {
  const from = apart(sources(actor, q.view));
  if (from.length === 0) return [];
  const plain = filterSql(q);
  const where = [sql`l.district = ${district}`, sql.raw('l.ended_at IS NULL')];
  if (q.leg) where.push(sql`l.key = ${q.leg}`);
  if (q.due_within) where.push(sql`l.sort_at <= ${now}::timestamptz + make_interval(mins => ${q.due_within})`);
  if (after) where.push(sql`(l.sort_at, l.matter, l.id) > (${after.at}::timestamptz, ${after.id.split('.')[0]}::uuid, ${after.id.split('.')[1]}::uuid)`);
  // Parties see their matters; a territory's and a watcher's view adds the rule of visibility.
  if (q.view === 'area' || q.view === 'watching') plain.push(visibleSql(actor));
  const join = sql`JOIN matters.matter m ON m.district = l.district AND m.id = l.matter`;
  const branch = (source: Sql): Sql =>
    sql`(SELECT l.* FROM matters.leg l ${plain.length > 0 ? join : sql.raw('')} WHERE ${sql.and([...where, source, ...plain])} ORDER BY l.sort_at, l.matter, l.id ${sql.page(q.limit)})`;
  const page = from.length === 1 ? branch(from[0]!) : sql`(${sql.join(from.map(branch), ' UNION ALL ')} ORDER BY sort_at, matter, id ${sql.page(q.limit)})`;
  const rows = await db.all<MatterRow & { leg: StoredLeg; sort_at: string }>(sql`SELECT ${matterColumns}, ${legJson} AS leg, l.sort_at
    FROM ${page} l JOIN matters.matter m ON m.district = ${district} AND m.id = l.matter ORDER BY l.sort_at, l.matter, l.id`);
  return rows.map((row) => ({ matter: row, leg: row.leg, sort_at: row.sort_at }));
}

/** The counters of the inbox, each counted to `cap` and no further. */
export async function countInbox(
  db: Db,
  district: string,
  actor: Actor,
  now: string,
  soon: string,
  cap: number,
): Promise<{ mine: number; org: number; watching: number; overdue: number; nearly_due: number }> {
  const open = (list: readonly Sql[], order: Sql, extra: readonly Sql[] = []): Sql => {
    const parts = apart(list).map(
      (source) => sql`(SELECT l.sort_at FROM matters.leg l
      WHERE ${sql.and([sql`l.district = ${district}`, sql.raw('l.ended_at IS NULL'), source, ...extra])} ${order} ${sql.limit(cap)})`,
    );
    if (parts.length === 0) return sql.raw('(SELECT NULL::timestamptz AS sort_at WHERE false)');
    // One alone has its order and limit already; PostgreSQL takes no second LIMIT on the same SELECT.
    return parts.length === 1 ? parts[0]! : sql`(${sql.join(parts, ' UNION ALL ')} ${order} ${sql.limit(cap)})`;
  };
  const [mine, byDue, anyOrder] = [sources(actor, 'mine'), sql.raw('ORDER BY sort_at'), sql.raw('')];
  const nearly = sql`sort_at > ${now}::timestamptz AND sort_at <= ${soon}::timestamptz`;
  // The first by deadline hold what is overdue and nearly due; only where they are all of them and the cap cuts them off, the latter are counted apart.
  const row = await db.find<{ mine: number; org: number; watching: number; overdue: number; nearly_due: number }>(sql`SELECT s.mine, s.overdue,
    CASE WHEN s.mine = ${cap} AND s.last <= ${soon}::timestamptz THEN (SELECT count(*)::int FROM ${open(mine, anyOrder, [nearly])} c) ELSE s.nearly END AS nearly_due,
    (SELECT count(*)::int FROM ${open(actor.post ? sources(actor, 'org') : [], anyOrder)} c) AS org,
    (SELECT count(*)::int FROM (SELECT FROM matters.watch w WHERE w.district = ${district} AND w.person = ${actor.person} ${sql.limit(cap)}) c) AS watching
    FROM (SELECT count(*)::int AS mine, count(*) FILTER (WHERE sort_at <= ${now}::timestamptz)::int AS overdue, count(*) FILTER (WHERE ${nearly})::int AS nearly, max(sort_at) AS last
      FROM ${open(mine, byDue)} f) s`);
  return row!;
}

/** Open matters of parties without territory (residents): theirs, newest first. */
export function partyList(db: Db, district: string, actor: Actor, after: Cursor | null, limit: number): Promise<MatterRow[]> {
  const past = after ? sql` AND (p.opened_at, p.matter) < (${after.at}, ${after.id}::uuid)` : sql.raw('');
  return db.all<MatterRow>(sql`SELECT ${matterColumns} FROM matters.party p JOIN matters.matter m ON m.district = p.district AND m.id = p.matter
    WHERE p.district = ${district} AND p.party = ANY(${partyKeys(actor)}::uuid[])${past} ORDER BY p.opened_at DESC, p.matter DESC ${sql.page(limit)}`);
}
