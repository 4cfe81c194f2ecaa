import { Figure } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { scoreOf, threeOf, threeRates, type Weights } from '../../contract/rates.ts';
import { listOf } from '../shared/links.ts';
import type { Figures, Now, Row } from '../shared/types.ts';

/** What is so at this moment, whatever the period. */
export function LiveTiles({ now }: { now: Now }) {
  const t = useWords('insight');
  const time = useTime();
  return (
    <section className="hz-insight-tiles hz-insight-live" aria-label={t('live')}>
      {(['open', 'overdue', 'opened_today', 'closed_today'] as const).map((key) => (
        <Figure
          key={key}
          label={t(`six.${key}`)}
          value={time.count(now[key].n)}
          unit={t('cases')}
          to={listOf(now[key].drill)}
          {...(key === 'overdue' && now.overdue.n > 0 ? { tone: 'late' as const } : {})}
        />
      ))}
    </section>
  );
}

/** The period's counts and rates, each beside that of the period before; the three rates also beside the same days a year earlier. */
export function PeriodTiles({ figures, before, year, weights }: { figures: Figures; before: Row | null; year: Row | null; weights: Weights | null }) {
  const t = useWords('insight');
  const time = useTime();
  const { total, rates, measures } = figures;
  const counts = measures.filter((measure) => measure.key === 'opened' || measure.key === 'closed_on');
  const signed = (n: number, text: string): string => (n > 0 ? `▲ ${text}` : n < 0 ? `▼ ${text}` : t('same'));
  const points = (now: number | null, then: number | null | undefined, by: 'compared' | 'comparedYear' = 'compared'): string | null => {
    if (now === null || then === null || then === undefined) return null;
    const change = Math.round((now - then) * 1000) / 10;
    return t(by, { change: signed(change, t('points', { n: time.count(Math.abs(change)) })) });
  };
  const three = weights ? threeOf(total.n, weights) : null;
  const scores = (then: Row | null, by: 'compared' | 'comparedYear'): string | null => {
    const former = then && weights ? threeOf(then.n, weights) : null;
    if (three === null || former === null) return null;
    return t(by, { change: signed(Math.round((three - former) * 10) / 10, Math.abs(three - former).toFixed(1)) });
  };
  const score = scoreOf(total.n);
  const formerScore = before ? scoreOf(before.n) : null;
  return (
    <section className="hz-insight-tiles" aria-label={t('tiles')}>
      {counts.map(({ key }) => {
        const n = total.n[key] ?? 0;
        const then = before?.n[key];
        const note = then === undefined ? null : t('compared', { change: signed(n - then, time.count(Math.abs(n - then))) });
        return (
          <Figure
            key={key}
            label={t(`figure.${key}`)}
            value={time.count(n)}
            unit={t('cases')}
            to={listOf(total.drill, key)}
            note={<span className="hz-num">{note}</span>}
          />
        );
      })}
      {rates.map(({ key, num }) => {
        const rate = total.rates[key]!;
        const note = rate.den === 0 ? t('noneYet') : points(rate.value, before?.rates[key]?.value);
        return (
          <Figure
            key={key}
            label={t(`figure.${key}`)}
            value={rate.value === null ? '—' : time.percent(rate.value)}
            {...(rate.value === null ? {} : { to: listOf(total.drill, num) })}
            note={
              <span className="hz-num">
                {rate.den === 0 ? null : <span className="hz-insight-line">{`${time.count(rate.num)} / ${time.count(rate.den)}`}</span>}
                <span className="hz-insight-line">{note}</span>
                {(threeRates as readonly string[]).includes(key) ? (
                  <span className="hz-insight-line">{points(rate.value, year?.rates[key]?.value, 'comparedYear')}</span>
                ) : null}
              </span>
            }
          />
        );
      })}
      <Figure
        label={t('figure.three')}
        value={three === null ? '—' : three.toFixed(1)}
        note={
          <span className="hz-num">
            <span className="hz-insight-line">{weights ? t('threeHint', { a: weights.responded, b: weights.solved, c: weights.satisfied }) : null}</span>
            <span className="hz-insight-line">{scores(before, 'compared')}</span>
            <span className="hz-insight-line">{scores(year, 'comparedYear')}</span>
          </span>
        }
      />
      <Figure
        label={t('figure.score')}
        value={score === null ? '—' : score.toFixed(1)}
        note={
          <span className="hz-num">
            {score === null || formerScore === null
              ? t('scoreHint')
              : t('compared', { change: signed(Math.round((score - formerScore) * 10) / 10, Math.abs(score - formerScore).toFixed(1)) })}
          </span>
        }
      />
    </section>
  );
}
