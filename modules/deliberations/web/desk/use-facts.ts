import type { PartProps } from '@hezhi/matters/screens';
import { useLiveRefresh } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** What stands beside the matter: asked once for all parts of its page. */
export function useFacts(detail: PartProps['detail']) {
  useLiveRefresh(['deliberations.', 'matters.', 'ballots.'], ['GET /deliberations/:id/facts']);
  return useRoute('GET /deliberations/:id/facts', { params: { id: detail.matter.id } }, { keep: false });
}
