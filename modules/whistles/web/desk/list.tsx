import { MarkTags, StateTag, useMatterKinds } from '@hezhi/matters/screens';
import { Empty, Tag } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useLiveRefresh, useMarks, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { Link, useNavigate } from 'react-router';
import { kindKeys, shippedKind } from '../../contract/kinds.ts';
import { useList, useRoute } from '../shared/client.ts';

const shape = { q: '', kind: '', state: '', open: '', needless: '', days: [] as string[], department: '', whistler: '' } as const;

/** Whistles with how far their departments are. */
export default function WhistleList() {
  const t = useWords('whistles');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const { can } = useSession();
  const [filters, set, reset] = useFilters(shape);
  const states = useMatterKinds().find((one) => one.kind === 'whistle')?.states ?? [];
  const departments = useRoute('GET /whistle-departments', {}, { enabled: can('whistles.blow'), fresh: 600_000 });
  const [from, to] = filters.days;
  const list = useList('GET /whistles', {
    query: {
      ...(filters.q ? { q: filters.q } : {}),
      ...(filters.kind ? { kind: filters.kind as (typeof kindKeys)[number] } : {}),
      ...(filters.state ? { state: filters.state } : {}),
      ...(filters.open ? { open: filters.open } : {}),
      ...(filters.needless ? { needless: '1' } : {}),
      ...(filters.department ? { department: filters.department } : {}),
      ...(filters.whistler ? { whistler: filters.whistler } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  });
  useLiveRefresh(['matters.'], ['GET /whistles']);
  const rows = list.items.map((item) => ({ ...item, id: item.matter.id }));
  return (
    <>
      <PageHead
        title={t('nav.list')}
        sub={t('list.sub')}
        actions={
          can('whistles.blow') ? (
            <Link className="hz-button" data-primary="" to="/whistles/new">
              {t('blow.title')}
            </Link>
          ) : null
        }
      />
      <FilterBar
        filters={[
          { key: 'q', kind: 'text', label: t('filter.q'), width: 200 },
          {
            key: 'kind',
            kind: 'select',
            label: t('fact.kind'),
            options: kindKeys.map((key) => ({ value: key, label: say(shippedKind(key)!.name) })),
            width: 130,
          },
          { key: 'state', kind: 'select', label: t('filter.state'), options: states.map((one) => ({ value: one.key, label: say(one.name) })), width: 130 },
          ...(departments.data
            ? [
                {
                  key: 'department',
                  kind: 'select',
                  label: t('filter.department'),
                  options: departments.data.items.map((one) => ({ value: one.org, label: one.name })),
                  width: 170,
                } as const,
              ]
            : []),
          {
            key: 'open',
            kind: 'select',
            label: t('filter.open'),
            options: [
              { value: '1', label: t('filter.running') },
              { value: '0', label: t('filter.ended') },
            ],
            width: 130,
          },
          { key: 'days', kind: 'days', label: t('filter.days') },
          { key: 'needless', kind: 'switch', label: t('needless') },
        ]}
        values={filters}
        onChange={set as unknown as (change: Record<string, never>) => void}
        onReset={reset}
      />
      <DataTable
        name={t('nav.list')}
        items={rows}
        onOpen={(row) => void go(`/matters/${row.id}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        rowTone={(row) => (row.matter.overdue ? 'late' : undefined)}
        empty={<Empty title={t('list.empty')} why={t('list.emptyWhy')} />}
        columns={[
          {
            key: 'title',
            title: t('list.title'),
            render: (row) => (
              <>
                <strong>{row.matter.title}</strong>
                <div className="hz-small">
                  <span className="hz-num">{row.matter.number}</span> · {say(row.kind)} · {row.matter.areaName}
                </div>
              </>
            ),
          },
          {
            key: 'state',
            title: t('filter.state'),
            render: (row) => (
              <span className="hz-row">
                <StateTag matter={row.matter} />
                {row.needless ? <Tag tone="warn">{t('needless')}</Tag> : null}
                <MarkTags matter={row.matter} max={2} />
              </span>
            ),
          },
          { key: 'leads', title: t('role.lead'), from: 900, render: (row) => marks.list(row.leads) },
          {
            key: 'came',
            title: t('list.came'),
            number: true,
            width: 90,
            render: (row) => (
              <>
                {t('list.of', { n: row.checkedIn, of: row.total })}
                {row.silent > 0 ? <div className="hz-small">{t('list.silent', { n: row.silent })}</div> : null}
                {row.refused > 0 ? <div className="hz-small">{t('list.refused', { n: row.refused })}</div> : null}
              </>
            ),
          },
          { key: 'done', title: t('list.done'), number: true, width: 90, from: 1100, render: (row) => t('list.of', { n: row.done, of: row.total }) },
          { key: 'score', title: t('list.score'), number: true, width: 80, from: 1100, render: (row) => (row.score === null ? '—' : row.score.toFixed(1)) },
          { key: 'whistler', title: t('fact.whistler'), from: 1300, render: (row) => row.whistler },
          {
            key: 'at',
            title: t('fact.opened'),
            width: 130,
            from: 768,
            render: (row) => <span title={time.exact(row.matter.openedAt)}>{time.moment(row.matter.openedAt)}</span>,
          },
        ]}
      />
    </>
  );
}
