import { Empty, Tag, type Tone } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead, Panel } from '@hezhi/ui/desk';
import { useFilters, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useList, useRoute, type Reply } from '../shared/client.ts';
import { usePeriod } from '../shared/period.ts';

type Line = Reply<'GET /publicity/postings'>['items'][number];
const tones: Record<Line['state'], Tone> = { draft: 'neutral', shown: 'good', ended: 'neutral', withdrawn: 'warn' };
const states = ['draft', 'waiting', 'shown', 'ended', 'withdrawn'] as const;

/** How a posting stands, in words and shapes. */
export function PostingState({ one }: { one: Pick<Line, 'state' | 'waiting' | 'correcting'> }) {
  const t = useWords('publicity');
  return (
    <>
      {one.state === 'draft' && one.waiting ? null : <Tag tone={tones[one.state]}>{t(`postings.states.${one.state}`)}</Tag>}{' '}
      {one.waiting ? <Tag tone="warn">{t('postings.states.waiting')}</Tag> : one.correcting ? <Tag tone="info">{t('postings.states.correcting')}</Tag> : null}
    </>
  );
}

/** /postings: what is due, and all postings of the territory. */
export default function PostingsPage() {
  const t = useWords('publicity');
  const period = usePeriod();
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters({ state: '', class: '', q: '' });
  const state = states.find((one) => one === filters.state);
  const query = { limit: 30, ...(state ? { state } : {}), ...(filters.class ? { class: filters.class } : {}), ...(filters.q ? { q: filters.q } : {}) };
  const list = useList('GET /publicity/postings', { query });
  const classes = useRoute('GET /publicity/posting-classes', {}, { fresh: 600_000 });
  return (
    <>
      <PageHead
        title={t('postings.nav')}
        sub={t('postings.sub')}
        actions={
          <>
            <Button onClick={() => void go('/postings/rules')}>{t('postings.rules')}</Button>
            {can('publicity.post') ? (
              <Button type="primary" onClick={() => void go('/postings/new')}>
                {t('postings.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Due />
      <Panel title={t('postings.list')}>
        <FilterBar
          values={filters}
          onChange={set}
          onReset={reset}
          filters={[
            { key: 'state', kind: 'select', label: t('postings.state'), options: states.map((value) => ({ value, label: t(`postings.states.${value}`) })) },
            {
              key: 'class',
              kind: 'select',
              label: t('postings.class'),
              options: (classes.data?.items ?? []).map((one) => ({ value: one.key, label: say(one.words) })),
            },
            { key: 'q', kind: 'text', label: t('postings.q') },
          ]}
        />
        <DataTable
          name={t('postings.list')}
          columns={[
            { key: 'title', title: t('postings.title'), render: (one) => <Link to={`/postings/${one.id}`}>{one.title}</Link> },
            { key: 'class', title: t('postings.class'), from: 800, render: (one) => say(one.className) },
            { key: 'area', title: t('postings.area'), from: 1000, render: (one) => one.areaName },
            { key: 'period', title: t('postings.period'), from: 1000, render: (one) => (one.period_of ? period(one.period_of) : '—') },
            { key: 'state', title: t('postings.state'), render: (one) => <PostingState one={one} /> },
            { key: 'until', title: t('postings.until'), from: 700, render: (one) => (one.ends_at ? time.day(Date.parse(one.ends_at) - 1) : '') },
            {
              key: 'objections',
              title: t('postings.objections'),
              from: 700,
              render: (one) => (one.objections.all > 0 ? t('postings.objectionsOf', one.objections) : ''),
            },
          ]}
          items={list.items}
          onOpen={(one) => void go(`/postings/${one.id}`)}
          loading={list.isPending}
          error={list.error}
          retry={list.again}
          hasMore={list.hasMore}
          more={list.more}
          moreLoading={list.isMoreFetching}
          empty={<Empty title={t('postings.none')} why={t('postings.noneWhy')} />}
        />
      </Panel>
    </>
  );
}

function Due() {
  const t = useWords('publicity');
  const time = useTime();
  const period = usePeriod();
  const say = useSay();
  const { can } = useSession();
  const due = useRoute('GET /publicity/postings/due');
  const items = (due.data?.items ?? []).filter((one) => one.state !== 'shown');
  return (
    <Panel title={t('postings.dueTitle')}>
      <DataTable
        name={t('postings.dueTitle')}
        columns={[
          { key: 'class', title: t('postings.class'), render: (one) => say(one.className) },
          { key: 'area', title: t('postings.area'), render: (one) => one.areaName },
          { key: 'period', title: t('postings.period'), render: (one) => period(one.period) },
          { key: 'due', title: t('postings.dueBy'), render: (one) => time.day(one.due) },
          {
            key: 'state',
            title: t('postings.state'),
            render: (one) => <Tag tone={one.state === 'late' ? 'late' : 'warn'}>{t(`postings.dueState.${one.state}`)}</Tag>,
          },
          {
            key: 'write',
            title: '',
            render: (one) =>
              can('publicity.post') ? (
                <Link to={`/postings/new?${new URLSearchParams({ class: one.class, area: one.area, period: one.period })}`}>{t('postings.write')}</Link>
              ) : null,
          },
        ]}
        items={items.map((one) => ({ ...one, id: `${one.area} ${one.class}` }))}
        loading={due.isPending}
        error={due.error}
        retry={() => void due.refetch()}
        empty={<Empty icon="check" title={t('postings.dueNone')} />}
        height={260}
      />
    </Panel>
  );
}
