import { Empty } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { Plot } from '@hezhi/ui/plot';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listOf } from '../shared/links.ts';
import type { Figures, Row } from '../shared/types.ts';
import type { View } from './view.ts';

const offered = ['opened', 'open', 'open_overdue', 'handled_in_time_rate', 'closed_rate', 'responded_rate', 'solved_rate', 'satisfied_rate', 'score'];
/** More bars than this are a table. */
const most = 12;

/** The territories below side by side, by a figure of one's choice. */
export function Ranking({ figures, view }: { figures: Figures; view: View }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const navigate = useNavigate();
  const [key, setKey] = useState('opened');
  const measure = figures.measures.find((one) => one.key === key);
  const rate = figures.rates.find((one) => one.key === key);
  const label = t(`figure.${key}`);
  const value = (row: Row): number | null => (measure ? (row.n[key] ?? 0) : rate ? (row.rates[key]?.value ?? null) : row.score);
  const format = (n: number): string => (rate ? time.percent(n) : measure ? time.count(n) : n.toFixed(1));
  const ranked = figures.rows.filter((row) => value(row) !== null).sort((a, b) => value(b)! - value(a)!);
  const rows = ranked.slice(0, most).map((row) => ({ name: row.key === 'rest' ? t('rest') : say(row.name), key: row.key, value: value(row) }));
  const options = offered.map((one) => ({ value: one, label: t(`figure.${one}`) }));
  const open = (chosen: Readonly<Record<string, unknown>>): void => {
    const row = figures.rows.find((one) => one.key === chosen['key']);
    if (!row) return;
    if (measure || rate) void navigate(listOf(row.drill, measure?.key ?? rate!.num));
    else if (row.key !== 'rest') void navigate(view.search({ area: row.key }));
  };
  return (
    <Panel title={t('ranking')} extra={<Select aria-label={t('rankingBy')} value={key} options={options} onChange={setKey} style={{ minWidth: 150 }} />}>
      {rows.length === 0 ? (
        <Empty title={t('noBelow')} why={t('noBelowWhy')} />
      ) : (
        <>
          <Plot
            label={t('rankingLabel', { area: figures.area.name, figure: label })}
            kind="bar"
            lying
            rows={rows}
            x="name"
            series={[{ key: 'value', label }]}
            height={Math.max(140, 44 + rows.length * 30)}
            format={format}
            onOpen={open}
          />
          {ranked.length > most ? <p className="hz-small">{t('rankingMore', { shown: most, count: ranked.length })}</p> : null}
        </>
      )}
    </Panel>
  );
}
