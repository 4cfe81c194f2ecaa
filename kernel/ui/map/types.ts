import type { ReactNode } from 'react';
import type { Tone } from '../shared/tag.tsx';
import type { Backdrop } from './backdrop-box.ts';
import type { BaseMap } from './base.ts';

/** WGS84 degrees, as everywhere in the house. */
export type MapPlace = { readonly lon: number; readonly lat: number };

export type MapLayer = {
  name: string;
  /** Address of a GeoJSON FeatureCollection (WGS84), or the collection itself. */
  url?: string;
  data?: object;
  /** Borders from fine to coarse: 'grid', 'zone', 'area'. */
  style: 'grid' | 'zone' | 'road' | 'building' | 'area' | 'water' | 'green';
  /** Property shown as a label where there is room. */
  label?: string;
  /** Labels only below this resolution (map metres a pixel; default 60 for areas, 30 for zones, else 15). */
  labelBelow?: number;
  /** A colour for each feature (CSS), null for the layer's own: figures by grid. */
  fill?: (properties: Readonly<Record<string, unknown>>) => string | null;
};

export type MapPoint = MapPlace & { readonly id: string; readonly label: string; readonly tone?: Tone; readonly sub?: ReactNode };

export type MapProps = {
  /** What the map shows, for readers. */
  label: string;
  height?: number | string;
  layers?: readonly MapLayer[];
  points?: readonly MapPoint[];
  /** Gathers points that touch each other (default true). */
  cluster?: boolean;
  onOpen?: (id: string) => void;
  /** A feature of a layer was chosen: its properties and the layer's name. */
  onFeature?: (properties: Readonly<Record<string, unknown>>, layer: string) => void;
  /** A place was chosen; arrow keys move it. */
  onPick?: (place: MapPlace) => void;
  pick?: MapPlace | null;
  /** West, south, east, north to show at first; else what the points and layers cover. */
  fit?: readonly [number, number, number, number] | null;
  /** A base map under it all; else the configured one; else the layers alone. */
  base?: BaseMap | null;
  /** The ground where there is no base map: roads, houses and names, fetched for what is in view and drawn under everything. */
  backdrop?: Backdrop | null;
  /** As the page's theme by default. */
  dark?: boolean;
  /** Makes text and points larger, for walls (default 1). */
  scale?: number;
  /** The list of points under the map (default true). */
  list?: boolean;
};
