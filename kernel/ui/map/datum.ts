import given from 'gcoord';
import type { BaseMap } from './base.ts';
import type { MapPlace } from './types.ts';

// Its types describe the CommonJS wrapper; at run time the default export is the library itself, in Node and in the bundle.
const gcoord = given as unknown as typeof given.default;
type GeoJson = Parameters<typeof gcoord.transform>[0] & object;

/** The way from WGS84 to what the base map draws in, and back; the same thing for most. */
export type Datum = { to: (place: MapPlace) => [number, number]; back: (at: readonly number[]) => MapPlace; collection: (data: object) => object };

export function datumOf(base: BaseMap | null): Datum {
  if (base?.datum !== 'gcj02') {
    return { to: ({ lon, lat }) => [lon, lat], back: (at) => ({ lon: at[0]!, lat: at[1]! }), collection: (data) => data };
  }
  return {
    to: ({ lon, lat }) => gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02) as [number, number],
    back: (at) => {
      const [lon, lat] = gcoord.transform([at[0]!, at[1]!], gcoord.GCJ02, gcoord.WGS84) as [number, number];
      return { lon, lat };
    },
    // gcoord changes what it is given, and the answer is kept by the query store.
    collection: (data) => gcoord.transform(structuredCloneOf(data) as GeoJson, gcoord.WGS84, gcoord.GCJ02) as object,
  };
}

const structuredCloneOf = (data: object): object => JSON.parse(JSON.stringify(data)) as object;
