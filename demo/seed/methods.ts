import { newId, Refusal, systemActor } from '@hezhi/contract';
import { coreParts, readPack } from '@hezhi/methods/contract';
import { install, shippedPacks } from '@hezhi/methods/server';
import { makeCall, type House } from '@hezhi/server';
import type { Place } from '../geography/place.ts';
import type { Cast } from './cast.ts';

/** Where each place's own way of working is in force: the street that wrote it, else the whole district or city. */
const home = (place: Place): string => (place.key === 'weibin' ? '610402010' : place.district);

/**
 * Puts the five packs in force where they belong (X1, V7), by the supervisor of the district, before the first case is told. Repeatable. A house that lacks rooms of a pack (a small one in a
 * test) goes by base there.
 */
export async function seedMethods(house: House, place: Place, cast: Cast, at: number): Promise<void> {
  if (!house.rooms.some(({ name }) => name === 'methods')) return;
  const files = shippedPacks().get(place.key);
  const pack = files && readPack(files, coreParts, true).pack;
  if (!pack) return;
  const holder = await cast.holder(place.district, 'district_supervisor', place.district);
  const call = makeCall(house, { actor: holder?.actor ?? systemActor(place.district), now: at });
  const { key, version } = pack.manifest;
  try {
    await install(call, { id: newId(at), key, version, area: home(place), settings: {}, reason: '按本地工作法办理' });
  } catch (error) {
    if (!(error instanceof Refusal && error.def.code === 'methods.faulty')) throw error;
    house.log.warn({ pack: key, why: error.message }, 'a pack asks for rooms that this house does not have');
  }
}
