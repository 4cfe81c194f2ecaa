import { useSession } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';

/** The district chosen on this device, as the public pages of cases keep it. */
const key = 'hezhi.district';
function recalled(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Which district a public page speaks of: the address says it, else what was chosen on this device, else where the person lives, else the first. */
export function useDistrict(asked = '') {
  const { district: home } = useSession();
  const found = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const [kept] = useState(recalled);
  const items = found.data?.items ?? [];
  const current = [asked, kept, home].map((code) => items.find((one) => one.code === code)).find(Boolean) ?? items[0] ?? null;
  return { items, current, found };
}
