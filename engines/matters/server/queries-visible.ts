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

/** "Lies in the area", in the form that the index of its level serves. */
export function areaSql(alias: 'm' | 'l', area: string): Sql {
  const at = sql.raw(alias);
  if (area.length <= 6) return area === '' ? sql.raw('true') : sql`${at}.district = ${area.padEnd(6).slice(0, 6)}`;
  if (area.length === 9) return sql`left(${at}.area, 9) = ${area}`;
  if (area.length === 12) return sql`left(${at}.area, 12) = ${area}`;
  return sql`(left(${at}.area, 12) = ${area.slice(0, 12)} AND ${at}.area = ${area})`;
}
