import type { FeatureLike } from 'ol/Feature.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { housesBelow } from './backdrop-box.ts';
import { font } from './styles.ts';

type Road = 'main' | 'side' | 'lane';
type Ground = { ink: string; halo: string; house: string; wall: string; yard: string; road: Record<Road, string> };
const light: Ground = {
  ink: '#5a6a71',
  halo: 'rgba(247, 248, 246, 0.9)',
  house: '#e8e5df',
  wall: '#cfcac1',
  yard: 'rgba(110, 125, 110, 0.07)',
  road: { main: '#c6cfd3', side: '#d5dcdf', lane: '#dfe4e6' },
};
const dark: Ground = {
  ink: '#93a5ac',
  halo: 'rgba(13, 21, 24, 0.85)',
  house: '#1d282b',
  wall: '#33413f',
  yard: 'rgba(160, 180, 160, 0.05)',
  road: { main: '#3a4c54', side: '#2c3c43', lane: '#233138' },
};

/** Width of a road in map metres (wider than in truth: borders run along many, and must not cover them), and its least and widest stroke in pixels; up to which resolution it is drawn and named. */
const roads: Record<Road, { metres: number; least: number; widest: number; drawn: number; named: number; size: number; over: number }> = {
  main: { metres: 22, least: 2.6, widest: 13, drawn: Infinity, named: 16, size: 12, over: 3 },
  side: { metres: 14, least: 2, widest: 10, drawn: 40, named: 9, size: 12, over: 2 },
  lane: { metres: 7, least: 0.8, widest: 6, drawn: 8, named: housesBelow, size: 11, over: 1 },
};
const numbersBelow = 1.2;

type Drawn = (feature: FeatureLike, resolution: number) => Style | undefined;

/** A style for each layer, kind and half step of the zoom (widths change gently, few styles are made), and for each name when `named`. */
function styledBy(scale: number, named: boolean, make: (layer: unknown, kind: Road, seen: number, name: string) => Style | null): Drawn {
  const kept = new Map<string, Style | null>();
  return (feature, resolution) => {
    const layer = feature.get('layer') as unknown;
    const given = feature.get('kind') as unknown;
    const kind: Road = given === 'main' || given === 'side' ? given : 'lane';
    const step = Math.round(Math.log2(resolution / scale) * 2);
    const seen = 2 ** (step / 2);
    if (layer === 'road' ? seen > roads[kind].drawn : resolution / scale >= housesBelow) return undefined;
    const name = named ? String(feature.get('name') ?? '') : '';
    if (named && !name) return undefined;
    const key = `${String(layer)}|${kind}|${step}|${name}`;
    let style = kept.get(key);
    if (style === undefined) {
      if (kept.size > 3000) kept.clear();
      style = make(layer, kind, seen, name);
      kept.set(key, style);
    }
    return style ?? undefined;
  };
}

/**
 * How the ground is drawn: calm, below everything. Features carry `layer` ('road' | 'building', else an area known by its name), `kind`
 * (roads: 'main' | 'side' | 'lane') and `name`.
 */
export function groundStyle(night: boolean, scale = 1): Drawn {
  const ground = night ? dark : light;
  return styledBy(scale, false, (layer, kind, seen) => {
    if (layer === 'building') return new Style({ fill: new Fill({ color: ground.house }), stroke: new Stroke({ color: ground.wall, width: 0.8 }) });
    if (layer !== 'road') return new Style({ zIndex: -1, fill: new Fill({ color: ground.yard }) });
    const road = roads[kind];
    const width = Math.min(road.widest, Math.max(road.least, road.metres / seen)) * Math.sqrt(scale);
    return new Style({ zIndex: road.over, stroke: new Stroke({ color: ground.road[kind], width }) });
  });
}

/** The names of roads along them, of areas in their middle, and the numbers of houses where they fit. */
export function groundNames(night: boolean, scale = 1): Drawn {
  const ground = night ? dark : light;
  const words = (text: string, size: number, zIndex: number, more: ConstructorParameters<typeof Text>[0] = {}) =>
    new Style({
      zIndex,
      text: new Text({
        text,
        font: `${Math.round(size * scale)}px ${font}`,
        fill: new Fill({ color: ground.ink }),
        stroke: new Stroke({ color: ground.halo, width: 3 }),
        ...more,
      }),
    });
  return styledBy(scale, true, (layer, kind, seen, name) => {
    if (layer === 'building') return seen < numbersBelow ? words(name, 11, 0) : null;
    if (layer !== 'road') return words(name, 12, 4, { overflow: true });
    const road = roads[kind];
    return seen < road.named ? words(name, road.size, road.over, { placement: 'line', repeat: 420 * scale, maxAngle: Math.PI / 6 }) : null;
  });
}
