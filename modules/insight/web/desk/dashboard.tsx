import { Answer, Empty, Failure, Loading } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { addressOf, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { daysOf, periodBefore, yearBefore } from '../../contract/periods.ts';
import { client } from '../shared/client.ts';
import { useFresh } from '../shared/fresh.ts';
import './dashboard.css';
import { PeriodPicker } from './period-picker.tsx';
import { Ranking } from './ranking.tsx';
import { FigureTable } from './table.tsx';
import { LiveTiles, PeriodTiles } from './tiles.tsx';
import { Trail } from './trail.tsx';
import { Trend } from './trend.tsx';
import { useView } from './view.ts';
import { WeightsButton } from './weights.tsx';

/** 数据看板: the territory's figures, from the whole down to the list behind each number. */
export default function Dashboard() {
  const t = useWords('insight');
  const view = useView();
  const { period } = view;
  const area = view.area ? { area: view.area } : {};
  const byMonth = daysOf(period) > 92;
  const table = client.useRoute('GET /insight/figures', { query: { ...area, ...period, by: 'area' } });
  const before = client.useRoute('GET /insight/figures', { query: { ...area, ...periodBefore(period), by: 'total' } });
  const year = client.useRoute('GET /insight/figures', { query: { ...area, ...yearBefore(period), by: 'total' } });
  const weights = client.useRoute('GET /insight/weights');
  const trend = client.useRoute('GET /insight/figures', { query: { ...area, ...period, by: byMonth ? 'month' : 'day' } });
  const now = client.useRoute('GET /insight/now', { query: area });
  useFresh(['GET /insight'], 10_000);
  const csv = addressOf('GET /insight/figures.csv', {
    query: { ...area, ...period, by: view.by, ...(view.by === 'subject' && view.subject ? { subject: view.subject } : {}) },
  });
  return (
    <div className="hz-insight">
      <PageHead
        title={t('title')}
        sub={<Trail of={table.data ?? null} view={view} />}
        actions={
          <>
            <WeightsButton weights={weights.data ?? null} />
            <Button href={csv} download>
              {t('export')}
            </Button>
            <Button href="/screen/" target="_blank" rel="noopener">
              {t('wall')}
            </Button>
          </>
        }
      />
      <Answer of={now} rows={2}>
        {(data) => <LiveTiles now={data} />}
      </Answer>
      <PeriodPicker view={view} />
      <Answer of={table} rows={8}>
        {(data) =>
          data.total.n['opened'] === 0 && data.total.n['closed_on'] === 0 ? (
            <Panel>
              <Empty
                title={t('emptyTitle')}
                why={t('emptyWhy', { area: data.area.name })}
                action={view.choice === 'month30' ? null : <Button onClick={() => view.set({ period: 'month30' })}>{t('emptyAction')}</Button>}
              />
            </Panel>
          ) : (
            <>
              <PeriodTiles figures={data} before={before.data?.total ?? null} year={year.data?.total ?? null} weights={weights.data ?? null} />
              <div className="hz-insight-plots">
                <Panel title={t('trend')}>
                  {trend.error && !trend.data ? <Failure error={trend.error} retry={() => void trend.refetch()} /> : null}
                  {trend.data ? <Trend figures={trend.data} /> : trend.error ? null : <Loading />}
                </Panel>
                <Ranking figures={data} view={view} />
              </div>
              <FigureTable areas={data} view={view} />
            </>
          )
        }
      </Answer>
    </div>
  );
}
