import type { Photo } from '@hezhi/ui';
import { entryPhotos, type MatterDetail, type Passed } from '@hezhi/matters/screens';
import type { CaseFacts } from './client.ts';

/** What it was like (reported) and what it is like now (the newest step with photographs from handling on). */
export function beforeAfter(
  detail: Pick<MatterDetail, 'matter' | 'timeline'> & { readonly photos?: Passed },
  facts: Pick<CaseFacts, 'photos'>,
): { before: Photo[]; after: Photo[] } {
  const later = detail.timeline.filter((entry) => entry.step === 'settle' || entry.step === 'finish' || entry.step === 'verify').sort((a, b) => b.seq - a.seq);
  const after = later.map((entry) => entryPhotos(detail.matter.district, entry, detail.photos)).find((photos) => photos.length > 0) ?? [];
  return { before: facts.photos.map((photo) => ({ ...photo })), after };
}
