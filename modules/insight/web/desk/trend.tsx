import { Plot } from '@hezhi/ui/plot';
import { useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { listOf } from '../shared/links.ts';
import type { Figures } from '../shared/types.ts';

const shown = ['opened', 'closed_on'];

/** What came in and what was closed, by day or month; a point opens its list. */
export function Trend({ figures }: { figures: Figures }) {
  const t = useWords('insight');
  const navigate = useNavigate();
  const rows = useMemo(
    () =>
      figures.rows.map((row) => ({
        at: figures.by === 'day' ? row.key.slice(5) : row.key,
        key: row.key,
        ...Object.fromEntries(shown.map((key) => [key, row.n[key] ?? 0])),
      })),
    [figures],
  );
  const series = shown.map((key) => ({ key, label: t(`figure.${key}`) }));
  const open = (row: Readonly<Record<string, unknown>>, measure: string): void => {
    const found = figures.rows.find((one) => one.key === row['key']);
    if (found) void navigate(listOf(found.drill, measure));
  };
  return (
    <Plot
      label={t('trendLabel', { area: figures.area.name })}
      kind={rows.length > 1 ? 'line' : 'bar'}
      rows={rows}
      x="at"
      series={series}
      unit={t('cases')}
      height={280}
      onOpen={open}
    />
  );
}
