import { Map } from '@hezhi/ui/map';
import { useWords } from '@hezhi/web';
import { useMemo } from 'react';
import type { Matter } from '../shared/client.ts';
import { borderLayers, groundOf } from '../shared/ground.ts';

/** How far around a place is shown, degrees (about 100 m up and down): near enough for houses and their compound's name. */
const reach = 0.0009;

/** Roads, houses and grids around the place, without a base map from elsewhere. */
export function MapSnippet({ matter }: { matter: Pick<Matter, 'id' | 'district' | 'area' | 'point' | 'title' | 'overdue'> }) {
  const t = useWords('matters');
  const { point, district, area, id, title, overdue } = matter;
  const [lon, lat] = point ?? [null, null];
  const drawn = useMemo(() => {
    if (lon === null || lat === null) return null;
    return {
      fit: [lon - reach, lat - reach, lon + reach, lat + reach] as const,
      ground: groundOf(district),
      layers: borderLayers(district, area),
      points: [{ id, lon, lat, label: title, ...(overdue ? { tone: 'late' as const } : {}) }],
    };
  }, [lon, lat, district, area, id, title, overdue]);
  if (!drawn) return null;
  return (
    <section className="hz-no-print">
      <h3 className="hz-visually-hidden">{t('desk.detail.map')}</h3>
      <Map label={t('desk.detail.map')} height={220} layers={drawn.layers} backdrop={drawn.ground} points={drawn.points} fit={drawn.fit} list={false} />
    </section>
  );
}
