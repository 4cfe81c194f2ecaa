import { useLiveRefresh } from '@hezhi/web';
import { useRoute } from './client.ts';

/** The facts of a case beside its matter, kept fresh. */
export function useCaseFacts(id: string) {
  useLiveRefresh(['matters.'], ['GET /cases/:id/facts']);
  return useRoute('GET /cases/:id/facts', { params: { id } }, { keep: false });
}
