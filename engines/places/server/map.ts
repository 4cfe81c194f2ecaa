import { createHash } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import { rangeOf } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { GAP, type House, type Wire } from '@hezhi/server';
import { LRUCache } from 'lru-cache';
import { errors, type Area, type Box, type LineString, type Position } from '../contract/index.ts';
import { locatorOf, onShapesChanged } from './locate.ts';
import { buildingsIn, compoundsIn, roadsIn } from './queries-map.ts';
import type { ShapeKind } from './queries.ts';

const most = { roads: 3000, buildings: 5000, compounds: 5000 };
/** Widest extent in degrees of the base map, and the widest at which houses are still to be seen. */
const widest = { base: 3, buildings: 0.06 };

/** A rendered document and the name of its content. */
export type Rendered = { body: string; etag: string };

const rendered = (value: unknown): Rendered => {
  const body = JSON.stringify(value);
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
};

const coarse = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Positions rounded to six decimals (10 cm) without repeated ones. */
function coarseLine(line: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const [lon, lat] of line) {
    const [x, y] = [coarse(lon), coarse(lat)];
    const last = kept[kept.length - 1];
    if (!last || last[0] !== x || last[1] !== y) kept.push([x, y]);
  }
  return kept;
}

function coarseArea(area: Area): unknown {
  const polygon = (rings: readonly (readonly Position[])[]): Position[][] => rings.map(coarseLine).filter((ring) => ring.length >= 4);
  if (area.type === 'Polygon') return { type: 'Polygon', coordinates: polygon(area.coordinates) };
  return { type: 'MultiPolygon', coordinates: area.coordinates.map(polygon).filter((rings) => rings.length > 0) };
}

const coarseRoad = (line: LineString): unknown => ({ type: 'LineString', coordinates: coarseLine(line.coordinates) });

/** Borders of a level of a district, at or below `within`, as a rendered FeatureCollection; kept until borders or names change. */
export async function shapesDocument(house: House, district: string, level: ShapeKind, within: string): Promise<Rendered> {
  const cache = house.memo('places.documents', () => {
    const made = new LRUCache<string, Rendered>({ maxSize: 64 * 1024 * 1024, sizeCalculation: ({ body }) => body.length });
    const forget = (of: string | null): void => {
      if (of === null) made.clear();
      else for (const key of [...made.keys()]) if (key.startsWith(of)) made.delete(key);
    };
    onShapesChanged(house, forget);
    house.live.subscribe((hint) => {
      if (hint.topic === 'directory.territory' || hint.topic === GAP) forget(hint.district === '' ? null : hint.district);
    });
    return made;
  });
  const locator = await locatorOf(house, district);
  const tree = await territory(house).ensure(district);
  // A renamed territory is told by a hint before the tree has read it again, so the name is part of the key.
  const key = `${district} ${level} ${within} ${createHash('sha256')
    .update(
      locator
        .codes(level, within)
        .map((code) => tree.name(code))
        .join(),
    )
    .digest('base64url')}`;
  const known = cache.get(key);
  if (known) return known;
  const codes = locator.codes(level, within);
  if (codes.length === 0) throw new Refusal(errors.unknown_area);
  const features = codes.map((code) => ({
    type: 'Feature',
    id: code,
    geometry: coarseArea(locator.area(code)!),
    properties: { code, name: tree.name(code), level },
  }));
  const document = rendered({ type: 'FeatureCollection', features });
  cache.set(key, document);
  return document;
}

/** Reads `west,south,east,north`. Refuses what is no extent. */
export function readBox(text: string): Box {
  const [west, south, east, north] = text.split(',').map(Number);
  const good = [west, south, east, north].every((degree) => Number.isFinite(degree) && Math.abs(degree!) <= 180) && west! < east! && south! < north!;
  if (!good) throw new Refusal(errors.wrong_box);
  return [west!, south!, east!, north!];
}

/** Roads, and buildings where the extent is small enough to see them; `complete` is false when there were more than fit. */
export async function baseDocument(house: House, district: string, box: Box): Promise<Rendered> {
  const width = Math.max(box[2] - box[0], box[3] - box[1]);
  if (width > widest.base) throw new Refusal(errors.box_too_large);
  const [roads, buildings] = await Promise.all([
    roadsIn(house.db, district, box, most.roads),
    width <= widest.buildings ? buildingsIn(house.db, district, box, most.buildings) : [],
  ]);
  const features = [
    ...roads
      .slice(0, most.roads)
      .map(({ id, name, kind, line }) => ({ type: 'Feature', id, geometry: coarseRoad(line), properties: { layer: 'road', name, kind } })),
    ...buildings.slice(0, most.buildings).map(({ id, number, polygon, compound_name }) => ({
      type: 'Feature',
      id,
      geometry: coarseArea(polygon),
      properties: { layer: 'building', name: number, kind: compound_name ?? '' },
    })),
  ];
  return rendered({ type: 'FeatureCollection', features, complete: roads.length <= most.roads && buildings.length <= most.buildings });
}

/** Compounds of a district, of an extent, or of the territory `within`. */
export async function compoundsDocument(house: House, district: string, box: Box | null, within: string | null): Promise<Rendered> {
  const rows = await compoundsIn(house.db, district, box, within === null ? null : rangeOf(within), most.compounds);
  const features = rows
    .slice(0, most.compounds)
    .map(({ id, name, kind, grid, polygon }) => ({ type: 'Feature', id, geometry: coarseArea(polygon), properties: { name, kind, grid } }));
  return rendered({ type: 'FeatureCollection', features, complete: rows.length <= most.compounds });
}

/** Sends GeoJSON that everyone may keep for `seconds`, or 304 when the browser has it. */
export function sendGeoJson({ request, reply }: Wire, { body, etag }: Rendered, seconds: number): string {
  reply.header('etag', etag).header('cache-control', `public, max-age=${seconds}, stale-while-revalidate=86400`);
  const known = String(request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) {
    reply.code(304);
    return '';
  }
  reply.header('content-type', 'application/geo+json; charset=utf-8');
  return body;
}
