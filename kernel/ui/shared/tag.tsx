import type { ReactNode } from 'react';
import { useNow, useTime, useWords, type At } from '@hezhi/web';
import { Icon, type IconName } from './icons.tsx';

export type Tone = 'neutral' | 'good' | 'warn' | 'late' | 'info';
const shapes: Partial<Record<Tone, IconName>> = { good: 'check', late: 'alarm', warn: 'clock' };

/** A word with a tone; the shape beside it says the same without colour. `late` is for overdue only. */
export function Tag({ tone = 'neutral', icon, title, children }: { tone?: Tone; icon?: IconName | null; title?: string; children: ReactNode }) {
  const shape = icon === undefined ? shapes[tone] : icon;
  return (
    <span className="hz-tag" data-tone={tone} title={title}>
      {shape ? <Icon name={shape} /> : null}
      <span>{children}</span>
    </span>
  );
}

export type Deadline = {
  due: At | null;
  /** A reason, or true: the clock stands still. */
  paused?: string | boolean | null;
  /** When it was done; then the tag says whether in time. */
  done?: At | null;
};

/** The tone of a deadline: late when past, warn in the last quarter day. */
export function deadlineTone({ due, paused, done }: Deadline, now: number): Tone {
  if (due === null) return 'neutral';
  const at = typeof due === 'number' ? due : Date.parse(due);
  if (done !== undefined && done !== null) return (typeof done === 'number' ? done : Date.parse(done)) > at ? 'late' : 'good';
  if (paused) return 'neutral';
  if (at < now) return 'late';
  return at - now < 6 * 3600_000 ? 'warn' : 'info';
}

/** How long somebody still has: word and shape; the exact moment on hover. `sub` adds 今天 17:30 前. */
export function DeadlineTag({ due, paused, done, sub = false }: Deadline & { sub?: boolean }) {
  const now = useNow(30_000);
  const time = useTime();
  const t = useWords('ui');
  if (due === null) return null;
  const tone = deadlineTone({ due, paused: paused ?? null, done: done ?? null }, now);
  const word = done ? t(tone === 'late' ? 'deadline.doneLate' : 'deadline.doneInTime') : paused ? t('deadline.paused') : time.left(due, now);
  return (
    <span className="hz-num">
      <Tag
        tone={tone}
        icon={paused && !done ? 'pause' : undefined}
        title={[t('deadline.exact', { at: time.exact(due) }), typeof paused === 'string' ? paused : ''].filter(Boolean).join(' · ')}
      >
        {word}
      </Tag>
      {sub ? <span className="hz-small"> {t('deadline.before', { at: time.moment(due, now) })}</span> : null}
    </span>
  );
}
