import { useTime, useWords } from '@hezhi/web';
import { lazy, Suspense } from 'react';
import { ErrorBoundary, Loading } from '../shared/states.tsx';
import type { PlotProps } from './types.ts';

const Drawn = lazy(() => import('./drawn.tsx'));

/** A plot and, one key away, its figures as a table in which each number opens what it counts. */
export function Plot(props: PlotProps) {
  const t = useWords('ui');
  const time = useTime();
  const { label, rows, x, series, unit = '', height = 260, onOpen } = props;
  const say = props.format ?? time.count;
  return (
    <div className="hz-plot">
      <div style={{ height }} className="hz-no-print">
        <ErrorBoundary>
          <Suspense fallback={<Loading rows={4} />}>
            <Drawn {...props} format={say} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <details>
        <summary>{t('plot.table')}</summary>
        <div className="hz-plot-table" role="region" aria-label={label} tabIndex={0}>
          <table>
            <caption className="hz-visually-hidden">{label}</caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className="hz-visually-hidden">{label}</span>
                </th>
                {series.map((one) => (
                  <th key={one.key} scope="col">
                    {one.label}
                    {unit ? ` (${unit})` : ''}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={`${String(row[x])}${at}`}>
                  <th scope="row">{row[x]}</th>
                  {series.map((one) => {
                    const value = row[one.key];
                    const said = typeof value === 'number' ? say(value) : '—';
                    return (
                      <td key={one.key}>
                        {onOpen && typeof value === 'number' ? (
                          <button type="button" className="hz-plot-open" onClick={() => onOpen(row, one.key)}>
                            {said}
                          </button>
                        ) : (
                          said
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
