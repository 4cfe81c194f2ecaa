import { DistrictField } from '@hezhi/matters/screens/resident';
import { Empty, Failure } from '@hezhi/ui';
import { ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useWords } from '@hezhi/web';
import { useList } from '../shared/client.ts';
import { QuestionCard } from './card.tsx';
import { useDistrict } from './district.ts';

/** /opinions: open and closed questions of a district. */
export default function ListPage() {
  const t = useWords('opinions');
  const [filters, set] = useFilters({ district: '', state: 'open' });
  const { items, current, found } = useDistrict(filters.district);
  const state = filters.state === 'closed' ? 'closed' : 'open';
  const list = useList('GET /public/opinions', { query: { district: current?.code ?? '', state, limit: 20 } }, { enabled: current !== null });
  return (
    <PhonePage title={t('resident.title')}>
      <p className="hz-small">{t('resident.what')}</p>
      <Failure error={found.error} retry={() => void found.refetch()} />
      <DistrictField label={t('resident.district')} items={items} value={current?.code ?? ''} onChange={(chosen) => set({ district: chosen })} />
      <div className="hz-row" role="group" aria-label={t('resident.which')}>
        {(['open', 'closed'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="hz-button"
            aria-pressed={state === one}
            data-primary={state === one ? '' : undefined}
            onClick={() => set({ state: one })}
          >
            {t(`resident.${one}`)}
          </button>
        ))}
      </div>
      {found.data && current === null ? <Empty title={t('resident.nowhere')} why={t('resident.nowhereWhy')} /> : null}
      {current ? (
        <ListMore
          list={list}
          label={t('resident.title')}
          render={(one) => <QuestionCard one={one} />}
          empty={<Empty title={t(`resident.none.${state}`)} why={t(`resident.noneWhy.${state}`)} />}
        />
      ) : null}
    </PhonePage>
  );
}
