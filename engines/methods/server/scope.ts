import { kernelErrors, Refusal } from '@hezhi/contract';
import { levelOf } from '@hezhi/directory/contract';
import { territory, type Territory } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** The district in which the caller stands. Errors: `methods.no_post`. */
export function districtOf(call: Call): string {
  const { district, post, kind } = call.actor;
  if (district === null || (post === null && kind !== 'system')) throw new Refusal(errors.no_post);
  return district;
}

/** A place of the caller's own district in which a method can be in force. Errors: `methods.outside`, `methods.bad_place`. */
export async function placeIn(call: Call, area: string): Promise<{ district: string; tree: Territory }> {
  const district = districtOf(call);
  if (!area.startsWith(district)) throw new Refusal(errors.outside);
  const tree = await territory(call.house).ensure(district);
  const level = levelOf(area);
  if (!['district', 'street', 'community'].includes(level ?? '') || !tree.get(area)) throw new Refusal(errors.bad_place);
  return { district, tree };
}

/** The same, and it lies in the territory of the caller's post, which is where it may change something. */
export async function ownPlace(call: Call, area: string): Promise<{ district: string; tree: Territory }> {
  const place = await placeIn(call, area);
  const { post, kind } = call.actor;
  if (kind !== 'system' && !(post && area.startsWith(post.area))) throw new Refusal(errors.outside);
  return place;
}

export { kernelErrors };
