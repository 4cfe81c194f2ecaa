import type { Actor } from '@hezhi/contract';
import { storedColumns, visibleSql, type StoredMatter } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';

/** What a settled case tells the rules; `expiry`: the promised moment of handling. */
export type SettledRow = {
  area: string;
  tier: number;
  subject: string;
  channel: string;
  rating: number | null;
  marks: string[];
  closed_at: string | null;
  expiry: string | null;
  contact_lookup: Buffer | null;
  reporter_kind: 'resident' | 'visitor' | 'staff';
  reporter: string | null;
};

export const findSettled = (db: Db, district: string, matter: string): Promise<SettledRow | undefined> =>
  db.find<SettledRow>(sql`SELECT m.area, m.tier, m.subject, m.channel, m.rating, m.marks, m.closed_at, c.contact_lookup, c.reporter_kind, c.reporter,
      (SELECT max(l.due_at) FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id AND l.key = 'handle') AS expiry
    FROM matters.matter m JOIN cases.case c ON c.district = m.district AND c.id = m.id WHERE m.district = ${district} AND m.id = ${matter}`);

export type NewCallback = { id: string; matter: string; round: number; area: string; rule: string; due_at: string };

/** Once a closing, and never two open ones of a case. */
export const insertCallback = (district: string, row: NewCallback): Sql => sql`
  INSERT INTO hotline.callback (district, id, matter, round, area, rule, due_at, state)
  SELECT ${district}, ${row.id}::uuid, ${row.matter}::uuid, ${row.round}::int, ${row.area}, ${row.rule}, ${row.due_at}::timestamptz, 'waiting'
  WHERE NOT EXISTS (SELECT FROM hotline.callback o WHERE o.district = ${district} AND o.matter = ${row.matter}::uuid AND (o.state IN ('waiting', 'taken') OR o.round = ${row.round}::int))
  ON CONFLICT DO NOTHING`;

/** The case is open again: nobody is asked now. */
export const dropCallbacks = (district: string, matter: string): Sql =>
  sql`UPDATE hotline.callback SET state = 'dropped', agent = NULL WHERE district = ${district} AND matter = ${matter} AND state IN ('waiting', 'taken')`;

export type Said = { reached?: string; solved?: 'yes' | 'partly' | 'no'; score?: number };
/** What was typed at the last step `call_back` of a case. */
export const lastSaid = (db: Db, district: string, matter: string): Promise<{ at: string; person: string | null; data: Said } | undefined> =>
  db.find(sql`SELECT e.at, e.body->'actor'->>'person' AS person, e.body->'data' AS data FROM matters.entry e
    WHERE e.district = ${district} AND e.matter = ${matter} AND e.step = 'call_back' ORDER BY e.seq DESC LIMIT 1`);

/** Somebody called back from the page of the case: the open call-back is done. */
export const settleCallback = (district: string, matter: string, agent: string | null, at: string, said: Said): Sql => sql`
  UPDATE hotline.callback SET state = 'done', agent = ${agent}, tries = tries + 1, done_at = ${at}, reached = true, solved = ${said.solved ?? null}, score = ${said.score ?? null}
  WHERE district = ${district} AND matter = ${matter} AND state IN ('waiting', 'taken')`;

export type CallbackRow = StoredMatter & {
  callback: string;
  callback_rule: string;
  callback_state: 'waiting' | 'taken' | 'done' | 'unreached' | 'dropped';
  callback_due: string;
  tries: number;
  agent: string | null;
  done_at: string | null;
  reached: boolean | null;
  solved: 'yes' | 'partly' | 'no' | null;
  score: number | null;
  skipped: string | null;
  reporter_kind: 'resident' | 'visitor' | 'staff';
};

const columns = sql`b.id AS callback, b.rule AS callback_rule, b.state AS callback_state, b.due_at AS callback_due, b.tries, b.agent, b.done_at, b.reached, b.solved, b.score, b.skipped,
  c.reporter_kind, ${storedColumns}`;
const from = sql.raw(
  `FROM hotline.callback b JOIN matters.matter m ON m.district = b.district AND m.id = b.matter JOIN cases.case c ON c.district = b.district AND c.id = b.matter`,
);
const scope = (district: string, area: string, actor: Actor): Sql =>
  sql`b.district = ${district} AND b.area >= ${area} AND b.area < ${`${area}~`} AND ${visibleSql(actor)}`;

const resultSql = {
  reached: sql.raw('b.reached'),
  unreached: sql.raw(`b.state = 'unreached'`),
  solved: sql.raw(`b.solved = 'yes'`),
  unsolved: sql.raw(`b.solved IN ('partly', 'no')`),
  satisfied: sql.raw('b.score >= 4'),
  dissatisfied: sql.raw('b.score <= 2'),
} as const;

export type CallbackFind = {
  view: 'due' | 'later' | 'mine' | 'done';
  result?: keyof typeof resultSql | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after: { at: string; id: string } | null;
  limit: number;
};

/** Call-backs of an area: open ones by their moment, done ones newest first. `stale`: taken before it counts as left lying. */
export function listCallbacks(db: Db, district: string, area: string, actor: Actor, now: string, stale: string, find: CallbackFind): Promise<CallbackRow[]> {
  const { view, after } = find;
  const parts = [scope(district, area, actor)];
  const open = sql`(b.state = 'waiting' OR (b.state = 'taken' AND b.taken_at < ${stale}))`;
  if (view === 'due') parts.push(sql`${open} AND b.state IN ('waiting', 'taken') AND b.due_at <= ${now}`);
  if (view === 'later') parts.push(sql`b.state = 'waiting' AND b.due_at > ${now}`);
  if (view === 'mine') parts.push(sql`b.state = 'taken' AND b.agent = ${actor.person}`);
  if (view === 'done') {
    parts.push(sql.raw(`b.state IN ('done', 'unreached')`));
    if (find.result) parts.push(resultSql[find.result]);
    if (find.from) parts.push(sql`b.done_at >= (${find.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`);
    if (find.to) parts.push(sql`b.done_at < ((${find.to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`);
    if (after) parts.push(sql`(b.done_at, b.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  } else if (after) parts.push(sql`(b.due_at, b.id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  const order = sql.raw(view === 'done' ? 'b.done_at DESC, b.id DESC' : 'b.due_at, b.id');
  return db.all<CallbackRow>(sql`SELECT ${columns} ${from} WHERE ${sql.and(parts)} ORDER BY ${order} LIMIT ${find.limit + 1}`);
}

export const findCallback = (db: Db, district: string, area: string, actor: Actor, id: string): Promise<CallbackRow | undefined> =>
  db.find<CallbackRow>(sql`SELECT ${columns} ${from} WHERE ${scope(district, area, actor)} AND b.id = ${id}`);

/** Takes the most pressing one that is due; of two agents each gets another. */
export async function claimNext(db: Db, district: string, area: string, actor: Actor, now: string, stale: string): Promise<string | null> {
  const row = await db.find<{ id: string }>(sql`WITH next AS MATERIALIZED (SELECT b.id ${from}
      WHERE ${scope(district, area, actor)} AND b.due_at <= ${now} AND b.state IN ('waiting', 'taken') AND (b.state = 'waiting' OR b.taken_at < ${stale})
      ORDER BY b.due_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
    UPDATE hotline.callback t SET state = 'taken', agent = ${actor.person}, taken_at = ${now} FROM next WHERE t.district = ${district} AND t.id = next.id RETURNING t.id`);
  return row?.id ?? null;
}

/** Takes this one, unless somebody else has it. */
export const claim = (district: string, id: string, agent: string, now: string, stale: string): Sql => sql`
  UPDATE hotline.callback SET state = 'taken', agent = ${agent}, taken_at = ${now}
  WHERE district = ${district} AND id = ${id} AND (state = 'waiting' OR (state = 'taken' AND (agent = ${agent} OR taken_at < ${stale})))`;

const held = (district: string, id: string, agent: string): Sql => sql`district = ${district} AND id = ${id} AND state = 'taken' AND agent = ${agent}`;

/** Put off by whoever has it. */
export const putOff = (district: string, id: string, agent: string, due: string, reason: string): Sql =>
  sql`UPDATE hotline.callback SET state = 'waiting', agent = NULL, taken_at = NULL, due_at = ${due}, skipped = ${reason} WHERE ${held(district, id, agent)}`;

/** Nobody there: again at `due`, or given up after the last try. */
export const notReached = (district: string, id: string, agent: string, now: string, due: string, tries: number): Sql => sql`
  UPDATE hotline.callback SET tries = tries + 1, reached = false, taken_at = NULL, due_at = ${due},
    state = CASE WHEN tries + 1 >= ${tries} THEN 'unreached' ELSE 'waiting' END, done_at = CASE WHEN tries + 1 >= ${tries} THEN ${now}::timestamptz END,
    agent = CASE WHEN tries + 1 >= ${tries} THEN agent END
  WHERE ${held(district, id, agent)}`;

export const reachedThem = (district: string, id: string, agent: string, now: string, said: Said): Sql => sql`
  UPDATE hotline.callback SET tries = tries + 1, state = 'done', done_at = ${now}, reached = true, solved = ${said.solved ?? null}, score = ${said.score ?? null}
  WHERE ${held(district, id, agent)}`;

export const findRules = (db: Db, district: string): Promise<{ body: unknown; version: number } | undefined> =>
  db.find(sql`SELECT body, version FROM hotline.rules WHERE district = ${district}`);

/** The first rules of a district, or those after `version`; touches no row where somebody was faster. */
export const keepRules = (district: string, body: unknown, version: number): Sql =>
  version === 0
    ? sql`INSERT INTO hotline.rules (district, body, version) VALUES (${district}, ${JSON.stringify(body)}, 1) ON CONFLICT DO NOTHING`
    : sql`UPDATE hotline.rules SET body = ${JSON.stringify(body)}, version = version + 1 WHERE district = ${district} AND version = ${version}`;
