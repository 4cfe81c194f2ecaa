import type { PartProps } from '@hezhi/matters/screens';
import { useLiveRefresh } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** What stands beside the matter: asked once for all parts of its page. */
export function useVote(detail: PartProps['detail']) {
  useLiveRefresh(['matters.', 'ballots.'], ['GET /owners-votes/:id']);
  return useRoute('GET /owners-votes/:id', { params: { id: detail.matter.id } }, { keep: false });
}
