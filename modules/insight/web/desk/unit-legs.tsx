import { Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead } from '@hezhi/ui/desk';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Link, useNavigate } from 'react-router';
import { client } from '../shared/client.ts';
import './dashboard.css';

const told = ['late', 'reworked', 'extended', 'suspended'] as const;

/** The stretches of responsibility behind a unit's number. */
export default function UnitLegs() {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const navigate = useNavigate();
  const [values] = useFilters({ org: '', measure: 'given', area: '', leg: '', subject: '', from: '', to: '' });
  const { org, measure, area, leg, subject, from, to } = values;
  const period = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const query = { org, measure: measure as 'given', ...(area ? { area } : {}), ...(leg ? { leg } : {}), ...(subject ? { subject } : {}), ...period };
  const legs = client.useList('GET /insight/units/legs', { query });
  const table = client.useRoute('GET /insight/units', {
    query: { ...(area ? { area } : {}), ...(leg ? { leg } : {}), ...(subject ? { subject } : {}), ...period },
  });
  const unit = table.data?.rows.find((row) => row.org === org);
  const words = table.data?.measures.find((one) => one.key === measure)?.words;
  const back = `/insight/units?${new URLSearchParams({ ...(area ? { area } : {}), ...(leg ? { leg } : {}), ...(from ? { period: 'custom', ...period } : {}) }).toString()}`;
  return (
    <div className="hz-insight">
      <PageHead
        title={t('units.behind', { unit: unit?.name ?? '', measure: words ? say(words) : '' })}
        sub={
          from && to
            ? `${t('units.sub', { area: table.data?.area.name ?? '', from, to })}${table.data?.subject ? ` · ${say(table.data.subject.name)}` : ''}`
            : null
        }
        actions={<Link to={back}>{t('units.back')}</Link>}
      />
      <DataTable
        name={t('units.table')}
        columns={[
          {
            key: 'matter',
            title: t('units.matter'),
            render: ({ matter }) => <Link to={`/matters/${matter.id}`}>{`${matter.number} ${matter.title}`}</Link>,
          },
          { key: 'leg', title: t('units.leg'), render: ({ name }) => say(name) },
          { key: 'startedAt', title: t('units.startedAt'), render: (row) => time.moment(row.startedAt), from: 768 },
          { key: 'dueAt', title: t('units.dueAt'), render: (row) => time.moment(row.dueAt) },
          { key: 'endedAt', title: t('units.endedAt'), render: (row) => (row.endedAt ? time.moment(row.endedAt) : '—'), from: 768 },
          {
            key: 'outcome',
            title: t('units.outcome'),
            render: (row) => (
              <>
                {t(`units.outcomes.${row.outcome}`)}{' '}
                {told.map((key) =>
                  row[key] ? (
                    <Tag key={key} tone={key === 'late' ? 'late' : 'neutral'}>
                      {t(`units.${key}`)}
                    </Tag>
                  ) : null,
                )}
              </>
            ),
          },
          { key: 'state', title: t('units.state'), render: ({ matter }) => say(matter.stateName), from: 1024 },
        ]}
        items={legs.items}
        onOpen={(row) => void navigate(`/matters/${row.matter.id}`)}
        loading={legs.isPending}
        error={legs.error}
        retry={legs.again}
        hasMore={legs.hasMore}
        more={legs.more}
        moreLoading={legs.isMoreFetching}
        empty={<Empty title={t('units.legsEmpty')} why={t('units.legsEmptyWhy')} />}
      />
    </div>
  );
}
