import { Refusal } from '@hezhi/contract';
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
  const { district, post, person } = call.actor;
  if (district === null || post === null || person === null) throw new Refusal(errors.no_post);
  return { district, area: post.area, person, post: post.id, org: post.org, whole: post.area.length <= 6 };
}

