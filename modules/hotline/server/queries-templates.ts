import { sql, type Db, type Sql } from '@hezhi/server';

/** District under which the templates stand that ship with the product. */
export const SHIPPED = '000000';
export type TemplateRow = {
  district: string;
  id: string;
  org: string | null;
  title: string;
  categories: string[];
  steps: string[];
  texts: { 'zh-Hans': string; 'zh-Hant'?: string; en: string };
  active: boolean;
  version: number;
};
export type UsedTemplate = TemplateRow & { uses: number };

const columns = sql.raw('t.district, t.id, t.org, t.title, t.categories, t.steps, t.texts, t.active, t.version');
const uses = (district: string): Sql =>
  sql`(SELECT coalesce(sum(u.uses), 0) FROM hotline.template_use u WHERE u.district = ${district} AND u.template = t.id)::int AS uses`;
/** Those that hold for an organisation of a district: shipped, the district's, its own. */
const here = (district: string, org: string): Sql => sql`t.district IN (${district}, ${SHIPPED}) AND (t.org IS NULL OR t.org = ${org})`;
const like = (q: string): Sql => {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(t.title ILIKE ${pattern} OR t.texts->>'zh-Hans' ILIKE ${pattern} OR t.texts->>'en' ILIKE ${pattern})`;
};
const forStep = (step: string): Sql => sql`(t.steps = '{}' OR ${step} = ANY(t.steps))`;
const forCategory = (code: string): Sql => sql`(t.categories = '{}' OR t.categories && ${[code, code.slice(0, 1)]}::text[])`;

/** What is offered, the most fitting first: own before the district's before shipped, for this leaf before its group before any, for this step, most used. */
export function offerTemplates(
  db: Db,
  district: string,
  org: string,
  find: { step: string | null; category: string | null; q: string | null },
  limit: number,
): Promise<UsedTemplate[]> {
  const parts = [here(district, org), sql.raw('t.active')];
  if (find.step !== null) parts.push(forStep(find.step));
  if (find.category !== null) parts.push(forCategory(find.category));
  if (find.q !== null) parts.push(like(find.q));
  const leaf =
    find.category === null ? sql.raw('NULL::int') : sql`CASE WHEN ${find.category} = ANY(t.categories) THEN 0 WHEN t.categories <> '{}' THEN 1 ELSE 2 END`;
  return db.all<UsedTemplate>(sql`SELECT ${columns}, ${uses(district)} FROM hotline.template t WHERE ${sql.and(parts)}
    ORDER BY ${leaf}, (t.steps = '{}'), (t.org IS NULL), (t.district = ${SHIPPED}), uses DESC, t.title, t.id LIMIT ${limit}`);
}

/** All that hold here, by title; `whole`: of all organisations. */
export function listTemplates(
  db: Db,
  district: string,
  org: string,
  whole: boolean,
  find: { q?: string | undefined; step?: string | undefined; category?: string | undefined; after: { title: string; id: string } | null; limit: number },
): Promise<UsedTemplate[]> {
  const parts = [whole ? sql`t.district IN (${district}, ${SHIPPED})` : here(district, org)];
  if (find.step) parts.push(forStep(find.step));
  if (find.category) parts.push(forCategory(find.category));
  if (find.q) parts.push(like(find.q));
  if (find.after) parts.push(sql`(t.title, t.id) > (${find.after.title}, ${find.after.id}::uuid)`);
  return db.all<UsedTemplate>(
    sql`SELECT ${columns}, ${uses(district)} FROM hotline.template t WHERE ${sql.and(parts)} ORDER BY t.title, t.id LIMIT ${find.limit + 1}`,
  );
}

export const findTemplate = (db: Db, district: string, org: string, whole: boolean, id: string): Promise<UsedTemplate | undefined> =>
  db.find<UsedTemplate>(
    sql`SELECT ${columns}, ${uses(district)} FROM hotline.template t WHERE ${whole ? sql`t.district IN (${district}, ${SHIPPED})` : here(district, org)} AND t.id = ${id}`,
  );

export const insertTemplate = (row: TemplateRow): Sql => sql`INSERT INTO hotline.template (district, id, org, title, categories, steps, texts, active, version)
  VALUES (${row.district}, ${row.id}, ${row.org}, ${row.title}, ${row.categories}, ${row.steps}, ${JSON.stringify(row.texts)}, ${row.active}, 1)`;

export const updateTemplate = (
  row: TemplateRow,
): Sql => sql`UPDATE hotline.template SET org = ${row.org}, title = ${row.title}, categories = ${row.categories}, steps = ${row.steps},
    texts = ${JSON.stringify(row.texts)}, active = ${row.active}, version = version + 1
  WHERE district = ${row.district} AND id = ${row.id} AND version = ${row.version}`;

export const countUse = (district: string, template: string, day: string): Sql => sql`
  INSERT INTO hotline.template_use AS u (district, template, day, uses) VALUES (${district}, ${template}, ${day}, 1)
  ON CONFLICT (district, template, day) DO UPDATE SET uses = u.uses + 1`;

/** Brings the shipped templates up to date at a start; nothing is written where nothing changed. */
export async function shipTemplates(db: Db, rows: readonly Omit<TemplateRow, 'district' | 'org' | 'active' | 'version'>[]): Promise<void> {
  await db.run(sql`INSERT INTO hotline.template AS t (district, id, title, categories, steps, texts, active, version)
    SELECT ${SHIPPED}, r.id, r.title, r.categories, r.steps, r.texts, true, 1
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r (id uuid, title text, categories text[], steps text[], texts jsonb)
    ON CONFLICT (district, id) DO UPDATE SET title = excluded.title, categories = excluded.categories, steps = excluded.steps, texts = excluded.texts, version = t.version + 1
    WHERE (t.title, t.categories, t.steps, t.texts) IS DISTINCT FROM (excluded.title, excluded.categories, excluded.steps, excluded.texts)`);
}
