import { housesBelow, type Backdrop, type MapLayer } from '@hezhi/ui/map';

/** The widest extent that places answers, in degrees. */
const widest = 3;

/** Streets, houses and the names of compounds under the maps of a district; null where it is not known. Keep it by `useMemo`. */
export function groundOf(district: string | null | undefined): Backdrop | null {
  if (!district) return null;
  const at = `/api/places/map/${district}`;
  return (box, resolution) => {
    if (Math.max(box[2] - box[0], box[3] - box[1]) > widest) return null;
    const base = `${at}/base?bbox=${box.join(',')}`;
    return resolution < housesBelow ? [base, `${at}/compounds?bbox=${box.join(',')}`] : base;
  };
}

/** A grid's name ("第一网格") says something only beside its community's: below this resolution both are to be read. */
const gridsNamed = 5;

/**
 * The borders that a map of a territory shows; nothing where the district is not known. `within` is a territory code. Inside one community
 * grids are named; where several communities show, these are, and grids only when zoomed in.
 */
export function borderLayers(district: string | null | undefined, within?: string | null): MapLayer[] {
  if (!district) return [];
  const one = within && within.length >= 12 ? within.slice(0, 12) : null;
  const below = within && within.length > 6 ? `&within=${one ?? within}` : '';
  const url = (level: string) => `/api/places/map/${district}/shapes?level=${level}`;
  const grids: MapLayer = { name: 'grids', url: `${url('grid')}${below}`, style: 'grid', label: 'name' };
  if (one) return [grids];
  return [
    { ...grids, labelBelow: gridsNamed },
    { name: 'communities', url: `${url('community')}${below}`, style: 'zone', label: 'name' },
  ];
}
