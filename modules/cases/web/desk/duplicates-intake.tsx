import { useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useSimilar, type SimilarAsk } from '../shared/duplicates.ts';
import { SimilarPanel } from '../shared/duplicates-panel.tsx';

/** While a clerk takes down what somebody tells: what is known near by; "me too" is said for the caller, under the telephone that was taken down. */
export function SimilarNearby({ asked, phone }: { asked: SimilarAsk | null; phone: string }) {
  const t = useWords('cases');
  const suggestions = useSimilar(asked);
  const caller = phone.trim();
  const known = /^\+?[\d\s-]{5,20}$/.test(caller);
  return (
    <SimilarPanel
      suggestions={suggestions}
      said={t('duplicates.caller')}
      told={t('duplicates.panel.toldCaller')}
      need={known ? null : t('duplicates.panel.needPhone')}
      phone={known ? caller : undefined}
      back={false}
      link={(one) => (
        <Link className="hz-num" to={`/matters/${one.id}`}>
          {one.number}
        </Link>
      )}
    />
  );
}
