import { useSession } from '@hezhi/web';
import { useSearchParams } from 'react-router';
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
