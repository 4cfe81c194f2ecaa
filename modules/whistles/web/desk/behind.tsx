import { Empty } from '@hezhi/ui';
import { DataTable, FilterBar, PageHead } from '@hezhi/ui/desk';
import { useFilters, useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { useNavigate } from 'react-router';
import { kindKeys, shippedKind } from '../../contract/kinds.ts';
import { useList } from '../shared/client.ts';
import { ResponseStatus } from '../shared/status.tsx';

const shape = { measure: 'responses', kind: '', department: '', whistler: '', days: [] as string[] } as const;
const measures = ['responses', 'checked_in', 'in_time', 'silent', 'refusal_asked', 'refused', 'done', 'done_in_time', 'rated'] as const;

/** The list behind a number: what departments did in which whistle. */
export default function Behind() {
  const t = useWords('whistles');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const go = useNavigate();
  const [filters, set] = useFilters(shape);
  const [from, to] = filters.days;
  const measure = measures.find((one) => one === filters.measure) ?? 'responses';
  const list = useList('GET /whistles/responses', {
    query: {
      measure,
      ...(filters.kind ? { kind: filters.kind as (typeof kindKeys)[number] } : {}),
      ...(filters.department ? { department: filters.department } : {}),
      ...(filters.whistler ? { whistler: filters.whistler } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    },
  });
  return (
    <>
      <PageHead title={t(`measure.${measure}`)} sub={t('behind.sub')} back="/whistle-figures" />
      <FilterBar
        filters={[
          {
            key: 'measure',
            kind: 'select',
            label: t('behind.measure'),
            options: measures.map((one) => ({ value: one, label: t(`measure.${one}`) })),
            width: 150,
          },
          {
            key: 'kind',
            kind: 'select',
            label: t('fact.kind'),
            options: kindKeys.map((key) => ({ value: key, label: say(shippedKind(key)!.name) })),
            width: 130,
          },
          { key: 'days', kind: 'days', label: t('filter.days') },
        ]}
        values={filters}
        onChange={set as unknown as (change: Record<string, never>) => void}
      />
      <DataTable
        name={t(`measure.${measure}`)}
        items={list.items.map((item) => ({ ...item, id: item.response.leg }))}
        onOpen={(row) => void go(`/matters/${row.whistle}`)}
        loading={list.isPending}
        error={list.error}
        retry={list.again}
        hasMore={list.hasMore}
        more={list.more}
        moreLoading={list.isMoreFetching}
        empty={<Empty title={t('list.empty')} why={t('figures.emptyWhy')} />}
        columns={[
          {
            key: 'title',
            title: t('list.title'),
            render: (row) => (
              <>
                <strong>{row.title}</strong>
                <div className="hz-small">
                  <span className="hz-num">{row.number}</span> · {say(row.kind)} · {row.whistler}
                </div>
              </>
            ),
          },
          { key: 'org', title: t('filter.department'), render: (row) => marks.aside(row.response.name, t(`role.${row.response.role}`)) },
          { key: 'status', title: t('filter.state'), render: (row) => <ResponseStatus one={row.response} /> },
          {
            key: 'checked',
            title: t('measure.checked_in'),
            from: 900,
            render: (row) =>
              row.response.checkedInAt ? <span title={time.exact(row.response.checkedInAt)}>{time.moment(row.response.checkedInAt)}</span> : '—',
          },
          { key: 'score', title: t('list.score'), number: true, width: 80, render: (row) => row.response.score ?? '—' },
        ]}
      />
    </>
  );
}
