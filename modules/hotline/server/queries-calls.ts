import type { Actor } from '@hezhi/contract';
import { storedColumns, visibleSql, type StoredMatter } from '@hezhi/matters/server';
import { sql, type Db, type Sql, type Write } from '@hezhi/server';

/** A call with the name of its line; moments RFC 3339. */
export type CallRow = {
  district: string;
  id: string;
  area: string;
  line: string | null;
  line_name: string | null;
  number_sealed: Buffer | null;
  number_lookup: Buffer | null;
  rang_at: string;
  answered_at: string | null;
  ended_at: string | null;
  lost_at: string | null;
  wrapped_at: string | null;
  agent: string | null;
  agent_post: string | null;
  kind: 'consult' | 'help' | 'complaint' | 'tip_off' | 'suggestion' | null;
  outcome: 'answered' | 'case' | 'existing' | 'diverted' | 'dropped' | 'nuisance' | null;
  divert: string | null;
  divert_to: string | null;
  category: string | null;
  matters: string[];
  note: string;
  revision: number;
};

const columns =
  sql.raw(`c.district, c.id, c.area, c.line, l.name AS line_name, c.number_sealed, c.number_lookup, c.rang_at, c.answered_at, c.ended_at, c.lost_at, c.wrapped_at, c.agent,
  c.agent_post, c.kind, c.outcome, c.divert, c.divert_to, c.category, c.matters, c.note, c.revision`);
const from = sql.raw('FROM hotline.call c LEFT JOIN hotline.line l ON l.district = c.district AND l.id = c.line');

const within = (alias: 'c' | 'a', area: string): Sql => {
  const column = sql.raw(`${alias}.area`);
  return sql`(${column} >= ${area} AND ${column} < ${`${area}~`})`;
};

/** Answered within the service level (seconds), later, given up; over `hotline.call c`. Only calls that rang through a telephone system have a waiting time. */
export function waitSql(wait: 'within' | 'late' | 'lost', seconds: number): Sql {
  if (wait === 'lost') return sql.raw('c.lost_at IS NOT NULL');
  const limit = sql`c.rang_at + make_interval(secs => ${seconds})`;
  return wait === 'within' ? sql`(c.line IS NOT NULL AND c.answered_at <= ${limit})` : sql`(c.line IS NOT NULL AND c.answered_at > ${limit})`;
}

/** Rang on one of the days, China's time; over `hotline.call c`. */
export const daysSql = (first: string | undefined, last: string | undefined): Sql =>
  sql.and([
    ...(first ? [sql`c.rang_at >= (${first}::date::timestamp AT TIME ZONE 'Asia/Shanghai')`] : []),
    ...(last ? [sql`c.rang_at < ((${last}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`] : []),
  ]);

export const hourSql = sql.raw(`extract(hour FROM c.rang_at AT TIME ZONE 'Asia/Shanghai')::int`);

export type CallFilter = {
  agent?: string | undefined;
  kind?: string | undefined;
  outcome?: string | undefined;
  wait?: 'within' | 'late' | 'lost' | undefined;
  hour?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Calls of an area and below, newest first, after the cursor. */
export function listCalls(
  db: Db,
  district: string,
  area: string,
  f: CallFilter,
  seconds: number,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<CallRow[]> {
  const parts = [sql`c.district = ${district}`, within('c', area), daysSql(f.from, f.to)];
  if (f.agent) parts.push(sql`c.agent = ${f.agent}`);
  if (f.kind) parts.push(sql`c.kind = ${f.kind}`);
  if (f.outcome) parts.push(sql`c.outcome = ${f.outcome}`);
  if (f.wait) parts.push(waitSql(f.wait, seconds));
  if (f.hour !== undefined) parts.push(sql`c.line IS NOT NULL AND ${hourSql} = ${f.hour}`);
  if (after) parts.push(sql`(c.rang_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return db.all<CallRow>(sql`SELECT ${columns} ${from} WHERE ${sql.and(parts)} ORDER BY c.rang_at DESC, c.id DESC LIMIT ${limit + 1}`);
}

export const findCall = (db: Db, district: string, area: string, id: string): Promise<CallRow | undefined> =>
  db.find<CallRow>(sql`SELECT ${columns} ${from} WHERE c.district = ${district} AND c.id = ${id} AND ${within('c', area)}`);

/** What rings in an area now, the longest first. */
export const listRinging = (db: Db, district: string, area: string): Promise<CallRow[]> =>
  db.all<CallRow>(
    sql`SELECT ${columns} ${from} WHERE c.district = ${district} AND c.answered_at IS NULL AND c.lost_at IS NULL AND ${within('c', area)} ORDER BY c.rang_at, c.id LIMIT 50`,
  );

/** Earlier calls of a number in an area, newest first. */
export const listCallsOf = (db: Db, district: string, area: string, lookup: Buffer, except: string, limit: number): Promise<CallRow[]> =>
  db.all<CallRow>(sql`SELECT ${columns} ${from} WHERE c.district = ${district} AND c.number_lookup = ${lookup} AND c.id <> ${except} AND ${within('c', area)}
    ORDER BY c.rang_at DESC, c.id DESC LIMIT ${limit}`);

type NewCall = Pick<CallRow, 'district' | 'id' | 'area' | 'line' | 'number_sealed' | 'number_lookup' | 'rang_at' | 'answered_at' | 'agent' | 'agent_post'> & {
  ref: string | null;
};

export const insertCall = (
  row: NewCall,
): Sql => sql`INSERT INTO hotline.call (district, id, area, line, ref, number_sealed, number_lookup, rang_at, answered_at, agent, agent_post)
  VALUES (${row.district}, ${row.id}, ${row.area}, ${row.line}, ${row.ref}, ${row.number_sealed}, ${row.number_lookup}, ${row.rang_at}, ${row.answered_at}, ${row.agent}, ${row.agent_post})`;

/** The call of a telephone system's own name. */
export const findByRef = (db: Db, district: string, line: string, ref: string): Promise<{ id: string } | undefined> =>
  db.find(sql`SELECT id FROM hotline.call WHERE district = ${district} AND line = ${line} AND ref = ${ref}`);

/** Over: given up where nobody answered, else ended; said twice it stays as it was. */
export function hangUp(db: Db, district: string, line: string, ref: string, at: string): Promise<Pick<CallRow, 'id' | 'area' | 'agent'> | undefined> {
  return db.find(sql`UPDATE hotline.call SET
      lost_at = CASE WHEN answered_at IS NULL THEN coalesce(lost_at, greatest(${at}::timestamptz, rang_at)) ELSE lost_at END,
      ended_at = CASE WHEN answered_at IS NOT NULL THEN coalesce(ended_at, greatest(${at}::timestamptz, answered_at)) ELSE ended_at END, revision = revision + 1
    WHERE district = ${district} AND line = ${line} AND ref = ${ref} RETURNING id, area, agent`);
}

/** The first agent has a ringing call. */
export const answerCall = (district: string, id: string, agent: string, post: string, at: string): Sql =>
  sql`UPDATE hotline.call SET answered_at = greatest(${at}::timestamptz, rang_at), agent = ${agent}, agent_post = ${post}, revision = revision + 1
    WHERE district = ${district} AND id = ${id} AND answered_at IS NULL AND lost_at IS NULL`;

/** What may change of an agent's own call that is not finished. */
export type CallChange = Partial<
  Pick<CallRow, 'number_sealed' | 'number_lookup' | 'ended_at' | 'wrapped_at' | 'kind' | 'outcome' | 'divert' | 'divert_to' | 'category' | 'note'>
> & { matter?: string | null };

export function changeCall(district: string, id: string, agent: string, change: CallChange): Sql {
  const sets: Sql[] = [sql.raw('revision = revision + 1')];
  for (const key of ['number_sealed', 'number_lookup', 'wrapped_at', 'kind', 'outcome', 'divert', 'divert_to', 'category', 'note'] as const)
    if (change[key] !== undefined) sets.push(sql`${sql.raw(key)} = ${change[key]}`);
  if (change.ended_at) sets.push(sql`ended_at = coalesce(ended_at, greatest(${change.ended_at}::timestamptz, answered_at))`);
  if (change.matter) sets.push(sql`matters = CASE WHEN ${change.matter}::uuid = ANY(matters) THEN matters ELSE matters || ${change.matter}::uuid END`);
  return sql`UPDATE hotline.call SET ${sql.join(sets, ', ')} WHERE district = ${district} AND id = ${id} AND agent = ${agent} AND wrapped_at IS NULL`;
}

export type AgentRow = { person: string; area: string; state: 'ready' | 'talking' | 'wrap_up' | 'break'; since: string; call: string | null };

export const listAgents = (db: Db, district: string, area: string, since: string): Promise<AgentRow[]> =>
  db.all<AgentRow>(
    sql`SELECT a.person, a.area, a.state, a.since, a.call FROM hotline.agent a WHERE a.district = ${district} AND ${within('a', area)} AND (a.since > ${since} OR a.call IS NOT NULL) ORDER BY a.since LIMIT 100`,
  );

export const findAgent = (db: Db, district: string, person: string): Promise<AgentRow | undefined> =>
  db.find<AgentRow>(sql`SELECT person, area, state, since, call FROM hotline.agent WHERE district = ${district} AND person = ${person}`);

/** The agent takes a call; touches no row where another call is not finished. */
export const occupyAgent = (district: string, person: string, area: string, call: string, at: string): Sql => sql`
  INSERT INTO hotline.agent AS a (district, person, area, state, since, call) VALUES (${district}, ${person}, ${area}, 'talking', ${at}, ${call})
  ON CONFLICT (district, person) DO UPDATE SET area = excluded.area, state = 'talking', since = excluded.since, call = excluded.call WHERE a.call IS NULL`;

/** Wrap-up of the call begins; nothing where the agent is elsewhere already. */
export const wrapAgent = (district: string, call: string, agent: string, at: string): Sql =>
  sql`UPDATE hotline.agent SET state = 'wrap_up', since = ${at} WHERE district = ${district} AND person = ${agent} AND call = ${call} AND state = 'talking'`;

export const freeAgent = (district: string, person: string, call: string, at: string): Sql =>
  sql`UPDATE hotline.agent SET state = 'ready', since = ${at}, call = NULL WHERE district = ${district} AND person = ${person} AND call = ${call}`;

/** Ready or on a break; touches no row during a call. */
export const placeAgent = (district: string, person: string, area: string, state: 'ready' | 'break', at: string): Sql => sql`
  INSERT INTO hotline.agent AS a (district, person, area, state, since) VALUES (${district}, ${person}, ${area}, ${state}, ${at})
  ON CONFLICT (district, person) DO UPDATE SET area = excluded.area, state = excluded.state, since = excluded.since WHERE a.call IS NULL`;

/** Residents of an area by the keyed hash of their phone. */
export const findResidents = (db: Db, district: string, area: string, lookup: Buffer): Promise<{ id: string; name: string; area: string }[]> =>
  db.all(sql`SELECT n.id, n.name, n.area FROM directory.person n WHERE n.district = ${district} AND n.phone_lookup = ${lookup} AND n.area IS NOT NULL
    AND n.area >= ${area} AND n.area < ${`${area}~`} ORDER BY n.name, n.id LIMIT 10`);

/** Cases whose contact has this number or that one of the people reported, as far as the actor sees them; `unnamed`: with those whose reporter asked to stay unnamed. */
export function listCasesOf(
  db: Db,
  district: string,
  actor: Actor,
  lookup: Buffer,
  people: readonly string[],
  unnamed: boolean,
  limit: number,
): Promise<StoredMatter[]> {
  const hidden = unnamed ? sql.raw('true') : sql.raw(`NOT (c.hide_name AND c.reporter_kind = 'resident')`);
  return db.all<StoredMatter>(sql`SELECT ${storedColumns} FROM matters.matter m JOIN cases.case c ON c.district = m.district AND c.id = m.id
    WHERE m.district = ${district} AND ${visibleSql(actor)} AND ${hidden} AND m.id IN (
      SELECT k.id FROM cases.case k WHERE k.district = ${district} AND k.contact_lookup = ${lookup}
      UNION SELECT p.matter FROM matters.party p WHERE p.district = ${district} AND p.party = ANY(${people}::uuid[]))
    ORDER BY m.opened_at DESC, m.id DESC LIMIT ${limit}`);
}

export type WishRow = { sealed: Buffer; from_min: number | null; to_min: number | null; at: string };
export const findWish = (db: Db, district: string, lookup: Buffer): Promise<WishRow | undefined> =>
  db.find<WishRow>(sql`SELECT sealed, from_min, to_min, at FROM hotline.wish WHERE district = ${district} AND lookup = ${lookup}`);

export function keepWish(write: Write, district: string, lookup: Buffer, wish: WishRow | null): void {
  if (wish === null) write.add(sql`DELETE FROM hotline.wish WHERE district = ${district} AND lookup = ${lookup}`);
  else
    write.add(sql`INSERT INTO hotline.wish (district, lookup, sealed, from_min, to_min, at) VALUES (${district}, ${lookup}, ${wish.sealed}, ${wish.from_min}, ${wish.to_min}, ${wish.at})
      ON CONFLICT (district, lookup) DO UPDATE SET sealed = excluded.sealed, from_min = excluded.from_min, to_min = excluded.to_min, at = excluded.at`);
}

export type LineRow = { id: string; name: string; number: string; area: string; active: boolean; version: number };
export const findLineByKey = (db: Db, district: string, hash: Buffer): Promise<LineRow | undefined> =>
  db.find<LineRow>(sql`SELECT id, name, number, area, active, version FROM hotline.line WHERE district = ${district} AND key_hash = ${hash} AND active`);

export const listLines = (db: Db, district: string, area: string): Promise<LineRow[]> =>
  db.all<LineRow>(sql`SELECT id, name, number, area, active, version FROM hotline.line
    WHERE district = ${district} AND area >= ${area} AND area < ${`${area}~`} ORDER BY active DESC, name, id LIMIT 200`);

export const insertLine = (district: string, row: Omit<LineRow, 'version'>, hash: Buffer): Sql =>
  sql`INSERT INTO hotline.line (district, id, name, number, area, key_hash, active, version) VALUES (${district}, ${row.id}, ${row.name}, ${row.number}, ${row.area}, ${hash}, ${row.active}, 1)`;

export const updateLine = (district: string, row: LineRow): Sql =>
  sql`UPDATE hotline.line SET name = ${row.name}, number = ${row.number}, area = ${row.area}, active = ${row.active}, version = version + 1
    WHERE district = ${district} AND id = ${row.id} AND version = ${row.version}`;

export const rekeyLine = (district: string, id: string, hash: Buffer): Sql =>
  sql`UPDATE hotline.line SET key_hash = ${hash}, version = version + 1 WHERE district = ${district} AND id = ${id}`;
