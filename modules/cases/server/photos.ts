import { fileUrl } from '@hezhi/documents/contract';
import type { AskedFile } from '@hezhi/documents/server';
import { audienceOf } from '@hezhi/matters/contract';
import { findStored, findVisible, snapshotOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { isListed } from '../contract/index.ts';
import { visitorOf } from './visitor.ts';

type Audience = 'public' | 'asker' | 'staff';

/** Who may see photos of an entry: the audiences for which the procedure lists the field (law 7). Kept with the files. */
export function audienceOfPhotos(audience: Readonly<Partial<Record<Audience, readonly string[] | undefined>>>): Audience[] {
  return (['public', 'asker', 'staff'] as const).filter((one) => audience[one]?.includes('photos'));
}

/** Whoever sees the case, in an audience that the entry lists for its photos, sees the photo. */
export async function maySeePhoto(call: Call, asked: AskedFile): Promise<boolean> {
  const audiences = Array.isArray(asked.audience) ? asked.audience : [];
  const seen = await findVisible(call.db, asked.district, asked.matter, call.actor);
  if (seen) return seen.kind === 'case' && audiences.includes(audienceOf(snapshotOf(seen), call.actor));
  const open = audiences.includes('public');
  const device = asked.token !== null && audiences.includes('asker') ? asked.token : null;
  if (!open && device === null) return false;
  const stored = await findStored(call.db, asked.district, asked.matter);
  if (stored?.kind !== 'case') return false;
  // A visitor's own device sees what the asker sees.
  return (open && isListed(stored)) || (device !== null && stored.asker === visitorOf(call.house, stored.id, device).asker);
}

export const photoViews = (district: string, ids: readonly string[]): { id: string; url: string; thumb: string }[] => ids.map((id) => ({ id, url: fileUrl(district, id), thumb: fileUrl(district, id, true) }));
