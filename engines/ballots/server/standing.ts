import { Refusal } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';

/** Where the caller stands: a post in a district. Refuses who holds none. */
export function standing(call: Call): { district: string; area: string } {
  const { district, post } = call.actor;
  if (district === null || post === null) throw new Refusal(errors.no_post);
  return { district, area: post.area };
}

/** Whether a post's area covers a place. */
export const covers = (place: string, area: string): boolean => within(place, area);

/** Whether a post has to do with a place: it covers it, or lies within it (a grid worker collects for the whole community's ballot). */
export const concerns = (place: string, area: string): boolean => within(place, area) || within(area, place);

/** The codes of a place and everything above it. */
export const above = (area: string): string[] => [6, 9, 12, 15].filter((length) => length <= area.length).map((length) => area.slice(0, length));

/** One page: `rows` are asked for one more than `limit`; the cursor is the id of the last. */
export function page<R extends { id: string }, T>(rows: readonly R[], limit: number, view: (row: R) => T): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(view), next: rows.length > limit ? shown.at(-1)!.id : null };
}
