import { kernelErrors, may, Refusal, type Permission } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { within } from '../contract/levels.ts';

/** The part of the tree the actor administers through the current post. */
export type Scope = { district: string; area: string; /** The post covers the whole district. */ whole: boolean };

/** The actor's scope. Refuses who has no post. */
export function scopeOf(call: Call): Scope {
  const { district, post, kind } = call.actor;
  if (district === null) throw new Refusal(kernelErrors.forbidden);
  if (kind === 'system') return { district, area: district, whole: true };
  if (!post) throw new Refusal(kernelErrors.forbidden);
  return { district, area: post.area, whole: within(district, post.area) };
}

/** Refuses an area that the actor's post does not cover. */
export function mustCover(call: Call, area: string): void {
  const scope = scopeOf(call);
  if (!within(area, scope.area) || !within(area, scope.district)) throw new Refusal(errors.outside_territory);
}

/** Refuses an actor without the right (finer than the route's own). */
export function must(call: Call, permission: Permission, otherwise = kernelErrors.forbidden): void {
  if (!may(call.actor, permission)) throw new Refusal(otherwise);
}
