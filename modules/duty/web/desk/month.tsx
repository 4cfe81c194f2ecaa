import { Failure, Loading } from '@hezhi/ui';
import { PageHead } from '@hezhi/ui/desk';
import { useFilters, useLiveRefresh, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { addMonths } from '../../contract/days.ts';
import { useRoute, type Month } from '../shared/client.ts';
import '../shared/duty.css';
import { MonthActions } from './month-actions.tsx';
import { MonthSide } from './month-side.tsx';
import { MonthTable, type Cell } from './month-table.tsx';
import { TurnDialog } from './turn-dialog.tsx';

/** This month in China. */
const thisMonth = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

/** A month of a roster: the calendar, every rule it breaks, counts; for who keeps it: planning, changing by hand, publishing. */
export default function MonthPage() {
  const { id = '' } = useParams();
  const [filters, set] = useFilters({ month: '' });
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(filters.month) ? filters.month : thisMonth();
  const found = useRoute('GET /duty/rosters/:id/months/:month', { params: { id, month } });
  useLiveRefresh(['duty.'], ['GET /duty/rosters/:id/months']);
  const view = found.data;
  if (!view) return found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : <Loading rows={12} />;
  return (
    <>
      <Head view={view} month={month} onMonth={(next) => set({ month: next })} />
      {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
      <div aria-busy={view.month !== month}>
        <Body key={`${id}${month}`} view={view} />
      </div>
    </>
  );
}

function Head({ view, month, onMonth }: { view: Month; month: string; onMonth: (month: string) => void }) {
  const t = useWords('duty');
  const time = useTime();
  const go = useNavigate();
  const { roster } = view;
  const state = view.publishedAt ? t('month.publishedAt', { at: time.moment(view.publishedAt) }) : t('month.draft');
  return (
    <PageHead
      title={roster.name}
      back="/duty"
      sub={[roster.orgName, month, state].join(' · ')}
      actions={
        <>
          <Button onClick={() => onMonth(addMonths(month, -1))}>{t('month.prev')}</Button>
          <Button onClick={() => onMonth(addMonths(month, 1))}>{t('month.next')}</Button>
          {roster.mayManage ? <Button onClick={() => void go(`/duty/rosters/${roster.id}/settings`)}>{t('month.edit')}</Button> : null}
          <Button onClick={() => void go(`/duty/rosters/${roster.id}/changes`)}>{t('month.changes')}</Button>
        </>
      }
    />
  );
}

function Body({ view }: { view: Month }) {
  const t = useWords('duty');
  const [cell, setCell] = useState<Cell | null>(null);
  return (
    <>
      {view.despite ? <p className="hz-small">{t('month.despite', { why: view.despite })}</p> : null}
      <MonthActions view={view} />
      <div className="duty-two">
        <MonthTable view={view} onCell={view.roster.mayManage ? setCell : null} />
        <MonthSide view={view} />
      </div>
      {cell ? <TurnDialog view={view} cell={cell} onClose={() => setCell(null)} /> : null}
    </>
  );
}
