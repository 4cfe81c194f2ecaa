import { iso, Refusal, type Language } from '@hezhi/contract';
import type { Call, House, Write } from '@hezhi/server';
import type { z } from 'zod';
import { errors } from '../contract/errors.ts';
import { homeFreeAt, homeScope, homeStanding, type WhoMay } from '../contract/homes.ts';
import { levelOf } from '../contract/levels.ts';
import type { MyHome } from '../contract/routes-homes.ts';
import { audit } from './audit.ts';
import { forget } from './hints.ts';
import { countHomes, findHome, type HomeRow, proveHome, putHome } from './queries-homes.ts';
import { territory } from './territory.ts';

type View = z.input<typeof MyHome>;
/** Fewer neighbours than this are not counted out. */
const FEWEST = 5;

/** Whether a register of a community names a person; answered from the register's own tables. */
export type HomeProof = (call: Call, of: { district: string; person: string; area: string }) => Promise<boolean>;
const proofs = (house: House): Map<string, HomeProof> => house.memo('directory.homeProofs', () => new Map());

/** A room whose register says who lives in a community lends it: who says to live there and stands in it is confirmed at once. */
export const registerHomeProof = (house: House, key: string, proof: HomeProof): void => void proofs(house).set(key, proof);

/** The register that names the person in the community, or null. */
async function provenBy(call: Call, of: { district: string; person: string; area: string }): Promise<string | null> {
  for (const [key, proof] of proofs(call.house)) if (await proof(call, of)) return key;
  return null;
}

/**
 * Refuses who may not take part in something of `area` because of where they live (`directory.home_needed`, `home_elsewhere`, `home_unconfirmed`). No statement: the actor carries the home.
 * That the account is of the district is the caller's to see.
 */
export async function mustBelong(call: Call, who: WhoMay, area: string): Promise<void> {
  const { home, kind } = call.actor;
  const found = kind === 'system' ? 'belongs' : homeStanding(who, home, area);
  if (found === 'belongs') return;
  const tree = await territory(call.house).ensure(area);
  const name = tree.name(homeScope(who, area));
  if (found === 'elsewhere') throw new Refusal(errors.home_elsewhere, { area: name, own: tree.name(home!.area) });
  throw new Refusal(found === 'no_home' ? errors.home_needed : errors.home_unconfirmed, { area: name });
}

/** Community and grid of a code. Refuses what is no standing community of the district. */
export async function placeOfHome(call: Call, district: string, code: string): Promise<{ area: string; grid: string | null }> {
  if (!code.startsWith(district)) throw new Refusal(errors.home_district);
  const level = levelOf(code);
  if (level !== 'community' && level !== 'grid') throw new Refusal(errors.home_level);
  const tree = await territory(call.house).ensure(district);
  if (!tree.stands(code)) throw new Refusal(errors.territory_not_found);
  return { area: code.slice(0, 12), grid: level === 'grid' ? code : null };
}

const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));
const freeAt = (row: HomeRow | undefined, now: number): number | null => homeFreeAt(row ? { state: row.state, chosen: ms(row.chosen_at) } : null, now);

async function view(call: Call, district: string, row: HomeRow | undefined): Promise<View> {
  const free = freeAt(row, call.now);
  const home = { freeAt: free === null ? null : iso(free) };
  if (!row || row.area === null || row.state === 'withdrawn') return { home: null, ...home };
  const tree = await territory(call.house).ensure(district);
  const { declared, confirmed } = await countHomes(call.db, district, row.area);
  return {
    home: {
      area: row.area,
      areaName: tree.fullName(row.area),
      grid: row.grid,
      gridName: row.grid === null ? null : tree.name(row.grid),
      state: row.state,
      declaredAt: row.declared_at,
      decidedAt: row.decided_at,
      reason: row.state === 'refused' ? row.reason : null,
      neighbours: declared + confirmed < FEWEST ? null : declared + confirmed,
    },
    ...home,
  };
}

/** A day in China as it is said: 12月3日, 3 December. */
const dayText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric' }).format(at);

/** Where I live. */
export async function myHome(call: Call): Promise<View> {
  const { district, person } = call.actor;
  return view(call, district!, await findHome(call.db, district!, person!));
}

/** Every process reads the person's sessions anew. */
export const forgetHome = (call: Call, district: string, person: string): void => forget(call.house, 'directory.session', district, { person });

/**
 * Says where I live. Another community is declared anew (or confirmed at once where a register names me) and can be chosen once in 30 days; the grid within the same one can be changed at any
 * time and what the community said stays. Errors: `directory.home_district`, `home_level`, `territory_not_found`, `home_soon`, `home_changed`.
 */
export async function chooseHome(call: Call, given: { area: string; how: 'list' | 'place' }): Promise<View> {
  const [district, person] = [call.actor.district!, call.actor.person!];
  const place = await placeOfHome(call, district, given.area);
  const before = await findHome(call.db, district, person);
  const same = before !== undefined && before.area === place.area;
  if (same && before.grid === place.grid) return view(call, district, before);
  const now = iso(call.now);
  let row: HomeRow;
  if (same) row = { ...before, grid: place.grid };
  else {
    const free = freeAt(before, call.now);
    if (free !== null) throw new Refusal(errors.home_soon, { day: dayText(free, call.language) });
    const proof = await provenBy(call, { district, person, area: place.area });
    row = {
      person,
      ...place,
      state: proof === null ? 'declared' : 'confirmed',
      how: given.how,
      declared_at: now,
      chosen_at: now,
      decided_at: proof === null ? null : now,
      decided_by: null,
      proof,
      reason: null,
      version: before?.version ?? 0,
    };
  }
  const write = call.write();
  putHome(write, district, row);
  if (!same) audit(write, call, { action: 'home.choose', target: person, detail: { area: place.area } });
  await write.after(() => forgetHome(call, district, person)).run(call.db);
  return view(call, district, row);
}

/** Takes back where I live; when I chose last is kept, so that taking back is no way around the 30 days. Errors: `directory.home_none`, `home_changed`. */
export async function withdrawHome(call: Call): Promise<void> {
  const [district, person] = [call.actor.district!, call.actor.person!];
  const before = await findHome(call.db, district, person);
  if (!before || before.area === null) throw new Refusal(errors.home_none);
  const write = call.write();
  putHome(write, district, { ...before, area: null, grid: null, state: 'withdrawn', decided_at: null, decided_by: null, proof: null, reason: null });
  audit(write, call, { action: 'home.withdraw', target: person });
  await write.after(() => forgetHome(call, district, person)).run(call.db);
}

/** Adds to a write that a register now names a person: where the person has said to live in that community, it is confirmed. */
export function homeProven(write: Write, call: Call, of: { district: string; person: string; area: string; proof: string }): void {
  if (of.area.length < 12) return;
  proveHome(write, of.district, { person: of.person, area: of.area.slice(0, 12), proof: of.proof, at: iso(call.now) });
  write.after(() => forgetHome(call, of.district, of.person));
}
