import { Answer, Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead, Panel, type Column, type Sort } from '@hezhi/ui/desk';
import { addressOf, useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { periodBefore } from '../../contract/periods.ts';
import { shirked } from '../../contract/rates.ts';
import { client } from '../shared/client.ts';
import type { Unit, Units } from '../shared/types.ts';
import './dashboard.css';
import { PeriodPicker } from './period-picker.tsx';
import { UnitSubjectsPanel } from './unit-subjects.tsx';
import { useView, type View } from './view.ts';

const shown = [
  'given',
  'due',
  'done',
  'done_rate',
  'done_in_time',
  'done_in_time_rate',
  'overdue',
  'pending',
  'pending_overdue',
  'returned',
  'shirked',
  'reassigned',
  'reworked',
  'unit_reworked_rate',
  'extended',
  'suspended',
  'score',
];
const levels = ['district', 'street', 'community'] as const;
const total = 'total';

/** 单位考核: what each unit was given and did, by stage and period; every number opens its list. */
export default function UnitsPage() {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const view = useView();
  const [values, set] = useFilters({ leg: '', level: '' });
  const level = levels.find((one) => one === values.level);
  const query = { ...(view.area ? { area: view.area } : {}), ...(values.leg ? { leg: values.leg } : {}), ...(level ? { level } : {}) };
  const table = client.useRoute('GET /insight/units', { query: { ...query, ...view.period } });
  const before = client.useRoute('GET /insight/units', { query: { ...query, ...periodBefore(view.period) } });
  const csv = addressOf('GET /insight/units.csv', { query: { ...query, ...view.period } });
  const xlsx = addressOf('GET /insight/units.xlsx', { query: { ...query, ...view.period } });
  const day = (one: string): string => time.day(`${one}T12:00:00+08:00`);
  return (
    <div className="hz-insight">
      <PageHead
        title={t('units.title')}
        sub={table.data ? t('units.sub', { area: table.data.area.name, from: day(table.data.from), to: day(table.data.to) }) : null}
        actions={
          <>
            <Button href={csv} download>
              {t('export')}
            </Button>
            <Button href={xlsx} download>
              {t('exportXlsx')}
            </Button>
          </>
        }
      />
      <PeriodPicker view={view as View} />
      <div className="hz-row hz-no-print">
        <Select
          aria-label={t('units.leg')}
          style={{ minWidth: 160 }}
          value={values.leg}
          onChange={(leg: string) => set({ leg })}
          options={[{ value: '', label: t('units.allLegs') }, ...(table.data?.legs ?? []).map((leg) => ({ value: leg.key, label: say(leg.words) }))]}
        />
        <Select
          aria-label={t('units.level')}
          style={{ minWidth: 140 }}
          value={values.level}
          onChange={(next: string) => set({ level: next })}
          options={[{ value: '', label: t('units.allLevels') }, ...levels.map((one) => ({ value: one, label: t(`units.levels.${one}`) }))]}
        />
      </div>
      <Answer of={table} rows={8}>
        {(data) => (
          <>
            <Panel title={t('units.table')}>
              {data.own ? <p>{t('units.own')}</p> : null}
              <UnitTable data={data} before={before.data ?? null} />
              <p className="hz-small">{t('units.scoreHint')}</p>
              <p className="hz-small">{say(shirked.meaning)}</p>
            </Panel>
            <UnitSubjectsPanel units={data} leg={values.leg} />
          </>
        )}
      </Answer>
    </div>
  );
}

type Item = Omit<Unit, 'org' | 'level'> & { id: string };

function UnitTable({ data, before }: { data: Units; before: Units | null }) {
  const t = useWords('insight');
  const time = useTime();
  const [sort, setSort] = useState<Sort | null>(null);
  const rates = new Map(data.rates.map((rate) => [rate.key, rate]));
  const valueOf = (row: Item, key: string): number => (key === 'score' ? row.score : rates.has(key) ? row.rates[key]?.value : row.n[key]) ?? -1;
  const link = (row: Item, measure: string, text: ReactNode): ReactNode => {
    if (row.id === total) return text;
    const query = new URLSearchParams({ org: row.id, measure, area: data.area.code, from: data.from, to: data.to, ...(data.leg ? { leg: data.leg } : {}) });
    return <Link to={`/insight/units/legs?${query.toString()}`}>{text}</Link>;
  };
  const former = (row: Item): number | null => (row.id === total ? before?.total.score : before?.rows.find((one) => one.org === row.id)?.score) ?? null;
  const cell = (row: Item, key: string): ReactNode => {
    if (key === 'score') {
      if (row.score === null) return '—';
      const then = former(row);
      const change = then === null ? 0 : Math.round((row.score - then) * 10) / 10;
      return (
        <span>
          {row.score.toFixed(1)}
          {change === 0 ? null : <span className="hz-small">{` ${change > 0 ? '▲' : '▼'}${Math.abs(change).toFixed(1)}`}</span>}
        </span>
      );
    }
    const rate = rates.get(key);
    if (rate) {
      const { num, den, value } = row.rates[key]!;
      if (value === null) return '—';
      return <span title={`${num} / ${den}`}>{link(row, rate.num, time.percent(value))}</span>;
    }
    const n = row.n[key] ?? 0;
    if (n === 0) return '0';
    const text = link(row, key, time.count(n));
    return key === 'pending_overdue' ? <Tag tone="late">{text}</Tag> : text;
  };
  const columns: Column<Item>[] = [
    {
      key: 'name',
      title: t('units.unit'),
      render: (row) => <span className="hz-insight-name">{row.id === total ? <b>{t('sum')}</b> : row.name}</span>,
      sortable: true,
      width: 180,
    },
    ...shown.map((key): Column<Item> => ({ key, title: t(`figure.${key}`), render: (row) => cell(row, key), sortable: true, number: true })),
  ];
  const rows: Item[] = data.rows.map(({ org, level: _, ...row }) => ({ ...row, id: org }));
  if (sort)
    rows.sort((a, b) => (sort.key === 'name' ? a.name.localeCompare(b.name, 'zh') : valueOf(a, sort.key) - valueOf(b, sort.key)) * (sort.down ? -1 : 1));
  const items = rows.length === 0 ? [] : [...rows, { ...data.total, id: total, name: '' }];
  return (
    <DataTable
      name={t('units.table')}
      columns={columns}
      items={items}
      sort={sort}
      onSort={setSort}
      height="70vh"
      empty={<Empty title={t('units.emptyTitle')} why={t('units.emptyWhy')} />}
    />
  );
}
