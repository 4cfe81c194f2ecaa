import { iso, Refusal } from '@hezhi/contract';
import { standingIn, type Standing } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { findCovenant, isPublic, type LineRow } from './queries.ts';

/** RFC 3339 of a moment as the database gives it. */
export const moment = (at: string): string => iso(Date.parse(at));
export const nullable = (at: string | null): string | null => (at === null ? null : moment(at));

/** Where a colleague stands. Refuses who holds no post. */
export const standing = (call: Call): Standing => standingIn(call, errors.no_post);

/** The covenant if the caller's post covers it. */
export async function ownCovenant(call: Call, id: string): Promise<LineRow> {
  const { district, area } = standing(call);
  const row = await findCovenant(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.not_found);
  return row;
}

/** The covenant for colleagues who walk part of its territory (a grid of a community's), or whose post covers it. */
export async function nearCovenant(call: Call, id: string): Promise<LineRow> {
  const { district, area } = standing(call);
  const row = await findCovenant(call.db, district, id);
  if (!row || !(row.area.startsWith(area) || (area.startsWith(row.area) && isPublic(row)))) throw new Refusal(errors.not_found);
  return row;
}

/** The covenant if everybody may read it. */
export async function publicCovenant(call: Call, district: string, id: string): Promise<LineRow> {
  const row = await findCovenant(call.db, district, id);
  if (!row || !isPublic(row)) throw new Refusal(errors.not_found);
  return row;
}
