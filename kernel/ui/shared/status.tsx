import { useNow, useTime, useWords, type At } from '@hezhi/web';
import type { ReactNode } from 'react';
import { deadlineTone, type Deadline } from './tag.tsx';

/**
 * The one sentence of a matter: who has it now, until when, what happens next. Give `text` when the server says the sentence whole;
 * `until` colours it by the clock all the same.
 */
export function StatusSentence({
  who,
  doing,
  until = null,
  paused = null,
  next,
  text,
  icon,
}: {
  who?: string;
  doing?: string;
  until?: At | null;
  paused?: Deadline['paused'];
  next?: string | null;
  text?: string;
  icon?: ReactNode;
}) {
  const now = useNow(30_000);
  const time = useTime();
  const t = useWords('ui');
  const tone = deadlineTone({ due: until, paused: paused ?? null }, now);
  return (
    <p className="hz-status" data-tone={tone}>
      {icon}
      {text === undefined ? (
        <>
          <strong>{who}</strong> {doing}
          {until !== null && !paused ? (
            <span className="hz-status-until" title={time.exact(until)}>
              {t(tone === 'late' ? 'status.overdue' : 'status.until', { at: time.moment(until, now), left: time.left(until, now) })}
            </span>
          ) : null}
          {paused ? <span>{typeof paused === 'string' ? t('status.pausedFor', { reason: paused }) : t('status.paused')}</span> : null}
        </>
      ) : (
        text
      )}
      {next ? <span className="hz-status-next">{t('status.next', { next })}</span> : null}
    </p>
  );
}
