import { sql, type Db, type Sql } from '@hezhi/server';
import type { Actor } from '@hezhi/contract';
import type { Procedure } from '../contract/index.ts';
import { visibleSql } from './queries-visible.ts';
import type { StoredMatter } from './rows.ts';

export async function insertProcedure(db: Db, procedure: Procedure): Promise<unknown> {
  const { key, version, kind } = procedure;
  await db.run(
    sql`INSERT INTO matters.procedure (key, version, kind, body) VALUES (${key}, ${version}, ${kind}, ${JSON.stringify(procedure)}) ON CONFLICT DO NOTHING`,
  );
  return findProcedure(db, key, version);
}

/** Versions above belong to places (X1), those up to it to the product. */
export const PRODUCT_VERSIONS = 1000;

/** The version under which a body is kept: the one it has, else the next free one from 1001 on. Two who keep the same at once get the same. */
export function keepBody(db: Db, { key, kind, version: _own, ...rest }: Procedure): Promise<number> {
  const body = JSON.stringify({ key, kind, ...rest });
  return db.tx(async (tx) => {
    await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`matters.procedure ${key}`}, 0))`);
    const same = await tx.find<{ version: number }>(
      sql`SELECT version FROM matters.procedure WHERE key = ${key} AND version > ${PRODUCT_VERSIONS} AND body - 'version' = ${body}::jsonb ORDER BY version LIMIT 1`,
    );
    if (same) return same.version;
    const made = await tx.find<{ version: number }>(
      sql`INSERT INTO matters.procedure (key, version, kind, body)
          SELECT ${key}, v, ${kind}, ${body}::jsonb || jsonb_build_object('version', v)
          FROM (SELECT greatest(${PRODUCT_VERSIONS}::int, coalesce(max(version), 0)) + 1 AS v FROM matters.procedure WHERE key = ${key}) AS next RETURNING version`,
    );
    return made!.version;
  });
}

export async function findProcedure(db: Db, key: string, version: number): Promise<unknown> {
  return (await db.find<{ body: unknown }>(sql`SELECT body FROM matters.procedure WHERE key = ${key} AND version = ${version}`))?.body;
}

/** A block of numbers, so that a number is known before the write without a statement each. */
export async function takeNumbers(db: Db, n: number): Promise<number[]> {
  return (await db.all<{ n: number }>(sql`SELECT nextval('matters.number') AS n FROM generate_series(1, ${n})`)).map((row) => row.n);
}

/** The columns every list shows; `memory` and `head` stay behind. */
export const matterColumns: Sql = sql.raw(
  `m.district, m.id, m.number, m.kind, m.procedure, m.procedure_version, m.title, m.state, m.stage, m.revision, m.area, m.lon, m.lat, m.subject, m.tier, m.channel, m.asker, m.secrecy,
   m.public, m.opened_at, m.closed_at, m.due_at, m.overdue, m.marks, m.rating`,
);

/** The columns of a leg, as an object whose moments are RFC 3339. */
export const legJson: Sql = sql.raw(
  `json_build_object('id', l.id, 'key', l.key, 'org', l.org, 'post', l.post, 'person', l.person, 'started_at', l.started_at, 'due_at', l.due_at, 'overdue', l.overdue,
   'ended_at', l.ended_at, 'result', l.result, 'revision', l.revision, 'body', l.body)`,
);

const legsOfMatter: Sql = sql`(SELECT json_agg(${legJson} ORDER BY l.started_at, l.id) FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id AND l.ended_at IS NULL)`;

/** A matter with its open legs as `snapshotOf` reads it, over `matters.matter m`: for the lists of modules. */
export const storedColumns: Sql = sql`${matterColumns}, m.memory, encode(m.head, 'hex') AS head, ${legsOfMatter} AS legs`;

/** A matter with its open legs, whatever the reader; undefined when there is none. */
export const findStored = (db: Db, district: string, id: string): Promise<StoredMatter | undefined> =>
  db.find<StoredMatter>(sql`SELECT ${storedColumns} FROM matters.matter m WHERE m.district = ${district} AND m.id = ${id}`);

/**
 * The same, and nobody else writes it until the transaction ends. Whoever had to wait for that gets the row of the other's write, but its legs as they were when this statement
 * began: what the statement saw of the row tells it, and then the matter is read again.
 */
export async function lockStored(db: Db, district: string, id: string): Promise<StoredMatter | undefined> {
  const row = await db.find<StoredMatter & { seen: number }>(sql`SELECT ${storedColumns},
      (SELECT s.revision FROM matters.matter s WHERE s.district = m.district AND s.id = m.id) AS seen
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${id} FOR UPDATE OF m`);
  return row && row.seen !== row.revision ? findStored(db, district, id) : row;
}

/** The same, only if the actor sees it (house rule 3). */
export function findVisible(db: Db, district: string, id: string, actor: Actor): Promise<StoredMatter | undefined> {
  return db.find<StoredMatter>(sql`SELECT ${matterColumns}, m.memory, encode(m.head, 'hex') AS head, ${legsOfMatter} AS legs
    FROM matters.matter m WHERE m.district = ${district} AND m.id = ${id} AND ${visibleSql(actor)}`);
}

export type DetailRow = StoredMatter & { entries: EntryRow[]; links: LinkRow[] | null; watching: boolean };
export type EntryRow = {
  seq: number;
  at: string;
  step: string;
  body: {
    actor: { kind: 'person' | 'system' | 'anonymous'; person: string | null; post: string | null; org: string | null };
    data: Record<string, unknown>;
    facts: { f: string; to?: string }[];
  };
};
export type LinkRow = { id: string; meaning: string; direction: 'parent' | 'child' };

/** What a module reads in the same statement: its columns and the JOIN they come from, over `matters.matter m`. A row that does not join is not found. */
export type Beside = { readonly columns: Sql; readonly join: Sql };

/** Everything one page of a matter needs, in one statement; with `beside` also what `T` names. */
export function findDetail<T extends object = object>(
  db: Db,
  district: string,
  id: string,
  actor: Actor,
  alsoPublic: boolean,
  beside?: Beside,
): Promise<(DetailRow & T) | undefined> {
  const seen = alsoPublic ? sql`(${visibleSql(actor)} OR m.public)` : visibleSql(actor);
  return db.find<DetailRow & T>(sql`SELECT ${matterColumns}, m.memory, encode(m.head, 'hex') AS head, ${legsOfMatter} AS legs,
      (SELECT json_agg(json_build_object('seq', e.seq, 'at', e.at, 'step', e.step, 'body', e.body) ORDER BY e.seq) FROM matters.entry e WHERE e.district = m.district AND e.matter = m.id) AS entries,
      (SELECT json_agg(json_build_object('id', CASE WHEN k.child = m.id THEN k.parent ELSE k.child END, 'meaning', k.meaning, 'direction', CASE WHEN k.child = m.id THEN 'parent' ELSE 'child' END))
         FROM matters.link k WHERE k.district = m.district AND (k.child = m.id OR k.parent = m.id)) AS links,
      EXISTS (SELECT FROM matters.watch w WHERE w.district = m.district AND w.person = ${actor.person} AND w.matter = m.id) AS watching${beside ? sql`, ${beside.columns}` : sql.raw('')}
    FROM matters.matter m ${beside?.join ?? sql.raw('')} WHERE m.district = ${district} AND m.id = ${id} AND ${seen}`);
}

/** Matters by id that the actor sees, with their open legs. */
export function findRows(db: Db, district: string, ids: readonly string[], actor: Actor): Promise<StoredMatter[]> {
  return db.all<StoredMatter>(
    sql`SELECT ${storedColumns} FROM matters.matter m WHERE m.district = ${district} AND m.id = ANY(${ids}::uuid[]) AND ${visibleSql(actor)}`,
  );
}

/** The last entry of a matter, to say who was faster. */
export function lastEntry(db: Db, district: string, id: string): Promise<EntryRow | undefined> {
  return db.find<EntryRow>(sql`SELECT seq, at, step, body FROM matters.entry WHERE district = ${district} AND matter = ${id} ORDER BY seq DESC LIMIT 1`);
}

/** Open legs of a post or an organisation: those to move when it goes. */
export function openLegsOf(db: Db, district: string, owner: { post: string } | { org: string }): Promise<{ matter: string; id: string }[]> {
  const who = 'post' in owner ? sql`post = ${owner.post}` : sql`org = ${owner.org}`;
  return db.all(sql`SELECT matter, id FROM matters.leg WHERE district = ${district} AND ${who} AND ended_at IS NULL ORDER BY sort_at`);
}

export function parentsOf(db: Db, district: string, child: string): Promise<{ parent: string; meaning: string }[]> {
  return db.all(sql`SELECT parent, meaning FROM matters.link WHERE district = ${district} AND child = ${child}`);
}

export async function setWatch(db: Db, district: string, person: string, matter: string, on: boolean, at: string): Promise<void> {
  if (on) await db.run(sql`INSERT INTO matters.watch (district, person, matter, at) VALUES (${district}, ${person}, ${matter}, ${at}) ON CONFLICT DO NOTHING`);
  else await db.run(sql`DELETE FROM matters.watch WHERE district = ${district} AND person = ${person} AND matter = ${matter}`);
}

export type DraftRow = { id: string; kind: string; body: Record<string, unknown>; at: string };
export function listDrafts(db: Db, district: string, person: string, kind: string | undefined): Promise<DraftRow[]> {
  return db.all(sql`SELECT id, kind, body, at FROM matters.draft WHERE district = ${district} AND person = ${person} AND (${kind ?? null}::text IS NULL OR kind = ${kind ?? null})
    ORDER BY at DESC LIMIT 50`);
}
export async function saveDraft(db: Db, district: string, person: string, draft: DraftRow): Promise<void> {
  await db.run(sql`INSERT INTO matters.draft (district, person, id, kind, body, at) VALUES (${district}, ${person}, ${draft.id}, ${draft.kind}, ${JSON.stringify(draft.body)}, ${draft.at})
    ON CONFLICT (district, person, id) DO UPDATE SET kind = excluded.kind, body = excluded.body, at = excluded.at`);
}
export async function dropDraft(db: Db, district: string, person: string, id: string): Promise<void> {
  await db.run(sql`DELETE FROM matters.draft WHERE district = ${district} AND person = ${person} AND id = ${id}`);
}
