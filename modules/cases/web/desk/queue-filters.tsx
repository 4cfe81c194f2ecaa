import { FilterBar, type Filter } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { channels, marks, stages, states, tiers } from '../shared/status.tsx';
import { AreaPicker } from './area-picker.tsx';
import { CategoryPicker } from './category-picker.tsx';
import type { QueueFilters, View } from './use-filters.ts';

const dues = ['60', '240', '1440', '4320'] as const;
const rare = ['stage', 'tier', 'channel', 'mark', 'from', 'to', 'open'] as const;

/** The filters above the queue: what is used all day in one row, the rest behind one button (open when one of them is set). */
export function QueueFilterBar({ filters, set, view }: { filters: QueueFilters; set: (change: Partial<QueueFilters>) => void; view: View }) {
  const t = useWords('cases');
  const [opened, setOpened] = useState(false);
  const more = opened || rare.some((key) => filters[key] !== '');
  const options = (name: string, keys: readonly string[]) => keys.map((key) => ({ value: key, label: t(`${name}.${key}`) }));
  const change = set as unknown as (change: Record<string, never>) => void;

  const first: Filter[] = [
    { key: 'q', kind: 'text', label: t('desk.filter.q'), width: 200 },
    { key: 'state', kind: 'select', label: t('desk.filter.state'), options: options('shared.state', states), width: 120 },
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
            <CategoryPicker groups value={filters.subject} onChange={(subject) => set({ subject })} width={140} />
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
