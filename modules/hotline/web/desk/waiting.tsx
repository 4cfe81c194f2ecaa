import { newId } from '@hezhi/contract/light';
import { Failure, Figure, Tag } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useCommand, type Board } from '../shared/client.ts';
import { Timer } from './timer.tsx';
import { useKeys } from './use-keys.ts';

const refresh = ['GET /hotline/board'];
const tones = { ready: 'good', talking: 'info', wrap_up: 'warn', break: 'neutral' } as const;

/** Left column: what rings, beginning a call by hand, my state, the others, the day so far. */
export function Waiting({ board }: { board: Board }) {
  const t = useWords('hotline');
  const time = useTime();
  const [number, setNumber] = useState('');
  const answer = useCommand('POST /hotline/calls/:id/answer', { refresh });
  const begin = useCommand('POST /hotline/calls', { refresh });
  const place = useCommand('PUT /hotline/state', { refresh });
  const free = board.call === null;
  const busy = answer.isPending || begin.isPending;
  // What went wrong is shown below; nothing is lost by it.
  const pickUp = (id: string) => void answer.run({ params: { id } }).catch(() => undefined);
  const start = async () => {
    try {
      await begin.run({ body: { id: newId(), number: number.trim() === '' ? null : number.trim() } });
      setNumber('');
    } catch {
      // Shown below.
    }
  };
  const first = board.ringing[0];
  useKeys({ F2: free && !busy ? () => (first ? pickUp(first.id) : void start()) : undefined });
  const { today } = board;
  return (
    <aside className="hzl-column" aria-label={t('waiting.title')}>
      <Panel title={t('waiting.ringing', { n: board.ringing.length })}>
        <div role="status" className="hz-visually-hidden">
          {first ? t('waiting.rings', { number: first.number ?? t('call.noNumber') }) : ''}
        </div>
        {board.ringing.length === 0 ? <p className="hz-small">{t('waiting.quiet')}</p> : null}
        <ul className="hzl-list">
          {board.ringing.map((one, index) => (
            <li key={one.id} className="hzl-ring">
              <span className="hz-num">{one.number ?? t('call.noNumber')}</span> <span className="hz-small">{one.line}</span>
              <Timer from={one.rangAt} late={15} />
              <button type="button" className="hz-button" data-primary={index === 0 ? '' : undefined} disabled={!free || busy} onClick={() => pickUp(one.id)}>
                {t('waiting.answer')}
                {index === 0 ? <kbd>F2</kbd> : null}
              </button>
            </li>
          ))}
        </ul>
        <form
          className="hz-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (free && !busy) void start();
          }}
        >
          <input
            className="hz-input hz-num"
            type="tel"
            autoComplete="off"
            maxLength={20}
            aria-label={t('waiting.number')}
            placeholder={t('waiting.number')}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
          <button className="hz-button" disabled={!free || busy}>
            {t('waiting.begin')}
            {first ? null : <kbd>F2</kbd>}
          </button>
        </form>
        {(answer.error ?? begin.error) ? <Failure error={(answer.error ?? begin.error)!} /> : null}
      </Panel>
      <Panel title={t('waiting.me')}>
        <div className="hz-row">
          <Tag tone={tones[board.me?.state ?? 'break']}>{t(board.me ? `states.${board.me.state}` : 'states.off')}</Tag>
          {free ? (
            <>
              {board.me?.state === 'ready' ? null : (
                <button
                  type="button"
                  className="hz-button"
                  disabled={place.isPending}
                  onClick={() => void place.run({ body: { state: 'ready' } }).catch(() => undefined)}
                >
                  {t('waiting.ready')}
                </button>
              )}
              {board.me?.state === 'break' || !board.me ? null : (
                <button
                  type="button"
                  className="hz-button"
                  disabled={place.isPending}
                  onClick={() => void place.run({ body: { state: 'break' } }).catch(() => undefined)}
                >
                  {t('waiting.break')}
                </button>
              )}
            </>
          ) : null}
        </div>
        {place.error ? <Failure error={place.error} /> : null}
        <ul className="hzl-list" aria-label={t('waiting.agents')}>
          {board.agents.map((one) => (
            <li key={one.id} className="hz-row">
              <span>{one.name}</span> <Tag tone={tones[one.state]}>{t(`states.${one.state}`)}</Tag> <span className="hz-small">{time.moment(one.since)}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('waiting.today')}>
        <div className="hzl-figures">
          <Figure label={t('figures.calls')} value={time.count(today.calls)} to="/hotline/calls" />
          <Figure label={t('waiting.mine')} value={time.count(today.mine)} to="/hotline/calls?mine=1" />
          <Figure label={t('figures.within')} value={time.count(today.within)} to="/hotline/calls?wait=within" />
          <Figure
            label={t('figures.lost')}
            value={time.count(today.lost)}
            to="/hotline/calls?wait=lost"
            {...(today.lost > 0 ? { tone: 'late' as const } : {})}
          />
        </div>
      </Panel>
    </aside>
  );
}
