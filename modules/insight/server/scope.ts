import { Refusal } from '@hezhi/contract';
import { levelOf, within, type Level } from '@hezhi/directory/contract';
import { territory, type Territory } from '@hezhi/directory/server';
import type { Call, House } from '@hezhi/server';
import { errors } from '../contract/index.ts';

export type AreaName = { code: string; name: string; level: Level };
/** The territory that a question is about, with the way down to it from the post's own. */
export type Scope = { district: string; area: AreaName; trail: AreaName[]; places: Territory };

/**
 * The territory asked for, or the post's own. Refuses `insight.outside_territory` for what the post does not cover and
 * `insight.unknown_area` for what does not exist (ended territories keep their figures).
 */
export async function scopeOf(call: Call, asked: string | undefined): Promise<Scope> {
  const { actor, house } = call;
  const district = actor.district;
  if (district === null || actor.post === null) throw new Refusal(errors.outside_territory);
  const own = actor.post.area.length < district.length ? district : actor.post.area;
  const code = asked ?? own;
  if (!within(code, own) || !within(code, district)) throw new Refusal(errors.outside_territory);
  const places = await territory(house).ensure(district);
  if (!places.get(code)) throw new Refusal(errors.unknown_area);
  const named = (one: string): AreaName => ({ code: one, name: places.name(one), level: levelOf(one)! });
  const trail = [
    ...places
      .ancestors(code)
      .map((node) => node.code)
      .reverse(),
    code,
  ]
    .filter((one) => within(one, own))
    .map(named);
  return { district, area: named(code), trail, places };
}

/** A territory of a district for work of the house itself, which has no post. Errors: `insight.unknown_area`. */
export async function scopeIn(house: House, district: string, code: string): Promise<Scope> {
  const places = await territory(house).ensure(district);
  if (!within(code, district) || !places.get(code)) throw new Refusal(errors.unknown_area);
  const area: AreaName = { code, name: places.name(code), level: levelOf(code)! };
  return { district, area, trail: [area], places };
}
