import { levelOf, within } from '@hezhi/directory/contract';
import { territory } from '@hezhi/directory/server';
import { findAddress, locate, locateAny, nearestAddress } from '@hezhi/places/server';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { fieldRefusal } from './categories.ts';

/** Where a case is: the narrowest territory known, the exact point if one was given, and words. */
export type Place = { district: string; area: string; point: readonly [number, number] | null; address: string };
export type PlaceGiven = { point?: readonly [number, number] | undefined; address?: string | undefined; area?: string | undefined };

/**
 * Finds the territory of a report: by its point, else by the territory that was chosen, else by the address in words. At most one statement (words for a point, or the
 * search for an address). Refuses at `/body/place` what lies nowhere, and for people with an account what lies in another district.
 */
export async function whereIs(call: Call, given: PlaceGiven, district: string | undefined): Promise<Place> {
  const home = call.actor.district;
  const place = given.point
    ? await byPoint(call, given.point, given.address, home)
    : given.area
      ? await byArea(call, given.area, given.address)
      : await byAddress(call, given.address, home ?? district);
  if (home !== null && place.district !== home) {
    const [here, there] = await Promise.all([home, place.district].map(async (code) => (await territory(call.house).ensure(code)).name(code)));
    throw fieldRefusal(call, '/body/place', errors.other_district, { here, there });
  }
  return place;
}

async function byPoint(call: Call, point: readonly [number, number], address: string | undefined, home: string | null): Promise<Place> {
  const found = (home === null ? null : await locate(call.house, home, [...point])) ?? (await locateAny(call.house, [...point]));
  if (!found) throw fieldRefusal(call, '/body/place', errors.outside);
  const words = address || ((await nearestAddress(call.house, found.district, [...point], call.language))?.text ?? '');
  return { district: found.district, area: found.code, point, address: words };
}

async function byArea(call: Call, area: string, address: string | undefined): Promise<Place> {
  const district = area.slice(0, 6);
  if (levelOf(area) === 'district') throw fieldRefusal(call, '/body/place', errors.place_needed);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(area)) throw fieldRefusal(call, '/body/place', errors.area_unknown);
  return { district, area, point: null, address: address || tree.fullName(area) };
}

async function byAddress(call: Call, address: string | undefined, district: string | undefined): Promise<Place> {
  if (!address || district === undefined) throw fieldRefusal(call, '/body/place', errors.place_needed);
  const best = (await findAddress(call.house, district, address, 1))[0];
  if (!best || best.code === null || !within(best.code, district)) throw fieldRefusal(call, '/body/place', errors.address_unknown);
  return { district, area: best.code, point: [best.point[0], best.point[1]], address };
}
