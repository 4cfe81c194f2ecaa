import type { Photo } from '@hezhi/ui';
import type { CaseDetail, Entry } from './client.ts';

/** Where a file of a case is fetched. */
export const fileUrl = (district: string, id: string, thumb = false): string => `/api/files/${district}/${id}${thumb ? '/thumb' : ''}`;

/** Ids of files as photographs to draw. */
export const photosOf = (district: string, ids: readonly string[]): Photo[] =>
  ids.map((id) => ({ id, url: fileUrl(district, id), thumb: fileUrl(district, id, true) }));

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

/** Photographs with addresses of their own: those of somebody without a session carry a pass. */
export type Passed = readonly Photo[] | undefined;

/** The photographs of an entry, whatever its fields are called; `passed` where the server gave their addresses. */
export function entryPhotos(district: string, entry: Pick<Entry, 'data' | 'fields'>, passed?: Passed): Photo[] {
  const ids = entry.fields.filter((field) => field.type === 'photos').flatMap((field) => idsOf(entry.data[field.key]));
  return passed ? ids.flatMap((id) => passed.find((photo) => photo.id === id) ?? []) : photosOf(district, ids);
}

/** What it was like (reported) and what it is like now (the newest step with photographs from handling on). */
export function beforeAfter(
  detail: Pick<CaseDetail, 'matter' | 'timeline'> & { readonly case: Pick<CaseDetail['case'], 'photos'>; readonly photos?: Passed },
): { before: Photo[]; after: Photo[] } {
  const later = detail.timeline.filter((entry) => entry.step === 'finish' || entry.step === 'verify').sort((a, b) => b.seq - a.seq);
  const after = later.map((entry) => entryPhotos(detail.matter.district, entry, detail.photos)).find((photos) => photos.length > 0) ?? [];
  return { before: detail.case.photos.map((photo) => ({ ...photo })), after };
}
