import { fileUrl } from '@hezhi/documents/contract';
import { filePass, type AskedFile } from '@hezhi/documents/server';
import { audienceOf } from '@hezhi/matters/contract';
import { findStored, findVisible, snapshotOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { isListed, type PhotoView } from '../contract/index.ts';
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

type View = z.input<typeof PhotoView>;
export const photoViews = (district: string, ids: readonly string[]): View[] =>
  ids.map((id) => ({ id, url: fileUrl(district, id), thumb: fileUrl(district, id, true) }));

type Shown = { readonly data: Readonly<Record<string, unknown>>; readonly fields: readonly { readonly key: string; readonly type: string }[] };

/** Every photo of the entries that a reader was given, with a pass that opens it without a session. The entries must be those of the reader's own audience. */
export function passedPhotos(call: Call, district: string, entries: readonly Shown[]): View[] {
  const ids = entries.flatMap(({ data, fields }) =>
    fields.filter(({ type }) => type === 'photos').flatMap(({ key }) => (Array.isArray(data[key]) ? (data[key] as string[]) : [])),
  );
  return [...new Set(ids)].map((id) => {
    const pass = filePass(call.house, { district, file: id }, call.now);
    return { id, url: fileUrl(district, id, false, pass), thumb: fileUrl(district, id, true, pass) };
  });
}
