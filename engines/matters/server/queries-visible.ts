import type { Actor } from '@hezhi/contract';
import { sql, type Sql } from '@hezhi/server';
import { partyKeys, readArea } from '../contract/index.ts';

/** The SQL form of `visible` (decision 6), over `matters.matter m`. A property test holds the two together. */
export function visibleSql(actor: Actor): Sql {
  if (actor.kind === 'system') return sql.raw('true');
  if (actor.district === null) return sql.raw('false');
  const parts: Sql[] = [];
  const area = readArea(actor);
  if (area !== null) parts.push(sql`(m.secrecy = 0 AND ${areaSql('m', area)})`);
  const keys = partyKeys(actor);
  if (keys.length > 0)
    parts.push(sql`EXISTS (SELECT FROM matters.party p WHERE p.district = m.district AND p.party = ANY(${keys}::uuid[]) AND p.matter = m.id)`);
  return sql`(m.district = ${actor.district} AND ${sql.or(parts)})`;
}

/**
 * The same as the newest of each way to see, every way along an index of its own and in its order: `visibleSql` is their union. An OR of them would be walked along the whole district.
 * Each gives (id, opened_at, number) of at most `limit` matters that meet `filters` (over `matters.matter m`) and `past` (the cursor), newest first.
 */
export function visibleNewest(actor: Actor, district: string, filters: Sql, past: (alias: 'm' | 'p', id: 'id' | 'matter') => Sql, limit: number): Sql[] {
  const own = (from: Sql, where: Sql, alias: 'm' | 'p', id: 'id' | 'matter'): Sql =>
    sql`(SELECT m.id, m.opened_at, m.number FROM ${from} WHERE ${where} AND ${filters} ${past(alias, id)} ORDER BY ${sql.raw(`${alias}.opened_at DESC, ${alias}.${id} DESC`)} ${sql.limit(limit)})`;
  const all = sql.raw('matters.matter m');
  if (actor.kind === 'system') return [own(all, sql`m.district = ${district}`, 'm', 'id')];
  if (actor.district !== district) return [];
  const area = readArea(actor);
  const ways = area === null ? [] : [own(all, sql`m.district = ${district} AND m.secrecy = 0 AND ${areaSql('m', area)}`, 'm', 'id')];
  const joined = sql.raw('matters.party p JOIN matters.matter m ON m.district = p.district AND m.id = p.matter');
  for (const key of partyKeys(actor)) ways.push(own(joined, sql`p.district = ${district} AND p.party = ${key}::uuid`, 'p', 'matter'));
  return ways;
}

/** "Lies in the area", in the form that the index of its level serves. */
export function areaSql(alias: 'm' | 'l', area: string): Sql {
  const at = sql.raw(alias);
  if (area.length <= 6) return area === '' ? sql.raw('true') : sql`${at}.district = ${area.padEnd(6).slice(0, 6)}`;
  if (area.length === 9) return sql`left(${at}.area, 9) = ${area}`;
  if (area.length === 12) return sql`left(${at}.area, 12) = ${area}`;
  return sql`(left(${at}.area, 12) = ${area.slice(0, 12)} AND ${at}.area = ${area})`;
}
