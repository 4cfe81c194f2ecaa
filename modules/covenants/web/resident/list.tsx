import { DistrictField } from '@hezhi/matters/screens/resident';
import { Empty, Failure, Loading, Tag } from '@hezhi/ui';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { useList, useRoute } from '../shared/client.ts';
import '@hezhi/matters/screens/resident.css';

/** Covenants of a district: in force, and those that are open for suggestions. */
export default function CovenantsPage() {
  const t = useWords('covenants');
  const time = useTime();
  const { district: home } = useSession();
  const [filters, set] = useFilters({ district: '' });
  const districts = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const known = districts.data?.items ?? [];
  const code = [filters.district, home ?? ''].find((one) => known.some((each) => each.code === one)) ?? known[0]?.code ?? '';
  const list = useList('GET /public/covenants', { query: { district: code, limit: 30 } }, { enabled: code !== '', keep: false });
  return (
    <PhonePage title={t('res.title')} back="/">
      <p className="hz-small">{t('res.sub')}</p>
      <DistrictField label={t('res.district')} items={known} value={code} onChange={(chosen) => set({ district: chosen })} />
      {districts.isPending || (code !== '' && list.isPending) ? <Loading rows={4} /> : <Failure error={districts.error ?? list.error} retry={list.again} />}
      {districts.data && !list.isPending && !list.error && list.items.length === 0 ? <Empty title={t('res.none')} why={t('res.noneWhy')} /> : null}
      {list.items.map((one) => (
        <Card key={one.id} to={`/covenant/${one.district}/${one.id}`}>
          <span className="hz-res-card">
            <span className="hz-res-line">
              <span className="hz-res-title">{one.title}</span>
              <Tag tone={one.phase === 'consulting' || one.phase === 'voting' ? 'info' : 'good'}>
                {t(one.phase === 'drafting' ? 'phases.idle' : `phases.${one.phase}`)}
              </Tag>
            </span>
            <span className="hz-small">
              {one.scope_name} · {t(one.sign_by === 'person' ? 'res.count' : 'res.countHouse', { count: one.signed })}
              {one.consult_ends ? ` · ${t('consultEnds', { at: time.day(Date.parse(one.consult_ends) - 1) })}` : ''}
            </span>
          </span>
        </Card>
      ))}
      {list.hasMore ? (
        <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
          {t('more')}
        </button>
      ) : null}
    </PhonePage>
  );
}
