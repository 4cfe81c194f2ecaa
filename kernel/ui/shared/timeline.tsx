import { useNow, useTime, type At } from '@hezhi/web';
import type { ReactNode } from 'react';
import { Photos, type Photo } from './photos.tsx';
import { Tag, type Tone } from './tag.tsx';

export type TimelineEntry = {
  id: string;
  at: At;
  /** A human sentence: 渭滨社区受理了您反映的问题. */
  sentence: string;
  who?: string | null;
  /** What was typed. */
  text?: string | null;
  photos?: readonly Photo[];
  tone?: Tone;
  tags?: readonly { text: string; tone?: Tone }[];
  more?: ReactNode;
};

/** What happened, newest first as given, in sentences; the exact moment on hover. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label?: string }) {
  const time = useTime();
  const now = useNow();
  return (
    <ol className="hz-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} data-tone={entry.tone}>
          <p>
            {entry.sentence}{' '}
            {entry.tags?.map((tag) => (
              <Tag key={tag.text} tone={tag.tone ?? 'neutral'}>
                {tag.text}
              </Tag>
            ))}
          </p>
          <p className="hz-small hz-num">
            <time dateTime={new Date(entry.at).toISOString()} title={time.exact(entry.at)}>
              {time.moment(entry.at, now)}
            </time>
            {entry.who ? ` · ${entry.who}` : ''}
          </p>
          {entry.text ? <p className="hz-timeline-text">{entry.text}</p> : null}
          {entry.photos && entry.photos.length > 0 ? <Photos photos={entry.photos} /> : null}
          {entry.more}
        </li>
      ))}
    </ol>
  );
}
