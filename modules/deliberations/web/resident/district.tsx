import { useSession } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';

/** Which district a public page speaks of: the address says it, else where the person lives, else the first. */
export function useDistrict(asked: string): { code: string; items: readonly { code: string; full_name: string }[] } {
  const { district: home } = useSession();
  const found = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const items = found.data?.items ?? [];
  const code = [asked, home ?? ''].find((one) => one !== '' && (one === home || items.some((each) => each.code === one))) ?? items[0]?.code ?? '';
  return { code, items };
}
