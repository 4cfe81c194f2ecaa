import { useWords } from '@hezhi/web';
import { useSimilar, type SimilarAsk } from '../shared/duplicates.ts';
import { SimilarPanel } from '../shared/duplicates-panel.tsx';

/** While a grid worker reports: what is known near by; for a resident who asked on the way it is said under their telephone. */
export function SimilarNearby({ asked, phone }: { asked: SimilarAsk | null; phone: string }) {
  const t = useWords('cases');
  const suggestions = useSimilar(asked);
  const caller = /^\+?[\d\s-]{5,20}$/.test(phone.trim()) ? phone.trim() : undefined;
  return (
    <SimilarPanel
      suggestions={suggestions}
      said={t('duplicates.meToo')}
      told={t('duplicates.panel.toldStaff')}
      phone={caller}
      back={caller === undefined}
      link={(one) => <span className="hz-num hz-small">{one.number}</span>}
    />
  );
}
