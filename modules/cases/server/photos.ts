import { fileUrl } from '@hezhi/documents/contract';
import { filePass, type AskedFile } from '@hezhi/documents/server';
import { audienceOf } from '@hezhi/matters/contract';
import { findStored, findVisible, snapshotOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { isListed, type PhotoView, type VoiceView } from '../contract/index.ts';
import { visitorOf } from './visitor.ts';

type Audience = 'public' | 'asker' | 'staff';

/** Who may have the files of a field: the audiences for which the procedure lists it (law 7). Kept with the files. A voice is personal data: no public hears it. */
export function audienceOfFiles(
  audience: Readonly<Partial<Record<Audience, readonly string[] | undefined>>>,
  key: string,
  type: 'photos' | 'voices' = 'photos',
): Audience[] {
  return (['public', 'asker', 'staff'] as const).filter((one) => audience[one]?.includes(key) && (one !== 'public' || type === 'photos'));
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

/** Files of a type in the entries that a reader was given. */
const idsIn = (entries: readonly Shown[], wanted: 'photos' | 'voices'): string[] => [
  ...new Set(
    entries.flatMap(({ data, fields }) =>
      fields.filter(({ type }) => type === wanted).flatMap(({ key }) => (Array.isArray(data[key]) ? (data[key] as string[]) : [])),
    ),
  ),
];

/** Every photo of the entries that a reader was given, with a pass that opens it without a session. The entries must be those of the reader's own audience. */
export function passedPhotos(call: Call, district: string, entries: readonly Shown[]): View[] {
  return idsIn(entries, 'photos').map((id) => {
    const pass = filePass(call.house, { district, file: id }, call.now);
    return { id, url: fileUrl(district, id, false, pass), thumb: fileUrl(district, id, true, pass) };
  });
}

export const voiceViews = (district: string, ids: readonly string[]): z.input<typeof VoiceView>[] => ids.map((id) => ({ id, url: fileUrl(district, id) }));

/** The voice notes of the report and of the entries that a reader was given, with passes. Who asks has proved to be the asker. */
export const passedVoices = (call: Call, district: string, reported: readonly string[], entries: readonly Shown[]): z.input<typeof VoiceView>[] =>
  [...new Set([...reported, ...idsIn(entries, 'voices')])].map((id) => ({
    id,
    url: fileUrl(district, id, false, filePass(call.house, { district, file: id }, call.now)),
  }));
