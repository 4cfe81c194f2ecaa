import { standingIn } from '@hezhi/directory/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** Where and as whom somebody works. */
export type Standing = {
  district: string;
  area: string;
  person: string;
  post: string;
  org: string;
  /** The post covers the whole district. */
  whole: boolean;
};

/** The standing of the caller of a route. Refuses who holds no post. */
export function standing(call: Call): Standing {
  const own = standingIn(call, errors.no_post);
  return { ...own, whole: own.area.length <= 6 };
}
