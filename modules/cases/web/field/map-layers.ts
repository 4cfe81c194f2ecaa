import type { MapLayer } from '@hezhi/ui/map';

type Place = readonly [lon: number, lat: number];
type Box = readonly [west: number, south: number, east: number, north: number];
const cell = 0.01;

/** A box of `reach` degrees to each side. */
export const around = ([lon, lat]: Place, reach: number): Box => [lon - reach, lat - reach, lon + reach, lat + reach];

/** Roads, houses and grids about a place. The box is cut to cells of 0.01 degree, so that neighbours share the answer. */
export function baseLayers(district: string, place: Place, within?: string): MapLayer[] {
  const [x, y] = [Math.floor(place[0] / cell), Math.floor(place[1] / cell)];
  const box = [x - 1, y - 1, x + 2, y + 2].map((edge) => (edge * cell).toFixed(4)).join(',');
  return [
    { name: 'base', url: `/api/places/map/${district}/base?bbox=${box}`, style: 'road', label: 'name' },
    { name: 'grids', url: `/api/places/map/${district}/shapes?level=grid${within && within.length > 6 ? `&within=${within}` : ''}`, style: 'grid', label: 'name' },
  ];
}

/** What holds all points, with a little room; null without points. */
export function boxOf(points: readonly { readonly lon: number; readonly lat: number }[]): Box | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const room = 0.0015;
  return [Math.min(...lons) - room, Math.min(...lats) - room, Math.max(...lons) + room, Math.max(...lats) + room];
}
