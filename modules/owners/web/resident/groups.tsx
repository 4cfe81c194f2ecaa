import { DistrictField } from '@hezhi/matters/screens/resident';
import { Empty, Tag } from '@hezhi/ui';
import { Card, Field, ListMore, PhonePage } from '@hezhi/ui/phone';
import { useMarks, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { useDistrict } from './district.ts';
import '@hezhi/matters/screens/resident.css';

/** Compounds of the district, one's own first. */
export default function Groups() {
  const t = useWords('owners');
  const marks = useMarks();
  const { status } = useSession();
  const { code, items } = useDistrict();
  const [, setQuery] = useSearchParams();
  const [q, setQ] = useState('');
  const mine = useRoute('GET /my/owners', {}, { enabled: status === 'person' });
  const list = useList('GET /public/owners', { query: { district: code, ...(q.trim() ? { q: q.trim() } : {}) } }, { enabled: code !== '' });
  return (
    <PhonePage title={t('resident.title')} back="/me">
      {(mine.data?.items ?? []).length > 0 ? (
        <section className="hz-res-section">
          <h2>{t('resident.mine')}</h2>
          {mine.data?.items.map((one) => (
            <Card key={one.id} to={`/owners/${one.district}/${one.id}`}>
              <span className="hz-res-card">
                <span className="hz-res-title">{one.name}</span>
                <span className="hz-small">{[one.areaName, marks.list(one.units.slice(0, 4))].join(' · ')}</span>
              </span>
            </Card>
          ))}
        </section>
      ) : null}
      <DistrictField label={t('resident.district')} items={items} value={code} onChange={(chosen) => setQuery({ district: chosen })} />
      <Field label={t('resident.find')}>
        {(attributes) => <input {...attributes} className="hz-input" type="search" maxLength={60} value={q} onChange={({ target }) => setQ(target.value)} />}
      </Field>
      <ListMore
        list={list}
        label={t('nav.groups')}
        render={(one) => (
          <Card to={`/owners/${one.district}/${one.id}`}>
            <span className="hz-res-card">
              <span className="hz-res-line">
                <span className="hz-res-title">{one.name}</span>
                {one.voting > 0 ? <Tag tone="info">{t('resident.voting', { n: one.voting })}</Tag> : null}
              </span>
              <span className="hz-small">
                {[one.areaName, one.address, t('group.counts', { units: one.counts.units, heads: one.counts.heads })].filter(Boolean).join(' · ')}
              </span>
            </span>
          </Card>
        )}
        empty={<Empty title={t('groups.none')} why={t('resident.noneWhy')} />}
      />
    </PhonePage>
  );
}
