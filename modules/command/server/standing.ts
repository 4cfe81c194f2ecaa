import { kernelErrors, Refusal } from '@hezhi/contract';
import { standingIn, territory, type Standing } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** Where the caller stands: the desk of the territory of the post. Refuses who holds no post. */
export const standingOf = (call: Call): Standing => standingIn(call, errors.no_post);

/** Refuses a territory that is none, or that the post does not cover. */
export async function mustCover(call: Call, area: string): Promise<void> {
  const { district, area: own } = standingOf(call);
  const tree = await territory(call.house).ensure(district);
  if (!area.startsWith(own) || !area.startsWith(district) || !tree.stands(area)) throw new Refusal(errors.out_of_area);
}

/** The id in a cursor. */
export function cursorId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(cursor)) throw new Refusal(kernelErrors.invalid);
  return cursor;
}
