import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useMarks, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Segmented } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useList, useRoute } from '../shared/client.ts';
import { Raised } from './raised.tsx';

const tabs = ['receptions', 'raised', 'people', 'studios', 'figures'] as const;
const created: Partial<Record<(typeof tabs)[number], { to: string; label: string }>> = {
  receptions: { to: '/deputies/day/new', label: 'day.new' },
  raised: { to: '/deputies/raise', label: 'raised.new' },
  people: { to: '/deputies/person/new', label: 'person.new' },
  studios: { to: '/deputies/studio/new', label: 'studio.new' },
};

/** /deputies: five lists of the territory, one at a time. */
export default function DeputiesPage() {
  const t = useWords('deputies');
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set] = useFilters({ tab: 'receptions' });
  const tab = tabs.find((one) => one === filters.tab) ?? 'receptions';
  const add = created[tab];
  return (
    <>
      <PageHead
        title={t('nav')}
        sub={t('sub')}
        actions={
          add && can('deputies.manage') ? (
            <Button type="primary" onClick={() => void go(add.to)}>
              {t(add.label)}
            </Button>
          ) : null
        }
      />
      <Segmented
        aria-label={t('nav')}
        value={tab}
        onChange={(value) => set({ tab: value })}
        options={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        style={{ marginBottom: 12, maxWidth: '100%', overflowX: 'auto' }}
      />
      {tab === 'receptions' ? <Receptions /> : tab === 'raised' ? <Raised /> : tab === 'people' ? <People /> : tab === 'studios' ? <Studios /> : <Figures />}
    </>
  );
}

function Receptions() {
  const t = useWords('deputies');
  const marks = useMarks();
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const list = useList('GET /deputies/receptions', { query: { limit: 30 } });
  return (
    <DataTable
      name={t('tabs.receptions')}
      columns={[
        {
          key: 'when',
          title: t('day.when'),
          render: (one) => (can('deputies.manage') ? <Link to={`/deputies/day/${one.id}`}>{time.moment(one.starts_at)}</Link> : time.moment(one.starts_at)),
        },
        { key: 'studio', title: t('studio.one'), render: (one) => one.studioName },
        { key: 'who', title: t('day.who'), render: (one) => marks.list(one.who.map((each) => each.name)) },
        { key: 'ways', title: t('day.ways'), from: 900, render: (one) => marks.list(one.ways.map((each) => t(`ways.${each}`))) },
        { key: 'free', title: t('day.free'), render: (one) => t('day.freeOf', one) },
        {
          key: 'state',
          title: t('day.state'),
          render: (one) => <Tag tone={one.state === 'planned' ? 'info' : one.state === 'held' ? 'good' : 'neutral'}>{t(`day.states.${one.state}`)}</Tag>,
        },
      ]}
      items={list.items}
      {...(can('deputies.manage') ? { onOpen: (one: { id: string }) => void go(`/deputies/day/${one.id}`) } : {})}
      loading={list.isPending}
      error={list.error}
      retry={list.again}
      hasMore={list.hasMore}
      more={list.more}
      moreLoading={list.isMoreFetching}
      empty={<Empty title={t('day.none')} why={t('studio.noneWhy')} />}
    />
  );
}

function People() {
  const t = useWords('deputies');
  const marks = useMarks();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ tab: 'people', past: '' });
  const asked = useRoute('GET /deputies/people', { query: filters.past ? { past: 'true' as never } : {} });
  return (
    <>
      <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'past', kind: 'switch', label: t('person.past') }]} />
      <DataTable
        name={t('tabs.people')}
        columns={[
          {
            key: 'name',
            title: t('person.name'),
            render: (one) => (can('deputies.manage') ? <Link to={`/deputies/person/${one.id}`}>{one.name}</Link> : one.name),
          },
          { key: 'kind', title: t('person.kind'), render: (one) => `${t(`levels.${one.level}`)}${t(`kinds.${one.kind}`)}` },
          { key: 'studio', title: t('studio.one'), render: (one) => one.studioName },
          { key: 'hours', title: t('person.hours'), from: 900, render: (one) => one.hours },
          {
            key: 'term',
            title: t('person.term'),
            from: 900,
            render: (one) => (one.in_office ? `${one.term_from} – ${one.term_to ?? ''}` : <Tag tone="neutral">{t('person.out')}</Tag>),
          },
          { key: 'contacts', title: t('person.contacts'), from: 1000, render: (one) => marks.list(one.contacts.map((each) => each.label)) },
        ]}
        items={asked.data?.items ?? []}
        loading={asked.isPending}
        error={asked.error}
        retry={() => void asked.refetch()}
        empty={<Empty title={t('person.none')} why={t('studio.noneWhy')} />}
      />
    </>
  );
}

function Studios() {
  const t = useWords('deputies');
  const { can } = useSession();
  const asked = useRoute('GET /deputies/studios');
  return (
    <DataTable
      name={t('tabs.studios')}
      columns={[
        {
          key: 'name',
          title: t('studio.name'),
          render: (one) => (can('deputies.manage') ? <Link to={`/deputies/studio/${one.id}`}>{one.name}</Link> : one.name),
        },
        { key: 'area', title: t('studio.area'), render: (one) => one.areaName },
        { key: 'place', title: t('studio.place'), from: 700, render: (one) => one.place },
        { key: 'phone', title: t('studio.phone'), from: 700, render: (one) => one.phone },
        { key: 'deputies', title: t('studio.deputies'), number: true, render: (one) => one.deputies },
        {
          key: 'active',
          title: t('day.state'),
          render: (one) => <Tag tone={one.active ? 'good' : 'neutral'}>{t(one.active ? 'studio.active' : 'studio.closed')}</Tag>,
        },
      ]}
      items={asked.data?.items ?? []}
      loading={asked.isPending}
      error={asked.error}
      retry={() => void asked.refetch()}
      empty={<Empty title={t('studio.none')} why={t('studio.noneWhy')} />}
    />
  );
}

function Figures() {
  const t = useWords('deputies');
  const [filters, set, reset] = useFilters({ tab: 'figures', from: '', to: '' });
  const asked = useRoute('GET /deputies/figures', { query: { ...(filters.from ? { from: filters.from } : {}), ...(filters.to ? { to: filters.to } : {}) } });
  const number = (key: 'raised' | 'answered' | 'solved' | 'open' | 'receptions') => ({
    key,
    title: t(`fig.${key}`),
    number: true,
    render: (one: Record<typeof key, number>) => one[key],
  });
  return (
    <>
      <p className="hz-small">{t('fig.what')}</p>
      <FilterBar
        values={filters}
        onChange={set}
        onReset={reset}
        filters={[
          { key: 'from', kind: 'day', label: t('fig.from') },
          { key: 'to', kind: 'day', label: t('fig.to') },
        ]}
      />
      <DataTable
        name={t('tabs.figures')}
        columns={[
          { key: 'name', title: t('person.name'), render: (one) => `${one.name} · ${t(`kinds.${one.kind}`)}` },
          { key: 'studio', title: t('studio.one'), from: 800, render: (one) => one.studioName },
          number('raised'),
          number('answered'),
          number('solved'),
          number('open'),
          number('receptions'),
          { key: 'days', title: t('fig.days'), number: true, render: (one) => one.days ?? '–' },
        ]}
        items={(asked.data?.items ?? []).map((one) => ({ ...one, id: one.deputy }))}
        loading={asked.isPending}
        error={asked.error}
        retry={() => void asked.refetch()}
        empty={<Empty title={t('person.none')} why={t('studio.noneWhy')} />}
      />
    </>
  );
}
