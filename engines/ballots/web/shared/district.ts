import { useSession } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from './client.ts';
import { keep, recall } from './memory.ts';

const place = 'hezhi.district';

/** Which district a public page speaks of: the address says it, else what was chosen on this device, else where the person lives, else the first. */
export function useDistrict(asked = '') {
  const { district: home } = useSession();
  const found = useRoute('GET /territory/served', {}, { fresh: 3600_000 });
  const [kept] = useState(() => recall(place));
  const items = found.data?.items ?? [];
  const current = [asked, kept, home].map((code) => items.find((one) => one.code === code)).find(Boolean) ?? items[0] ?? null;
  return { items, current, found, choose: (code: string) => void keep(place, code) };
}
