import { useWords } from '@hezhi/web';
import { lazy, Suspense } from 'react';
import { ErrorBoundary, Loading } from '../shared/states.tsx';
import { Tag } from '../shared/tag.tsx';
import type { MapProps } from './types.ts';

const Drawn = lazy(() => import('./drawn.tsx'));
/** More than this in a list helps nobody: filter instead. */
const listed = 200;

/** A map with a list of its points for keyboards and readers. OpenLayers comes when the map does. */
export function Map(props: MapProps) {
  const t = useWords('ui');
  const { height = 360, points = [], onOpen, list = true } = props;
  return (
    <div className="hz-map">
      <div className="hz-map-frame hz-no-print" style={{ height }}>
        <ErrorBoundary>
          <Suspense fallback={<Loading rows={4} />}>
            <Drawn {...props} />
          </Suspense>
        </ErrorBoundary>
      </div>
      {list && points.length > 0 ? (
        <details>
          <summary>{t('map.list', { count: points.length })}</summary>
          <ul className="hz-map-list">
            {points.slice(0, listed).map((point) => (
              <li key={point.id}>
                {onOpen ? (
                  <button type="button" className="hz-button" onClick={() => onOpen(point.id)}>
                    {point.label}
                  </button>
                ) : (
                  point.label
                )}
                {point.tone === 'late' ? <Tag tone="late">{t('deadline.late')}</Tag> : null}
                {point.sub}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
