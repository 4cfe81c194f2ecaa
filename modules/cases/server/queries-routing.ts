import type { Actor } from '@hezhi/contract';
import { visibleSql } from '@hezhi/matters/server';
import { sql, type Db, type Sql } from '@hezhi/server';
import type { RoutingRule } from '../contract/index.ts';

/** A version of a district's rules of dispatch; times in epoch ms. */
export type RoutingRow = {
  district: string;
  version: number;
  rules: RoutingRule[];
  note: string;
  revision: number;
  changed_at: string;
  changed_by: string;
  published_at: string | null;
  published_by: string | null;
  valid_from: string | null;
};
/** `passed_over`: a later version was in force already when its moment came. */
export type PublishedRow = RoutingRow & { published_at: string; published_by: string; valid_from: string; passed_over: boolean };

const columns = sql.raw('r.district, r.version, r.rules, r.note, r.revision, r.changed_at, r.changed_by, r.published_at, r.published_by, r.valid_from');
const published = sql`${columns}, EXISTS (SELECT FROM cases.routing n WHERE n.district = r.district AND n.version > r.version AND n.valid_from <= r.valid_from) AS passed_over`;

/** Of every district the version in force at `now` and those published after it. */
export const allRouting = (db: Db, now: string): Promise<PublishedRow[]> =>
  db.all<PublishedRow>(sql`SELECT ${published} FROM cases.routing r WHERE r.published_at IS NOT NULL AND r.version >= coalesce((SELECT max(o.version) FROM cases.routing o
      WHERE o.district = r.district AND o.published_at IS NOT NULL AND o.valid_from <= ${now}), 0) ORDER BY r.district, r.version`);

export const findDraft = (db: Db, district: string): Promise<RoutingRow | undefined> =>
  db.find<RoutingRow>(sql`SELECT ${columns} FROM cases.routing r WHERE r.district = ${district} AND r.published_at IS NULL`);

export const findVersion = (db: Db, district: string, version: number): Promise<PublishedRow | undefined> =>
  db.find<PublishedRow>(sql`SELECT ${published} FROM cases.routing r WHERE r.district = ${district} AND r.version = ${version} AND r.published_at IS NOT NULL`);

/** Published versions below `below`, newest first. */
export const listVersions = (db: Db, district: string, below: number, limit: number): Promise<PublishedRow[]> =>
  db.all<PublishedRow>(sql`SELECT ${published} FROM cases.routing r WHERE r.district = ${district} AND r.version < ${below} AND r.published_at IS NOT NULL
    ORDER BY r.version DESC LIMIT ${limit}`);

type DraftGiven = { district: string; rules: readonly RoutingRule[]; note: string; at: string; by: string };

/** The first writing of a draft: the version after the highest. */
export const insertDraft = (draft: DraftGiven): Sql => sql`INSERT INTO cases.routing (district, version, rules, note, revision, changed_at, changed_by)
    SELECT ${draft.district}, coalesce(max(version), 0) + 1, ${JSON.stringify(draft.rules)}::jsonb, ${draft.note}, 1, ${draft.at}, ${draft.by} FROM cases.routing WHERE district = ${draft.district}`;

export const updateDraft = (
  draft: DraftGiven,
  revision: number,
): Sql => sql`UPDATE cases.routing SET rules = ${JSON.stringify(draft.rules)}::jsonb, note = ${draft.note},
    revision = revision + 1, changed_at = ${draft.at}, changed_by = ${draft.by} WHERE district = ${draft.district} AND published_at IS NULL AND revision = ${revision}`;

export const publishDraft = (district: string, revision: number, validFrom: string, at: string, by: string): Sql =>
  sql`UPDATE cases.routing SET published_at = ${at}, published_by = ${by}, valid_from = ${validFrom} WHERE district = ${district} AND published_at IS NULL AND revision = ${revision}`;

/** A case as rules look at it, with whom it first went to; `seen`: the reader may see it. */
export type RoutedCase = {
  id: string;
  number: string;
  title: string;
  subject: string;
  area: string;
  opened_at: string;
  seen: boolean;
  accept_org: string | null;
  accept_post: string | null;
  handle_org: string | null;
  handle_post: string | null;
};

const firstLeg = (key: 'accept' | 'handle'): Sql =>
  sql`LEFT JOIN LATERAL (SELECT l.org, l.post FROM matters.leg l WHERE l.district = m.district AND l.matter = m.id AND l.key = ${key} ORDER BY l.started_at, l.id LIMIT 1) ${sql.raw(key)} ON true`;

/** Cases opened since a moment, newest first, after a cursor. */
export function listRouted(
  db: Db,
  district: string,
  actor: Actor,
  since: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<RoutedCase[]> {
  const parts = [sql`m.district = ${district}`, sql.raw(`m.kind = 'case'`), sql`m.opened_at >= ${since}`];
  if (after) parts.push(sql`(m.opened_at < ${after.at} OR (m.opened_at = ${after.at} AND m.id > ${after.id}::uuid))`, sql`m.opened_at <= ${after.at}`);
  return db.all<RoutedCase>(sql`SELECT m.id, m.number, m.title, m.subject, m.area, m.opened_at, ${visibleSql(actor)} AS seen,
      accept.org AS accept_org, accept.post AS accept_post, handle.org AS handle_org, handle.post AS handle_post
    FROM matters.matter m ${firstLeg('accept')} ${firstLeg('handle')} WHERE ${sql.and(parts)} ORDER BY m.opened_at DESC, m.id LIMIT ${limit}`);
}

export const countRouted = (db: Db, district: string, since: string): Promise<{ n: number } | undefined> =>
  db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM matters.matter m WHERE m.district = ${district} AND m.kind = 'case' AND m.opened_at >= ${since}`);
