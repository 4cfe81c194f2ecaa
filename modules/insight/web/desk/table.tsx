import { Answer, Empty, Tag } from '@hezhi/ui';
import { DataTable, Panel, type Column, type Sort } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { client } from '../shared/client.ts';
import { listOf } from '../shared/links.ts';
import type { Figures, Row } from '../shared/types.ts';
import type { View } from './view.ts';

type Item = Row & { id: string };
/** Counts and rates in the order in which a matter lives. */
const shown = [
  'opened',
  'merged',
  'open',
  'open_overdue',
  'responded_rate',
  'handled',
  'handled_rate',
  'handled_in_time_rate',
  'closed',
  'closed_rate',
  'closed_in_time_rate',
  'returned',
  'return_refused',
  'extended',
  'suspended',
  'reworked',
  'reworked_rate',
  'solved_rate',
  'rated',
  'satisfied_rate',
  'score',
];
const total = 'total';

/** The figures by territory or category. Names go one level down, numbers open their list. */
export function FigureTable({ areas, view }: { areas: Figures; view: View }) {
  const t = useWords('insight');
  // Categories are kept down to communities.
  const categories = areas.area.level !== 'grid';
  const by = categories ? view.by : 'area';
  return (
    <Panel
      title={t(`by.${by}`)}
      extra={
        categories ? (
          <Segmented
            aria-label={t('by.label')}
            value={by}
            options={(['area', 'subject'] as const).map((one) => ({ value: one, label: t(`by.${one}`) }))}
            onChange={(next) => view.set({ by: next, subject: '' })}
          />
        ) : null
      }
    >
      {by === 'area' ? <Rows figures={areas} view={view} /> : <Categories view={view} area={areas} />}
    </Panel>
  );
}

function Categories({ view, area }: { view: View; area: Figures }) {
  const t = useWords('insight');
  const say = useSay();
  const figures = client.useRoute('GET /insight/figures', {
    query: {
      ...(view.area ? { area: view.area } : {}),
      ...view.period,
      by: 'subject',
      ...(view.subject && area.area.level !== 'community' ? { subject: view.subject } : {}),
    },
  });
  return (
    <Answer of={figures} rows={6}>
      {(data) => (
        <>
          {data.subject ? (
            <p>
              <Link to={view.search({ subject: '' })}>{t('allSubjects')}</Link> / {say(data.subject.name)}
            </p>
          ) : null}
          <Rows figures={data} view={view} />
        </>
      )}
    </Answer>
  );
}

function Rows({ figures, view }: { figures: Figures; view: View }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const [sort, setSort] = useState<Sort | null>(null);
  const known = (key: string) => figures.measures.find((one) => one.key === key);
  const rateOf = (key: string) => figures.rates.find((one) => one.key === key);
  const valueOf = (row: Row, key: string): number => (known(key) ? (row.n[key] ?? 0) : ((rateOf(key) ? row.rates[key]?.value : row.score) ?? -1));

  const name = (row: Item): ReactNode => {
    if (row.id === total) return <span className="hz-insight-sum">{t('sum')}</span>;
    const text = row.key === 'rest' ? t('rest') : say(row.name);
    const change = figures.by === 'area' ? { area: row.key } : { subject: row.key };
    return (
      <span className="hz-insight-name">
        {row.opens ? <Link to={view.search(change)}>{text}</Link> : text} {row.ended ? <Tag>{t('ended')}</Tag> : null}
      </span>
    );
  };
  const cell = (row: Item, key: string): ReactNode => {
    const rate = rateOf(key);
    if (rate) {
      const { num, den, value } = row.rates[key]!;
      if (value === null) return <span title={t('noneYet')}>—</span>;
      return (
        <Link to={listOf(row.drill, rate.num)} title={`${num} / ${den}`}>
          {time.percent(value)}
        </Link>
      );
    }
    if (key === 'score') return row.score === null ? '—' : row.score.toFixed(1);
    const n = row.n[key] ?? 0;
    if (n === 0) return '0';
    const link = <Link to={listOf(row.drill, key)}>{time.count(n)}</Link>;
    return key === 'open_overdue' ? <Tag tone="late">{link}</Tag> : link;
  };
  const columns: Column<Item>[] = [
    { key: 'name', title: t(figures.by === 'area' ? `below.${figures.area.level}` : 'category'), render: name, sortable: true, width: 180 },
    ...shown.map((key): Column<Item> => ({ key, title: t(`figure.${key}`), render: (row) => cell(row, key), sortable: true, number: true })),
  ];
  const rows = [...figures.rows];
  if (sort)
    rows.sort(
      (a, b) => (sort.key === 'name' ? say(a.name).localeCompare(say(b.name), 'zh') : valueOf(a, sort.key) - valueOf(b, sort.key)) * (sort.down ? -1 : 1),
    );
  const items: Item[] = rows.length === 0 ? [] : [...rows, { ...figures.total, key: total }].map((row) => ({ ...row, id: row.key }));
  return (
    <DataTable
      name={t(`by.${figures.by}`)}
      columns={columns}
      items={items}
      sort={sort}
      onSort={setSort}
      height="70vh"
      empty={<Empty title={t('noBelow')} why={t('noBelowWhy')} />}
    />
  );
}
