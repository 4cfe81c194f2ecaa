import { DeadlineTag } from '@hezhi/ui';
import type { Column } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { usePathOf } from '../shared/kinds.ts';
import { KindTag } from '../shared/kind-tag.tsx';
import { MarkTags, StateTag, TierTag } from '../shared/status.tsx';
import type { View } from './use-filters.ts';
import type { QueueRow } from './use-queue.ts';

/** The columns of the queue, deadline first; `narrow` while a matter is open beside it. */
export function useQueueColumns(view: View, narrow: boolean): readonly Column<QueueRow>[] {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  const { search } = useLocation();
  const pathOf = usePathOf('/matters/');
  return useMemo(() => {
    const all = view === 'all';
    const columns: (Column<QueueRow> & { wide?: boolean; legs?: boolean })[] = [
      {
        key: 'due',
        title: t('desk.column.due'),
        width: 118,
        sortable: !all,
        render: ({ matter, leg }) =>
          matter.closedAt ? (
            <span className="hz-small hz-num" title={time.exact(matter.closedAt)}>
              {t('desk.column.closedOn', { day: time.day(matter.closedAt) })}
            </span>
          ) : (
            <DeadlineTag due={leg?.dueAt ?? matter.dueAt} paused={leg?.paused ? say(leg.paused.reason) : null} />
          ),
      },
      {
        key: 'title',
        title: t('desk.column.matter'),
        render: ({ matter }) => (
          <div className="hzc-row-title">
            <Link to={pathOf(matter, search)}>{matter.title}</Link>
            <span className="hz-small hz-num">
              {matter.number}{' '}
              <span className="hzc-small-only">
                <StateTag matter={matter} />
              </span>{' '}
              <KindTag kind={matter.kind} /> <TierTag tier={matter.tier} /> <MarkTags matter={matter} max={3} />
            </span>
          </div>
        ),
      },
      {
        key: 'state',
        title: t('desk.column.state'),
        width: 104,
        sortable: !all,
        from: 560,
        render: ({ matter }) => <StateTag matter={matter} />,
      },
      {
        key: 'owner',
        title: t('desk.column.owner'),
        width: 150,
        sortable: true,
        wide: true,
        legs: true,
        from: 1100,
        render: ({ leg }) =>
          leg ? (
            <>
              {leg.owner.name || '—'}
              <br />
              <span className="hz-small">{say(leg.name)}</span>
            </>
          ) : null,
      },
      { key: 'subject', title: t('desk.column.subject'), width: 140, sortable: !all, wide: true, from: 1680, render: ({ matter }) => say(matter.subjectName) },
      { key: 'area', title: t('desk.column.area'), width: 160, sortable: !all, wide: true, from: 1000, render: ({ matter }) => matter.areaName },
      {
        key: 'opened',
        title: t('desk.column.opened'),
        width: 116,
        sortable: true,
        wide: true,
        from: 1280,
        render: ({ matter }) => (
          <span className="hz-num" title={time.exact(matter.openedAt)}>
            {time.moment(matter.openedAt)}
          </span>
        ),
      },
    ];
    return columns.filter((column) => !(narrow && column.wide) && !(all && column.legs)).map(({ wide: _wide, legs: _legs, ...column }) => column);
  }, [view, narrow, t, say, time, search, pathOf]);
}
