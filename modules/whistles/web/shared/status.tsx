import { DeadlineTag, Tag, type Tone } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import type { Response } from './client.ts';

const tones: Readonly<Record<Response['status'], Tone>> = {
  waiting: 'warn',
  refusing: 'warn',
  at_work: 'info',
  done: 'good',
  refused: 'neutral',
  reassigned: 'neutral',
  closed: 'neutral',
  withdrawn: 'neutral',
};

/** How far a department is: its state, its deadline, and what is recorded against it. */
export function ResponseStatus({ one }: { one: Response }) {
  const t = useWords('whistles');
  return (
    <span className="hz-row hzw-status">
      <Tag tone={tones[one.status]}>{t(`status.${one.status}`)}</Tag>
      {one.status === 'waiting' ? <DeadlineTag due={one.dueAt} /> : null}
      {one.status === 'at_work' && one.handleDueAt ? <DeadlineTag due={one.handleDueAt} /> : null}
      {one.silent ? <Tag tone="late">{t('silent')}</Tag> : null}
      {one.late ? <Tag tone="late">{t('late')}</Tag> : null}
      {one.refusal === 'refused' ? <Tag>{t('refusal.refused')}</Tag> : null}
      {one.via === 'designate' ? <Tag tone="info">{t('designated')}</Tag> : null}
    </span>
  );
}

/** Minutes as people say them. */
export function useMinutes(): (minutes: number) => string {
  const t = useWords('whistles');
  return (minutes) =>
    minutes < 60
      ? t('span.minutes', { n: Math.round(minutes) })
      : minutes < 48 * 60
        ? t('span.hours', { n: Math.round(minutes / 6) / 10 })
        : t('span.days', { n: Math.round(minutes / 144) / 10 });
}
