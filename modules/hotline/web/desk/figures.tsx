import { Answer, Figure } from '@hezhi/ui';
import { FilterBar, PageHead, Panel } from '@hezhi/ui/desk';
import { Plot } from '@hezhi/ui/plot';
import { useFilters, useTime, useWords } from '@hezhi/web';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useRoute, type Reply } from '../shared/client.ts';
import './hotline.css';

type Figures = Reply<'GET /hotline/figures'>;

/** /hotline/figures: calls, service level, connect rate by hour; call-backs. Every number opens its list. */
export default function FiguresPage() {
  const t = useWords('hotline');
  const [filters, set, reset] = useFilters({ days: [] as string[] });
  const figures = useRoute('GET /hotline/figures', { query: { from: filters.days[0] || undefined, to: filters.days[1] || undefined } });
  return (
    <>
      <PageHead title={t('figures.title')} sub={t('figures.sub')} />
      <FilterBar values={filters} onChange={set} onReset={reset} filters={[{ key: 'days', kind: 'days', label: t('log.days') }]} />
      <Answer of={figures} rows={8}>
        {(data) => <Drawn data={data} />}
      </Answer>
    </>
  );
}

function Drawn({ data }: { data: Figures }) {
  const t = useWords('hotline');
  const time = useTime();
  const navigate = useNavigate();
  const { calls, callbacks, level } = data;
  const days = `days=${data.from}&days=${data.to}`;
  const share = (n: number, of: number): string => (of === 0 ? '—' : time.percent(n / of));
  // Calls that still ring are neither answered nor lost.
  const over = calls.answered + calls.lost;
  const connected = over === 0 ? null : calls.answered / over;
  const back = (key: 'reached' | 'solved' | 'satisfied') => callbacks[key];
  const rows = useMemo(
    () => data.hours.map((one) => ({ hour: t('figures.hour', { hour: one.hour }), late: one.answered - one.within, within: one.within, lost: one.lost })),
    [data, t],
  );
  const table = (list: Figures['kinds'], group: 'kinds' | 'outcomes', key: 'kind' | 'outcome') => (
    <ul className="hzl-figures">
      {list.map((one) => (
        <li key={one.key}>
          <Figure label={t(`${group}.${one.key}`)} value={time.count(one.n)} to={`/hotline/calls?${key}=${one.key}&${days}`} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <Panel title={data.from === data.to ? data.from : t('figures.ofDays', { from: data.from, to: data.to })}>
        <div className="hzl-figures">
          <Figure label={t('figures.calls')} value={time.count(calls.all)} to={`/hotline/calls?${days}`} />
          <Figure
            label={t('figures.connect')}
            value={connected === null ? '—' : time.percent(connected)}
            note={t('figures.goal', { goal: time.percent(level.rate) })}
            {...(connected !== null && connected < level.rate ? { tone: 'late' as const } : {})}
          />
          <Figure label={t('figures.within')} value={time.count(calls.within)} note={share(calls.within, over)} to={`/hotline/calls?wait=within&${days}`} />
          <Figure label={t('figures.late')} value={time.count(calls.late)} to={`/hotline/calls?wait=late&${days}`} />
          <Figure label={t('figures.lost')} value={time.count(calls.lost)} to={`/hotline/calls?wait=lost&${days}`} />
          <Figure label={t('figures.waited')} value={calls.waited === null ? '—' : t('figures.seconds', { n: Math.round(calls.waited) })} />
          <Figure label={t('figures.talked')} value={calls.talked === null ? '—' : t('figures.seconds', { n: Math.round(calls.talked) })} />
        </div>
        {calls.rung === 0 ? <p className="hz-small">{t('figures.byHand')}</p> : null}
      </Panel>
      <Panel title={t('figures.hours')}>
        <Plot
          label={t('figures.hours')}
          kind="bar"
          stacked
          x="hour"
          rows={rows}
          series={[
            { key: 'within', label: t('figures.within') },
            { key: 'late', label: t('figures.late') },
            { key: 'lost', label: t('figures.lost') },
          ]}
          unit={t('figures.unit')}
          onOpen={(row, series) => navigate(`/hotline/calls?wait=${series}&hour=${rows.findIndex((one) => one.hour === row['hour'])}&${days}`)}
        />
      </Panel>
      <Panel title={t('figures.kinds')}>{data.kinds.length === 0 ? <p className="hz-small">{t('figures.none')}</p> : table(data.kinds, 'kinds', 'kind')}</Panel>
      <Panel title={t('figures.outcomes')}>
        {data.outcomes.length === 0 ? <p className="hz-small">{t('figures.none')}</p> : table(data.outcomes, 'outcomes', 'outcome')}
      </Panel>
      <Panel title={t('figures.callbacks')}>
        <div className="hzl-figures">
          <Figure label={t('figures.waiting')} value={time.count(callbacks.waiting)} to="/hotline/callbacks?view=later" />
          <Figure label={t('figures.overdue')} value={time.count(callbacks.overdue)} to="/hotline/callbacks" />
          {(['reached', 'solved', 'satisfied'] as const).map((key) => (
            <Figure
              key={key}
              label={t(`figures.${key}`)}
              value={share(back(key).n, back(key).of)}
              note={t('figures.of', { n: back(key).n, of: back(key).of })}
              to={`/hotline/callbacks?view=done&result=${key}&${days}`}
            />
          ))}
        </div>
      </Panel>
    </>
  );
}
