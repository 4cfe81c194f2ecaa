import { sql, type Db, type Sql } from '@hezhi/server';
import type { Category, PackCategory } from '../contract/index.ts';

export type CategoryRow = Category & { district: string; active: boolean; version: number };
export type SettingRow = { district: string; anonymous_allowed: boolean; version: number };
/** The district of the tree that ships with the product. */
export const BASE = '000000';

const columns = sql.raw('district, code, parent, name, hints, tier, limits, lead, settle, questions, example, active, version');

export const allCategories = (db: Db): Promise<CategoryRow[]> => db.all(sql`SELECT ${columns} FROM cases.category ORDER BY code`);
export const allSettings = (db: Db): Promise<SettingRow[]> => db.all(sql`SELECT district, anonymous_allowed, version FROM cases.setting`);

/** Brings the shipped tree up to date: unchanged rows are let be, leaves that are no longer shipped are switched off. Gives how many rows changed. */
export async function upsertBase(db: Db, leaves: readonly Category[]): Promise<number> {
  const { count } = await db.run(sql`WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(leaves)}::jsonb) AS g (code text, parent text, name jsonb, hints text[], tier smallint, limits jsonb, lead text, settle text, questions jsonb, example jsonb)
    ), gone AS (
      UPDATE cases.category SET active = false, version = version + 1 WHERE district = ${BASE} AND active AND code <> ALL (SELECT code FROM given) RETURNING code
    )
    INSERT INTO cases.category AS c (district, code, parent, name, hints, tier, limits, lead, settle, questions, example, active, version)
    SELECT ${BASE}, code, parent, name, hints, tier, limits, lead, settle, questions, example, true, 1 FROM given
    ON CONFLICT (district, code) DO UPDATE SET parent = excluded.parent, name = excluded.name, hints = excluded.hints, tier = excluded.tier, limits = excluded.limits, lead = excluded.lead,
      settle = excluded.settle, questions = excluded.questions, example = excluded.example, active = true, version = c.version + 1
    WHERE (c.parent, c.name, c.hints, c.tier, c.limits, c.lead, c.settle, c.questions, c.example, c.active)
      IS DISTINCT FROM (excluded.parent, excluded.name, excluded.hints, excluded.tier, excluded.limits, excluded.lead, excluded.settle, excluded.questions, excluded.example, true)`);
  return count;
}

/** A district's own version of a leaf. Changes an existing one only from `version` (0: there must be none). */
export function saveLeaf(row: CategoryRow, from: number): Sql {
  return sql`INSERT INTO cases.category AS c (district, code, parent, name, hints, tier, limits, lead, settle, questions, example, active, version)
    VALUES (${row.district}, ${row.code}, ${row.parent}, ${JSON.stringify(row.name)}, ${row.hints}, ${row.tier}, ${JSON.stringify(row.limits)}, ${row.lead}, ${row.settle},
      ${JSON.stringify(row.questions)}, ${JSON.stringify(row.example)}, ${row.active}, ${row.version})
    ON CONFLICT (district, code) DO UPDATE SET name = excluded.name, hints = excluded.hints, tier = excluded.tier, limits = excluded.limits, lead = excluded.lead, settle = excluded.settle,
      questions = excluded.questions, example = excluded.example, active = excluded.active, version = excluded.version WHERE c.version = ${from}`;
}

/** Leaves that a method pack brings a district: put in (or on again), or switched off. */
export function switchLeaves(district: string, leaves: readonly PackCategory[], on: boolean): Sql {
  if (!on)
    return sql`UPDATE cases.category SET active = false, version = version + 1 WHERE district = ${district} AND active AND code = ANY (${leaves.map((leaf) => leaf.code)}::text[])`;
  const rows = leaves.map((leaf) => ({ hints: [], questions: [], example: leaf.name, ...leaf, parent: leaf.code.slice(0, 1) }));
  return sql`INSERT INTO cases.category AS c (district, code, parent, name, hints, tier, limits, lead, settle, questions, example, active, version)
    SELECT ${district}, code, parent, name, hints, tier, limits, lead, settle, questions, example, true, 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g (code text, parent text, name jsonb, hints text[], tier smallint, limits jsonb, lead text, settle text, questions jsonb, example jsonb)
    ON CONFLICT (district, code) DO UPDATE SET name = excluded.name, hints = excluded.hints, tier = excluded.tier, limits = excluded.limits, lead = excluded.lead, settle = excluded.settle,
      questions = excluded.questions, example = excluded.example, active = true, version = c.version + 1`;
}

export function saveSetting(row: SettingRow): Sql {
  return sql`INSERT INTO cases.setting AS s (district, anonymous_allowed, version) VALUES (${row.district}, ${row.anonymous_allowed}, ${row.version})
    ON CONFLICT (district) DO UPDATE SET anonymous_allowed = excluded.anonymous_allowed, version = excluded.version WHERE s.version = ${row.version - 1}`;
}
