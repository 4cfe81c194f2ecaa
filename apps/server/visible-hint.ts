import type { Actor } from '@hezhi/contract';
import { within } from '@hezhi/directory/contract';
import { partyKeys } from '@hezhi/matters/contract';
import type { Hint, VisibleHint } from '@hezhi/server';

/** Rooms whose hints reach screens. Hints that keep caches fresh (`directory.…`) stay inside. */
const told = ['matters.', 'cases.', 'notices.', 'places.', 'forms.', 'figures.', 'documents.', 'insight.', 'hotline.', 'duty.', 'command.', 'opinions.mapped'];
/** What of a hint's data leaves: by which record the screen asks again. Parties and askers are for the decision here only. */
const shown = ['matter', 'kind', 'case', 'notice', 'form', 'file', 'place', 'area', 'revision', 'question'];

/**
 * Whether an actor may hear that something changed, by decision 6: who is named (asker, person, parties with organisation and post) hears it;
 * else, unless it is confidential, a post hears what lies in its territory, of matters only with `matters.read_area`. Residents hear of
 * what names them. Only ids leave.
 */
export const visibleHint: VisibleHint = (actor, hint) => {
  if (!told.some((start) => hint.topic.startsWith(start)) || !hears(actor, hint)) return false;
  return { ...hint, data: Object.fromEntries(Object.entries(hint.data).filter(([key]) => shown.includes(key))) };
};

/** What the public reads anyway: everybody of the district hears that it changed. */
const open = ['opinions.mapped'];

function hears(actor: Actor, { topic, data }: Hint): boolean {
  if (open.includes(topic)) return true;
  const named = [data['asker'], data['person'], ...list(data['parties']), ...list(data['persons'])];
  const keys = /^(?:matters|cases)\./.test(topic) ? partyKeys(actor) : [actor.person, actor.post?.id, actor.post?.org];
  if (keys.some((one) => one != null && named.includes(one))) return true;
  if (actor.post === null || Number(data['secrecy'] ?? 0) > 0) return false;
  const { area } = data;
  if (/^(?:matters|cases)\./.test(topic) && !actor.permissions.includes('matters.read_area')) return false;
  // Without a place it concerns the district, unless it names persons: then it is theirs alone.
  if (typeof area !== 'string') return named.every((one) => one == null);
  return within(area, actor.post.area);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
