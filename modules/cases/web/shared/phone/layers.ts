import type { MapLayer } from '@hezhi/ui/map';

/** The borders that a small map of a territory shows; nothing where the district is not known. `within` is a territory code. */
export function gridLayers(district: string | null | undefined, within?: string | null): MapLayer[] {
  if (!district) return [];
  const below = within && within.length > 6 ? `&within=${within}` : '';
  return [{ name: 'grids', url: `/api/places/map/${district}/shapes?level=grid${below}`, style: 'grid', label: 'name' }];
}
