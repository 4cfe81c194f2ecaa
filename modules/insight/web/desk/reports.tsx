import { Empty, Tag } from '@hezhi/ui';
import { DataTable, PageHead } from '@hezhi/ui/desk';
import { AreaPicker } from '@hezhi/matters/screens/desk';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { Button, Progress, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { client } from '../shared/client.ts';
import type { ReportItem } from '../shared/types.ts';
import './dashboard.css';
import { MakeReport } from './make-report.tsx';
import { lastMonths, useMonthName } from './months.ts';

/** While a report is being made the list is asked again each so many milliseconds. */
const BUSY = 2_000;

/** 月报: monthly reports of the territory, those that are being made among them. */
export default function Reports() {
  const t = useWords('insight');
  const time = useTime();
  const monthName = useMonthName();
  const { can } = useSession();
  const navigate = useNavigate();
  const [values, set] = useFilters({ area: '', month: '' });
  const [making, setMaking] = useState(false);
  const [busy, setBusy] = useState(false);
  const query = { ...(values.area ? { area: values.area } : {}), ...(values.month ? { month: values.month } : {}) };
  const reports = client.useList('GET /insight/reports', { query }, busy ? { every: BUSY, fresh: 0 } : {});
  const under = reports.items.some((one) => one.state === 'waiting' || one.state === 'making');
  useEffect(() => setBusy(under), [under]);
  const name = (row: ReportItem): ReactNode => {
    const text = t('reports.name', { area: row.area.name, month: monthName(row.month) });
    return row.state === 'ready' ? <Link to={`/reports/${row.id}`}>{text}</Link> : text;
  };
  return (
    <div className="hz-insight">
      <PageHead
        title={t('reports.nav')}
        sub={t('reports.sub')}
        actions={
          can('insight.report') ? (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('reports.make')}
            </Button>
          ) : null
        }
      />
      <div className="hz-row">
        <AreaPicker value={values.area} onChange={(area) => set({ area })} label={t('reports.area')} width={220} />
        <Select
          aria-label={t('reports.month')}
          placeholder={t('reports.month')}
          allowClear
          style={{ minWidth: 160 }}
          value={values.month || null}
          onChange={(month: string | undefined) => set({ month: month ?? '' })}
          options={lastMonths().map((month) => ({ value: month, label: monthName(month) }))}
        />
      </div>
      <DataTable
        name={t('reports.nav')}
        columns={[
          { key: 'name', title: t('reports.report'), render: name },
          { key: 'revision', title: t('reports.revision'), render: (row) => t('reports.nth', { n: row.revision }) },
          {
            key: 'through',
            title: t('reports.through'),
            render: (row) => (row.soFar ? t('reports.soFar', { day: row.through }) : t('reports.whole')),
            from: 768,
          },
          { key: 'by', title: t('reports.by'), render: (row) => row.by ?? t('reports.schedule'), from: 1024 },
          { key: 'at', title: t('reports.at'), render: (row) => time.moment(row.at), from: 768 },
          { key: 'state', title: t('reports.state'), render: (row) => <State row={row} /> },
        ]}
        items={reports.items}
        onOpen={(row) => (row.state === 'ready' ? void navigate(`/reports/${row.id}`) : undefined)}
        loading={reports.isPending}
        error={reports.error}
        retry={reports.again}
        hasMore={reports.hasMore}
        more={reports.more}
        moreLoading={reports.isMoreFetching}
        empty={<Empty title={t('reports.empty')} why={t('reports.emptyWhy')} />}
      />
      <MakeReport open={making} close={() => setMaking(false)} />
    </div>
  );
}

/** How far a report is: a bar while it is made, else a word. */
function State({ row }: { row: ReportItem }) {
  const t = useWords('insight');
  const text = t(`reports.states.${row.state}`);
  if (row.state === 'making')
    return (
      <span role="status">
        {text} <Progress percent={Math.round((row.done / row.steps) * 100)} size="small" style={{ width: 120 }} aria-label={text} />
      </span>
    );
  return <Tag tone={row.state === 'ready' ? 'good' : row.state === 'failed' ? 'late' : 'info'}>{text}</Tag>;
}
