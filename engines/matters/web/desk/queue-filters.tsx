import { FilterBar, type Filter } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Suspense, useState } from 'react';
import { useSubjects } from '../shared/kinds.ts';
import { useMatterKinds } from '../shared/matter-kinds.ts';
import { channels, marks, stages, tiers } from '../shared/status.tsx';
import { AreaPicker } from './area-picker.tsx';
import type { QueueFilters, View } from './use-filters.ts';

const dues = ['60', '240', '1440', '4320'] as const;
const rare = ['stage', 'tier', 'channel', 'mark', 'from', 'to', 'open'] as const;

/** The filters above the queue: what is used all day in one row, the rest behind one button (open when one of them is set). */
export function QueueFilterBar({ filters, set, view }: { filters: QueueFilters; set: (change: Partial<QueueFilters>) => void; view: View }) {
  const t = useWords('matters');
  const say = useSay();
  const kinds = useMatterKinds();
  const [opened, setOpened] = useState(false);
  const more = opened || rare.some((key) => filters[key] !== '');
  const options = (name: string, keys: readonly string[]) => keys.map((key) => ({ value: key, label: t(`${name}.${key}`) }));
  const change = set as unknown as (change: Record<string, never>) => void;

  const meant = filters.kind ? kinds.filter((one) => one.kind === filters.kind) : kinds;
  // States of several kinds that share key and word stand once.
  const states = [...new Map(meant.flatMap((one) => one.states).map((state) => [state.key, { value: state.key, label: say(state.name) }])).values()];
  const { subjectFilter: Subjects } = useSubjects(filters.kind);

  const first: Filter[] = [
    { key: 'q', kind: 'text', label: t('desk.filter.q'), width: 200 },
    ...(kinds.length > 1
      ? [
          {
            key: 'kind',
            kind: 'select',
            label: t('desk.filter.kind'),
            options: kinds.map((one) => ({ value: one.kind, label: say(one.name) })),
            width: 120,
          } as const,
        ]
      : []),
    { key: 'state', kind: 'select', label: t('desk.filter.state'), options: states, width: 120 },
    ...(view === 'all' ? [] : [{ key: 'due', kind: 'select', label: t('desk.filter.due'), options: options('desk.within', dues), width: 130 } as const]),
    { key: 'overdue', kind: 'switch', label: t('desk.filter.overdue') },
  ];
  const second: Filter[] = [
    ...(view === 'all' ? [{ key: 'open', kind: 'select', label: t('desk.filter.open'), options: options('desk.open', ['1', '0']), width: 120 } as const] : []),
    { key: 'stage', kind: 'select', label: t('desk.filter.stage'), options: options('shared.stage', stages), width: 110 },
    { key: 'tier', kind: 'select', label: t('desk.filter.tier'), options: options('shared.tier', tiers), width: 120 },
    { key: 'channel', kind: 'select', label: t('desk.filter.channel'), options: options('shared.channel', channels), width: 120 },
    { key: 'mark', kind: 'select', label: t('desk.filter.mark'), options: options('shared.mark', marks), width: 130 },
    { key: 'days', kind: 'days', label: t('desk.filter.days') },
  ];

  return (
    <>
      <FilterBar
        filters={first}
        values={filters}
        onChange={change}
        extra={
          <>
            {Subjects ? (
              <Suspense fallback={null}>
                <Subjects value={filters.subject} onChange={(subject) => set({ subject })} />
              </Suspense>
            ) : null}
            <AreaPicker value={filters.area} onChange={(area) => set({ area })} width={150} />
            <Button type="text" aria-expanded={more} onClick={() => setOpened(!more)}>
              {t(more ? 'desk.filter.less' : 'desk.filter.more')}
            </Button>
          </>
        }
      />
      {more ? (
        <FilterBar
          label={t('desk.filter.more')}
          filters={second}
          values={{ ...filters, days: filters.from && filters.to ? [filters.from, filters.to] : [] }}
          onChange={(given) => {
            const { days, ...rest } = given as unknown as Partial<QueueFilters> & { days?: string[] };
            set(days ? { ...rest, from: days[0] ?? '', to: days[1] ?? '' } : rest);
          }}
        />
      ) : null}
    </>
  );
}
