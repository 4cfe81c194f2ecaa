import { Empty } from '@hezhi/ui';
import { Field, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useList } from '../shared/client.ts';
import { AreaField } from './area.tsx';
import { TalkCard } from './card.tsx';
import { useDistrict } from './district.tsx';

/** What is being talked about, by territory; under way or ended. */
export default function Talks() {
  const t = useWords('deliberations');
  const { can } = useSession();
  const [filters, set] = useFilters({ district: '', area: '', ended: '' });
  const { code, items } = useDistrict(filters.district);
  const list = useList(
    'GET /public/talks',
    { query: { district: code, open: filters.ended === '' ? 'true' : 'false', ...(filters.area ? { area: filters.area } : {}) } },
    { enabled: code !== '' },
  );
  return (
    <PhonePage title={t('talks.title')}>
      {can('deliberations.propose') ? (
        <Link className="hz-button" data-primary="" to="/talks/new">
          {t('propose.title')}
        </Link>
      ) : null}
      {items.length > 1 ? (
        <Field label={t('area.district')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={code} onChange={({ target }) => set({ district: target.value, area: '' })}>
              {items.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.full_name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <AreaField district={code} value={filters.area} onChange={(area) => set({ area })} />
      <div className="hz-segments" role="group" aria-label={t('talks.which')}>
        {(['', '1'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={filters.ended === one} onClick={() => set({ ended: one })}>
            {t(one === '' ? 'talks.open' : 'talks.ended')}
          </button>
        ))}
      </div>
      <ListMore
        list={list}
        label={t('talks.title')}
        render={(one) => <TalkCard one={one} />}
        empty={<Empty title={t('talks.none')} why={t('talks.noneWhy')} />}
      />
    </PhonePage>
  );
}
