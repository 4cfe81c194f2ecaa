import { iso, Refusal } from '@hezhi/contract';
import { standingIn, territory, type Standing } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { findStudio, type StudioLine } from './queries.ts';

/** RFC 3339 of a moment as the database gives it. */
export const moment = (at: string): string => iso(Date.parse(at));
export const nullable = (at: string | null): string | null => (at === null ? null : moment(at));

/** Where a colleague stands. Refuses who holds no post. */
export const standing = (call: Call): Standing => standingIn(call, errors.no_post);

/** The studio if the caller's post covers it. */
export async function ownStudio(call: Call, id: string): Promise<StudioLine> {
  const { district, area } = standing(call);
  const row = await findStudio(call.db, district, id);
  if (!row?.area.startsWith(area)) throw new Refusal(errors.studio_gone);
  return row;
}

/** A territory that somebody asks for; the whole district without one. `deputies.area_unknown` */
export async function askedArea(call: Call, district: string, area: string | undefined): Promise<string> {
  const places = await territory(call.house).ensure(district);
  if (!places.get(district) || (area && (!area.startsWith(district) || !places.get(area)))) throw new Refusal(errors.area_unknown);
  return area ?? district;
}
