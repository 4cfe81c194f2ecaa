import { Refusal } from '@hezhi/contract';
import { ancestors, districtOf, levelBelow, levelOf, within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { defineRoom, implement, type Call, type House } from '@hezhi/server';
import { checkTiling, errors, permissions, rowErrors, routes } from '../contract/index.ts';
import { findAddress, nearestAddress } from './address.ts';
import { locate, locatorOf, type Located } from './locate.ts';
import { baseDocument, compoundsDocument, readBox, sendGeoJson, shapesDocument } from './map.ts';
import { saveShapes, type ShapeInput } from './save.ts';
import { verifyShapes } from './verify.ts';
import type { ShapeKind } from './queries.ts';

async function areasOf(house: House, place: Located): Promise<{ code: string; name: string; level: NonNullable<ReturnType<typeof levelOf>> }[]> {
  const tree = await territory(house).ensure(place.district);
  return [...ancestors(place.code).toReversed(), place.code].map((code) => ({ code, name: tree.name(code), level: levelOf(code)! }));
}

/** Refuses a territory that the actor's post does not cover. */
function mustCover(call: Call, code: string): void {
  const { post, kind } = call.actor;
  if (kind !== 'system' && (!post || !within(code, post.area))) throw new Refusal(errors.outside_territory);
}

const handlers = [
  implement(routes.locate, async (call, { query }) => {
    const place = await locate(call.house, query.district ?? null, [query.lon, query.lat]);
    if (!place) throw new Refusal(errors.outside);
    const address = await nearestAddress(call.house, place.district, [query.lon, query.lat], call.language);
    return { ...place, areas: await areasOf(call.house, place), address: address?.text ?? null };
  }),
  implement(routes.findAddresses, async (call, { query }) => {
    const found = await findAddress(call.house, query.district, query.q, query.limit);
    const tree = await territory(call.house).ensure(query.district);
    return {
      items: found.map(({ text, kind, point, code }) => ({
        text,
        kind,
        point: { type: 'Point' as const, coordinates: [...point] as [number, number] },
        code,
        area_name: code === null ? '' : tree.fullName(code),
      })),
      next: null,
    };
  }),
  implement(routes.shapes, async (call, { params, query }, wire) => {
    if (query.within !== undefined && !within(query.within, params.district)) throw new Refusal(errors.unknown_area);
    return sendGeoJson(wire, await shapesDocument(call.house, params.district, query.level, query.within ?? ''), 60) as never;
  }),
  implement(
    routes.base,
    async (call, { params, query }, wire) => sendGeoJson(wire, await baseDocument(call.house, params.district, readBox(query.bbox)), 3600) as never,
  ),
  implement(routes.compounds, async (call, { params, query }, wire) => {
    const box = query.bbox === undefined ? null : readBox(query.bbox);
    return sendGeoJson(wire, await compoundsDocument(call.house, params.district, box, query.within ?? null), 300) as never;
  }),
  implement(routes.saveShapes, async (call, { body }) => {
    const { district } = call.actor;
    if (!district) throw new Refusal(errors.outside_territory);
    const shapes = body.features.map(({ geometry, properties }) => ({ code: properties.code, area: geometry }) as ShapeInput);
    for (const { code } of shapes) if (within(code, district)) mustCover(call, code);
    return saveShapes(call.house, district, shapes);
  }),
  implement(routes.checkTiling, async (call, { params: { code } }) => {
    mustCover(call, code);
    const locator = await locatorOf(call.house, districtOf(code)!);
    const below = levelBelow(levelOf(code)!);
    const whole = locator.area(code);
    const parts = below === null ? [] : locator.codes(below as ShapeKind, code).map((part) => ({ code: part, area: locator.area(part)! }));
    if (parts.length === 0) throw new Refusal(errors.unknown_area);
    const { ok, faults } = checkTiling(parts, whole);
    return {
      ok,
      parts: parts.length,
      faults: faults
        .slice(0, 100)
        .map(({ kind, size, at, codes }) => ({ kind, square_metres: Math.round(size * 10) / 10, at: [...at] as [number, number], codes: [...codes] })),
    };
  }),
];

/** 物 places: borders, roads, compounds, buildings; where a point lies and how it is called. */
export const room = defineRoom({
  name: 'places',
  routes: handlers,
  permissions,
  errors: { ...errors, ...rowErrors },
  migrations: new URL('./migrations/', import.meta.url),
  verify: [{ name: 'shapes', check: verifyShapes }],
});
