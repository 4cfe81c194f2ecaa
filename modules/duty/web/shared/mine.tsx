import { newId } from '@hezhi/contract/light';
import { Empty, Failure, Loading, Tag, useToast } from '@hezhi/ui';
import { useHost, useLiveRefresh, useMarks, useNow, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, useRoute, type MyTurn } from './client.ts';
import './duty.css';
import { LeaveForm } from './leave.tsx';
import { LeaveList, SwapList } from './requests.tsx';
import { SwapForm } from './swap-form.tsx';

/** My shifts, my swaps, my leave: the same on desk and phone. */
export function MyDuty() {
  const t = useWords('duty');
  const turns = useRoute('GET /duty/mine', {});
  useLiveRefresh(['duty.'], ['GET /duty/mine', 'GET /duty/swaps', 'GET /duty/leaves']);
  return (
    <>
      <section className="duty-section" aria-label={t('mine.title')}>
        {turns.isPending ? <Loading rows={6} /> : null}
        {turns.error && !turns.data ? <Failure error={turns.error} retry={() => void turns.refetch()} /> : null}
        {turns.data?.items.length === 0 ? <Empty title={t('mine.none')} why={t('mine.noneWhy')} icon="check" /> : null}
        {turns.data && turns.data.items.length > 0 ? (
          <>
            <ul className="duty-list">
              {turns.data.items.map((turn) => (
                <li key={turn.id}>
                  <TurnCard turn={turn} />
                </li>
              ))}
            </ul>
            <p>
              <a className="hz-button" href="/api/duty/mine.ics" download>
                {t('mine.ics')}
              </a>
            </p>
          </>
        ) : null}
      </section>
      <section className="duty-section">
        <h2>{t('swap.title')}</h2>
        <SwapList />
      </section>
      <section className="duty-section">
        <h2>{t('leave.title')}</h2>
        <LeaveForm />
        <LeaveList />
      </section>
    </>
  );
}

function TurnCard({ turn }: { turn: MyTurn }) {
  const t = useWords('duty');
  const marks = useMarks();
  const time = useTime();
  const [swapping, setSwapping] = useState(false);
  const now = useNow();
  const running = Date.parse(turn.starts) <= now;
  return (
    <article className="duty-card" data-running={running ? '' : undefined}>
      <h3>{time.between(turn.starts, turn.ends)}</h3>
      <p>
        {turn.shiftName} · {turn.rosterName} {running ? <Tag tone="info">{t('mine.running')}</Tag> : null}
      </p>
      <p className="hz-small">{turn.withMe.length > 0 ? t('mine.with', { names: marks.list(turn.withMe) }) : t('mine.alone')}</p>
      {turn.mayCheckIn ? <CheckIn turn={turn} /> : null}
      {running ? null : swapping ? (
        <SwapForm turn={turn} onClose={() => setSwapping(false)} />
      ) : (
        <div className="hz-row">
          <button type="button" className="hz-button" onClick={() => setSwapping(true)}>
            {t('swap.ask')}
          </button>
        </div>
      )}
    </article>
  );
}

/** Checking in is a deliberate act; giving one's position is another. */
function CheckIn({ turn }: { turn: MyTurn }) {
  const t = useWords('duty');
  const time = useTime();
  const toast = useToast();
  const host = useHost();
  const [finding, setFinding] = useState(false);
  const [noPlace, setNoPlace] = useState(false);
  const checkIn = useCommand('POST /duty/check-ins', { refresh: ['GET /duty'] });
  const forget = useCommand('POST /duty/check-ins/forget');
  const send = async (point: readonly [number, number] | null) => {
    try {
      await checkIn.run({ body: { id: newId(), turn: turn.id, point: point ? { type: 'Point', coordinates: [point[0], point[1]] } : null } });
      toast(t('mine.done'));
    } catch {
      // Shown below.
    }
  };
  const here = async () => {
    setFinding(true);
    setNoPlace(false);
    try {
      const place = await host.place();
      await send([place.lon, place.lat]);
    } catch {
      setNoPlace(true);
    } finally {
      setFinding(false);
    }
  };
  return (
    <>
      {turn.checkedIn ? (
        <p>
          <Tag tone="good">{t('mine.checkedIn', { at: time.moment(turn.checkedIn) })}</Tag>
        </p>
      ) : null}
      <div className="hz-row">
        {host.can.place ? (
          <button
            type="button"
            className="hz-button"
            data-primary={turn.checkedIn ? undefined : ''}
            disabled={finding || checkIn.isPending}
            onClick={() => void here()}
          >
            {t('mine.checkInHere')}
          </button>
        ) : null}
        <button type="button" className="hz-button" disabled={finding || checkIn.isPending} onClick={() => void send(null)}>
          {t('mine.checkIn')}
        </button>
        {turn.checkedIn ? (
          <button
            type="button"
            className="hz-button"
            disabled={forget.isPending}
            onClick={() =>
              void forget.run({ body: {} }).then(
                () => toast(t('mine.forgotten')),
                () => undefined,
              )
            }
          >
            {t('mine.forget')}
          </button>
        ) : null}
      </div>
      <p className="hz-small">{t('mine.privacy')}</p>
      <p role="status" className="hz-small">
        {noPlace ? t('mine.noPlace') : ''}
      </p>
      {checkIn.error ? <Failure error={checkIn.error} kept /> : null}
      {forget.error ? <Failure error={forget.error} /> : null}
    </>
  );
}
