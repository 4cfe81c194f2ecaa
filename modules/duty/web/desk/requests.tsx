import { PageHead } from '@hezhi/ui/desk';
import { useFilters, useLiveRefresh, useWords } from '@hezhi/web';
import '../shared/duty.css';
import { LeaveList, SwapList } from '../shared/requests.tsx';

/** Swaps and leave that wait for an answer of mine, or are mine. */
export default function RequestsPage() {
  const t = useWords('duty');
  const [filters, set] = useFilters({ open: '1' });
  useLiveRefresh(['duty.'], ['GET /duty']);
  const open = filters.open === '1';
  return (
    <div style={{ maxWidth: 860 }}>
      <PageHead title={t('requests.title')} back="/duty" />
      <label className="duty-check">
        <input type="checkbox" checked={open} onChange={(event) => set({ open: event.target.checked ? '1' : '0' })} /> {t('requests.open')}
      </label>
      <section className="duty-section">
        <h2>{t('swap.title')}</h2>
        <SwapList open={open} />
      </section>
      <section className="duty-section">
        <h2>{t('leave.title')}</h2>
        <LeaveList open={open} />
      </section>
    </div>
  );
}
