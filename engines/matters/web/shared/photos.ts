import type { Photo, Voice } from '@hezhi/ui';
import type { Entry } from './client.ts';

/** Where a file of a matter is fetched. */
export const fileUrl = (district: string, id: string, thumb = false): string => `/api/files/${district}/${id}${thumb ? '/thumb' : ''}`;

/** Ids of files as photographs to draw. */
export const photosOf = (district: string, ids: readonly string[]): Photo[] =>
  ids.map((id) => ({ id, url: fileUrl(district, id), thumb: fileUrl(district, id, true) }));

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

/** Photographs with addresses of their own: those of somebody without a session carry a pass. */
export type Passed = readonly Photo[] | undefined;

/** Whether a field holds files of a matter. */
export const isFiles = (field: { readonly type: string }): boolean => field.type === 'photos' || field.type === 'voices';

/** Voice notes with addresses of their own, as `Passed` for photographs. */
export type PassedVoices = readonly Voice[] | undefined;

/** The voice notes of an entry; `passed` where the server gave their addresses. */
export function entryVoices(district: string, entry: Pick<Entry, 'data' | 'fields'>, passed?: PassedVoices): Voice[] {
  const ids = entry.fields.filter((field) => field.type === 'voices').flatMap((field) => idsOf(entry.data[field.key]));
  return passed ? ids.flatMap((id) => passed.find((voice) => voice.id === id) ?? []) : ids.map((id) => ({ id, url: fileUrl(district, id) }));
}

/** The photographs of an entry, whatever its fields are called; `passed` where the server gave their addresses. */
export function entryPhotos(district: string, entry: Pick<Entry, 'data' | 'fields'>, passed?: Passed): Photo[] {
  const ids = entry.fields.filter((field) => field.type === 'photos').flatMap((field) => idsOf(entry.data[field.key]));
  return passed ? ids.flatMap((id) => passed.find((photo) => photo.id === id) ?? []) : photosOf(district, ids);
}
