import { Refusal, type ErrorDef } from '@hezhi/contract';
import type { Call } from '@hezhi/server';

/** Where a colleague stands: the post through which they act, its organisation and the territory that it covers. */
export type Standing = { district: string; area: string; org: string; post: string; person: string };

/** The standing of the caller of a route. Refuses with the room's own error who holds no post. */
export function standingIn(call: Call, noPost: ErrorDef): Standing {
  const { district, post, person } = call.actor;
  if (district === null || post === null || person === null) throw new Refusal(noPost);
  return { district, area: post.area, org: post.org, post: post.id, person };
}
