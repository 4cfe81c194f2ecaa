import { useSession } from '@hezhi/web';
import { useParams, useSearchParams } from 'react-router';
import { useRoute } from '../shared/client.ts';

/** Which district a page speaks of: the address says it (`?district=`), else where the person lives, else the first that is open. */
export function useDistrict(): { code: string; items: readonly { code: string; full_name: string }[] } {
  const [query] = useSearchParams();
  const { district: home } = useSession();
  const found = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const items = found.data?.items ?? [];
  const asked = query.get('district') ?? '';
  const code = /^\d{6}$/.test(asked) ? asked : (home ?? items[0]?.code ?? '');
  return { code, items };
}

/** The compound that a page's path names: `/owners/:district/:group`; of a link of old the district is in `?district=`, or is looked up by the id. `code` is empty until it is known. */
export function usePlace(): { code: string; group: string; error: unknown; again: () => void } {
  const { district = '', group = '' } = useParams();
  const [query] = useSearchParams();
  const asked = query.get('district') ?? '';
  const known = [district, asked].find((one) => /^\d{6}$/.test(one)) ?? '';
  const found = useRoute('GET /public/owners/:id', { params: { id: group } }, { enabled: known === '', fresh: 3600_000 });
  return { code: known || (found.data?.district ?? ''), group, error: known === '' ? found.error : null, again: () => void found.refetch() };
}
