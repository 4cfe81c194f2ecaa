import { useSession } from '@hezhi/web';
import { useCallback, useState } from 'react';
import { useRoute, type Reply } from '../shared/client.ts';

const key = 'hezhi.district';

/** A district where one may report: code, names, a point in its middle. */
export type District = Reply<'GET /public/districts'>['items'][number];

function recalled(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * Which district this device speaks of: chosen here, else where the person lives, else the first that takes reports. `choose` is remembered.
 */
export function useDistrict() {
  const { district: home } = useSession();
  const asked = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const [chosen, setChosen] = useState(recalled);
  const choose = useCallback((code: string) => {
    setChosen(code);
    try {
      localStorage.setItem(key, code);
    } catch {
      // Chosen for this visit only.
    }
  }, []);
  const districts = asked.data?.items ?? [];
  const current = [chosen, home].map((code) => districts.find((one) => one.code === code)).find(Boolean) ?? districts[0] ?? null;
  return { districts, current, choose, asked };
}
