import { Failure, LiveDot, Loading } from '@hezhi/ui';
import { useNow, usePageTitle, useTime, useWords } from '@hezhi/web';
import { client } from '../shared/client.ts';
import { useFresh } from '../shared/fresh.ts';
import { BurningList } from './burning.tsx';
import { LoadMap } from './load-map.tsx';
import { Six } from './six.tsx';
import './wall.css';

/** 一张图: one map, six figures, one list; live by hints, and asked again each half minute anyway. */
export default function Wall() {
  const t = useWords('insight');
  const time = useTime();
  const now = useNow(1000);
  const wall = client.useRoute('GET /insight/now', { query: {} }, { every: 30_000, fresh: 0 });
  useFresh(['GET /insight/now'], 3000);
  usePageTitle(wall.data?.area.name ?? t('screen.title'));
  const { data, error } = wall;
  if (!data) return <div className="hz-wall-wait">{error ? <Failure error={error} retry={() => void wall.refetch()} /> : <Loading rows={8} />}</div>;
  const clock = (at: number): string => time.exact(at).slice(11, 16);
  return (
    <div className="hz-wall">
      <header className="hz-wall-head">
        <h1>
          {data.area.name} <span>{t('screen.title')}</span>
        </h1>
        {error ? (
          <p className="hz-wall-away" role="status">
            {t('screen.away', { at: clock(wall.dataUpdatedAt) })}
          </p>
        ) : (
          <p className="hz-wall-state">
            <LiveDot /> <span className="hz-num">{t('screen.updated', { at: time.exact(wall.dataUpdatedAt).slice(11) })}</span>
          </p>
        )}
        <p className="hz-wall-clock hz-num">
          {time.day(now, 0)} <strong>{clock(now)}</strong>
        </p>
      </header>
      <Six now={data} />
      <LoadMap now={data} />
      <BurningList now={data} />
    </div>
  );
}
