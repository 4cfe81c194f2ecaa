import { Empty } from '@hezhi/ui';
import { ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useList, useRoute } from '../shared/client.ts';
import { CaseCard } from './case-card.tsx';

const measures = ['opened', 'open', 'closed', 'closed_in_time', 'rated', 'satisfied', 'reopened'] as const;

/** The public cases behind one public number. */
export default function FigureCasesPage() {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const [filters] = useFilters({ district: '', area: '', from: '', to: '', measure: 'opened' });
  const measure = measures.find((one) => one === filters.measure) ?? 'opened';
  const { district, area, from, to } = filters;
  const query = { district, ...(area ? { area } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const figures = useRoute('GET /public/figures', { query }, { enabled: district !== '' });
  const list = useList('GET /public/figures/cases', { query: { ...query, measure, limit: 20 } }, { enabled: district !== '' });
  const found = figures.data;
  return (
    <PhonePage title={found ? t('figures.behind', { what: say(found.words[measure]!) }) : t('figures.title')}>
      {found ? (
        <p className="hz-small">{t('figures.of', { name: found.all.name, from: found.from, to: found.to, n: time.count(found.all.n[measure]) })}</p>
      ) : null}
      {district === '' ? (
        <Empty title={t('nowhere')} why={t('nowhereWhy')} />
      ) : (
        <ListMore
          list={list}
          label={t('figures.title')}
          render={(one) => <CaseCard one={one} />}
          empty={<Empty title={t('figures.none')} why={t('figures.noneWhy')} />}
        />
      )}
    </PhonePage>
  );
}
