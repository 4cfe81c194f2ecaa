import type { Actor } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import type { VisibleHint } from '@hezhi/server';

/** Rooms whose hints reach screens. Hints that keep caches fresh (`directory.…`) stay inside. */
const told = ['matters.', 'cases.', 'notices.', 'places.', 'forms.', 'figures.', 'documents.', 'insight.'];

/**
 * Whether an actor may hear that something changed. A hint carries no content, yet its arrival tells that something exists, so: a
 * hint that names persons reaches those; one that names an area reaches posts whose territory and its own overlap; one that names neither
 * reaches posts of the district. Residents hear of what names them.
 */
export const visibleHint: VisibleHint = (actor: Actor, { topic, data }) => {
  if (!told.some((start) => topic.startsWith(start))) return false;
  const persons = [data['person'], ...(Array.isArray(data['persons']) ? (data['persons'] as unknown[]) : []), data['asker']];
  if (persons.includes(actor.person)) return true;
  if (actor.post === null) return false;
  const orgs = [data['org'], ...(Array.isArray(data['orgs']) ? (data['orgs'] as unknown[]) : [])];
  if (orgs.includes(actor.post.org)) return true;
  const { area } = data;
  if (data['secret'] === true) return false;
  if (typeof area !== 'string') return true;
  return within(area, actor.post.area) || within(actor.post.area, area);
};
