import { Empty, Failure } from '@hezhi/ui';
import { Field, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { useDistrict } from '../shared/district.ts';
import { BallotCard, MyCard } from './card.tsx';
import '../shared/ballots.css';

const states = ['open', 'announced', 'counted'] as const;

/** /votes: what I vote in, and what is being voted on near me. */
export default function ListPage() {
  const t = useWords('ballots');
  const { status, person } = useSession();
  const [filters, set] = useFilters({ district: '', state: 'open', area: '' });
  const { items, current, found, choose } = useDistrict(filters.district);
  const state = states.find((one) => one === filters.state) ?? 'open';
  const district = current?.code ?? '';
  const near = person?.area?.startsWith(district) && person.area.length >= 12 ? person.area.slice(0, 12) : '';
  const area = filters.area === 'near' && near !== '' ? near : undefined;
  const list = useList('GET /public/ballots', { query: { district, state, limit: 20, ...(area ? { area } : {}) } }, { enabled: current !== null });
  const mine = useRoute('GET /my/ballots', { query: { district, limit: 20 } }, { enabled: current !== null && status === 'person' });
  const own = mine.data?.items ?? [];
  return (
    <PhonePage title={t('list.title')}>
      <p className="hz-small">{t('list.what')}</p>
      <Failure error={found.error} retry={() => void found.refetch()} />
      {items.length > 1 ? (
        <Field label={t('list.district')}>
          {(attributes) => (
            <select
              {...attributes}
              className="hz-input"
              value={district}
              onChange={({ target }) => {
                choose(target.value);
                set({ district: target.value });
              }}
            >
              {items.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.full_name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <p>
        <Link className="hz-button" to="/votes/receipts">
          {t('receipts.title')}
        </Link>
      </p>
      {status === 'person' ? (
        <section>
          <h2>{t('list.mine')}</h2>
          <Failure error={mine.error} retry={() => void mine.refetch()} />
          {mine.data && own.length === 0 ? <p className="hz-small">{t('list.noneMine')}</p> : null}
          <ul className="hz-list">
            {own.map((one) => (
              <li key={`${one.ballot}${one.entry}${one.mandate ?? ''}`}>
                <MyCard one={one} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2>{t('list.all')}</h2>
        <div className="hz-row" role="group" aria-label={t('list.which')}>
          {states.map((one) => (
            <button
              key={one}
              type="button"
              className="hz-button"
              aria-pressed={state === one}
              data-primary={state === one ? '' : undefined}
              onClick={() => set({ state: one })}
            >
              {t(`state.${one}`)}
            </button>
          ))}
          {near ? (
            <button
              type="button"
              className="hz-button"
              aria-pressed={area !== undefined}
              data-primary={area ? '' : undefined}
              onClick={() => set({ area: area ? '' : 'near' })}
            >
              {t('list.near')}
            </button>
          ) : null}
        </div>
      </section>
      {found.data && current === null ? <Empty title={t('list.nowhere')} why={t('list.nowhereWhy')} /> : null}
      {current ? (
        <ListMore
          list={list}
          label={t('list.all')}
          render={(one) => <BallotCard district={district} one={one} />}
          empty={<Empty title={t(`list.none.${state}`)} why={t('list.noneWhy')} />}
        />
      ) : null}
    </PhonePage>
  );
}
