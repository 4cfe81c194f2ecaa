import { Empty, Failure } from '@hezhi/ui';
import { ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useList } from '../shared/client.ts';
import { CaseCard } from './case-card.tsx';
import { useWho } from './device.ts';
import { DistrictField, useDistrict } from './district.tsx';

/** Public cases that I follow, or that this device follows. */
export default function FollowingPage() {
  const t = useWords('publicity');
  const { ready, visitor, headers } = useWho();
  const [filters, set] = useFilters({ district: '' });
  const district = useDistrict(filters.district);
  const code = district.current?.code ?? '';
  const call = { query: { district: code, limit: 20 }, headers };
  const list = useList('GET /publicity/following', call, { enabled: ready && code !== '' });
  return (
    <PhonePage title={t('following.title')}>
      <p className="hz-small">{t(visitor ? 'following.whatDevice' : 'following.what')}</p>
      <Failure error={district.found.error} retry={() => void district.found.refetch()} />
      <DistrictField district={district} onChange={(one) => set({ district: one })} />
      {district.found.data && code === '' ? <Empty title={t('nowhere')} why={t('nowhereWhy')} /> : null}
      {code === '' ? null : (
        <ListMore
          list={list}
          label={t('following.title')}
          render={(one) => <CaseCard one={one} changedAt={one.changedAt} />}
          empty={
            <Empty
              title={t('following.none')}
              why={t('following.noneWhy')}
              action={
                <Link className="hz-button" to="/near">
                  {t('near')}
                </Link>
              }
            />
          }
        />
      )}
    </PhonePage>
  );
}
