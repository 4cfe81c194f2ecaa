import { Refusal, type Actor, type Spoken } from '@hezhi/contract';
import { territory, today } from '@hezhi/directory/server';
import { errors as matters } from '@hezhi/matters/contract';
import { cut, matterDetail, namesOf, procedureOf, readCursor, writeCursor, type Names } from '@hezhi/matters/server';
import { locatorOf } from '@hezhi/places/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, publicState, redact, type PublicCase, type PublicCases, type PublicDetail, type PublicDistrict, type PublicQuery } from '../contract/index.ts';
import { categoryName, settingsOf } from './categories.ts';
import { photoViews } from './photos.ts';
import { findPublic, listPublic, servingDistricts, type PublicRow } from './queries-public.ts';

/** The public list (C7): no names, no address, the point rounded, the words without personal data. One statement. */
export async function publicCases(call: Call, query: z.output<typeof PublicQuery>): Promise<z.input<typeof PublicCases>> {
  const { district, cursor, limit, ...filter } = query;
  const near = filter.near !== undefined;
  const rows = await listPublic(call.db, district, filter, near ? readNear(cursor) : readCursor(cursor), limit);
  const { items, next } = cut(rows, limit, (row) => writeCursor(near ? String(row.distance) : row.opened_at, row.id));
  const names = await namesOf(call.house, district);
  return { items: await Promise.all(items.map((row) => viewPublic(call, row, names))), next };
}

function readNear(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!at || !/^\d+(\.\d+)?(e-?\d+)?$/.test(at) || !/^[0-9a-f-]{36}$/.test(id ?? '')) throw new Refusal(matters.bad_cursor);
  return { at, id: id! };
}

/** A case as everybody may read it. */
export async function viewPublic(call: Call, row: PublicRow, names: Names): Promise<z.input<typeof PublicCase>> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const state = procedure.states[row.state]!;
  return {
    id: row.id,
    district: row.district,
    number: row.number,
    category: { code: row.subject, name: categoryName(call.house, row.district, row.subject) },
    // Once more on the way out: a better rule protects what was written under an older one.
    text: redact(row.public_text),
    stateName: publicState(row.state, state.public),
    final: state.final,
    areaName: names.area(row.area.slice(0, 12)),
    point: row.public_lon === null || row.public_lat === null ? null : [row.public_lon, row.public_lat],
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    rating: row.rating,
    metres: row.distance === null ? null : Math.round(row.distance),
    me_too: row.me_too,
  };
}

/** Whoever reads, reads as the public: nothing of what a post or a party may see slips in. */
const reader = (call: Call): Actor => ({ kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: [], language: call.language });

/** One public case with its public timeline (law 7). */
export async function publicCase(call: Call, district: string, id: string): Promise<z.input<typeof PublicDetail>> {
  const row = await findPublic(call.db, district, id, call.actor.person);
  if (!row) throw new Refusal(errors.not_public);
  const detail = await matterDetail(call.with({ actor: reader(call) }), district, id, true);
  const shown = await viewPublic(call, row, await namesOf(call.house, district));
  const photos = detail.timeline.flatMap((entry) => (Array.isArray(entry.data['photos']) ? (entry.data['photos'] as string[]) : []));
  const waiting = detail.legs.some((leg) => leg.owner.person !== null || leg.key === 'rate');
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const asks = procedure.states['rating']?.public;
  const stateName = (words: Spoken | null): Spoken | null => (words !== null && words['zh-Hans'] === asks?.['zh-Hans'] ? publicState('rating', words) : words);
  return {
    case: shown,
    supported: row.supported,
    timeline: detail.timeline.map(({ actor, ...entry }) => ({ ...entry, stateName: stateName(entry.stateName), org: actor.org })),
    photos: photoViews(district, photos),
    // The engine's sentence speaks to whoever is waited for; the public is not.
    sentence: waiting ? speak(shown.stateName, call.language) : detail.sentence,
  };
}

/** Where one can report: every district with a centre that answers. */
export async function publicDistricts(call: Call): Promise<z.input<typeof PublicDistrict>[]> {
  const rows = await servingDistricts(call.db, today(call.now));
  return Promise.all(
    rows.map(async ({ code, west, east, south, north }) => {
      const tree = await territory(call.house).ensure(code);
      const drawn = west !== null && east !== null && south !== null && north !== null;
      const centre: [number, number] | null = drawn ? [round((west + east) / 2), round((south + north) / 2)] : await middle(call, code);
      const above = [code.slice(0, 2), code.slice(0, 4)]
        .map((one) => tree.name(one))
        .filter((name) => !/^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|\d+)$/.test(name) && name !== tree.name(code));
      return {
        code,
        name: tree.name(code),
        full_name: `${[...new Set(above)].join('')}${tree.name(code)}`,
        centre,
        visitors: settingsOf(call.house, code).anonymous_allowed,
      };
    }),
  );
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** The middle of what is drawn where the district's own border is not. */
async function middle(call: Call, district: string): Promise<[number, number] | null> {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { area } of (await locatorOf(call.house, district)).shapes.values()) {
    for (const [lon, lat] of area.type === 'Polygon' ? area.coordinates.flat() : area.coordinates.flat(2)) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return Number.isFinite(west) ? [round((west + east) / 2), round((south + north) / 2)] : null;
}
