import { DistrictField as Chooser } from '@hezhi/matters/screens/resident';
import { useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useRoute } from '../shared/client.ts';

const key = 'hezhi.district';
function recalled(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Which district a public page speaks of: the address says it, else what was chosen on this device, else where the person lives, else the first. */
export function useDistrict(asked: string) {
  const { district: home } = useSession();
  const found = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const [kept] = useState(recalled);
  const items = found.data?.items ?? [];
  const current = [asked, kept, home].map((code) => items.find((one) => one.code === code)).find(Boolean) ?? items[0] ?? null;
  return { items, current, found };
}

/** Choosing the district, where there are several. */
export function DistrictField({ district, onChange }: { district: ReturnType<typeof useDistrict>; onChange: (code: string) => void }) {
  const t = useWords('publicity');
  return <Chooser label={t('district')} items={district.items} value={district.current?.code ?? ''} onChange={onChange} />;
}
