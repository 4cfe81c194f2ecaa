type Place = readonly [lon: number, lat: number];
type Box = readonly [west: number, south: number, east: number, north: number];

/** A box of `reach` degrees to each side. */
export const around = ([lon, lat]: Place, reach: number): Box => [lon - reach, lat - reach, lon + reach, lat + reach];

/** What holds all points, with a little room; null without points. */
export function boxOf(points: readonly { readonly lon: number; readonly lat: number }[]): Box | null {
  if (points.length === 0) return null;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const room = 0.0015;
  return [Math.min(...lons) - room, Math.min(...lats) - room, Math.max(...lons) + room, Math.max(...lats) + room];
}
