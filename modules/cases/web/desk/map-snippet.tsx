import { Map } from '@hezhi/ui/map';
import { useWords } from '@hezhi/web';
import { useMemo } from 'react';
import type { Matter } from '../shared/client.ts';

/** Half the width of the extent around a place, degrees (about 500 m). */
const reach = 0.005;

/** Roads, houses and grids around the place, without a base map from elsewhere. */
export function MapSnippet({ matter }: { matter: Pick<Matter, 'id' | 'district' | 'area' | 'point' | 'title' | 'overdue'> }) {
  const t = useWords('cases');
  const { point, district, area, id, title, overdue } = matter;
  const [lon, lat] = point ?? [null, null];
  const drawn = useMemo(() => {
    if (lon === null || lat === null) return null;
    const box = [lon - reach * 1.4, lat - reach, lon + reach * 1.4, lat + reach] as const;
    const within = area.length >= 12 ? `&within=${area.slice(0, 12)}` : '';
    return {
      fit: [lon - reach * 0.7, lat - reach * 0.5, lon + reach * 0.7, lat + reach * 0.5] as const,
      layers: [
        {
          name: 'base',
          url: `/api/places/map/${district}/base?bbox=${box.map((degree) => degree.toFixed(5)).join(',')}`,
          style: 'building' as const,
          label: 'name',
        },
        { name: 'grids', url: `/api/places/map/${district}/shapes?level=grid${within}`, style: 'grid' as const },
      ],
      points: [{ id, lon, lat, label: title, ...(overdue ? { tone: 'late' as const } : {}) }],
    };
  }, [lon, lat, district, area, id, title, overdue]);
  if (!drawn) return null;
  return (
    <section className="hz-no-print">
      <h3 className="hz-visually-hidden">{t('desk.detail.map')}</h3>
      <Map label={t('desk.detail.map')} height={220} layers={drawn.layers} points={drawn.points} fit={drawn.fit} list={false} />
    </section>
  );
}
