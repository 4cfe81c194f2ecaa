import { DistrictField } from '@hezhi/matters/screens/resident';
import { Empty, Failure, Loading } from '@hezhi/ui';
import { Card, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import '@hezhi/matters/screens/resident.css';

/** Studios of a district. */
export default function StudiosPage() {
  const t = useWords('deputies');
  const { district: home, status } = useSession();
  const [filters, set] = useFilters({ district: '' });
  const districts = useRoute('GET /public/districts', {}, { fresh: 3600_000 });
  const known = districts.data?.items ?? [];
  const code = [filters.district, home ?? ''].find((one) => known.some((each) => each.code === one)) ?? known[0]?.code ?? '';
  const asked = useRoute('GET /public/deputies/studios', { query: { district: code } }, { enabled: code !== '', keep: false });
  const items = asked.data?.items ?? [];
  return (
    <PhonePage title={t('res.title')} back="/">
      <p className="hz-small">{t('res.sub')}</p>
      <DistrictField label={t('res.district')} items={known} value={code} onChange={(chosen) => set({ district: chosen })} />
      {districts.isPending || (code !== '' && asked.isPending) ? (
        <Loading rows={4} />
      ) : (
        <Failure error={districts.error ?? asked.error} retry={() => void asked.refetch()} />
      )}
      {districts.data && !asked.isPending && !asked.error && items.length === 0 ? <Empty title={t('res.none')} why={t('res.noneWhy')} /> : null}
      {items.map((one) => (
        <Card key={one.id} to={`/deputies/at/${one.district}/${one.id}`}>
          <span className="hz-res-card">
            <span className="hz-res-title">{one.name}</span>
            <span className="hz-small">
              {one.areaName} · {one.place}
              {one.hours ? ` · ${one.hours}` : ''}
            </span>
          </span>
        </Card>
      ))}
      <p className="hz-row">
        {status === 'person' ? (
          <Link className="hz-button" to="/deputies/mine">
            {t('res.myTitle')}
          </Link>
        ) : null}
        {code !== '' && items.length > 0 ? (
          <a className="hz-button" href={`/api/public/deputies/receptions.ics?district=${code}`}>
            {t('res.calendar')}
          </a>
        ) : null}
      </p>
    </PhonePage>
  );
}
