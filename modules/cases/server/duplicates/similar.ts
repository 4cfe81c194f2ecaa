import { Refusal, type Spoken } from '@hezhi/contract';
import { namesOf, procedureOf } from '@hezhi/matters/server';
import { locate, locateAny } from '@hezhi/places/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { publicState, reasonsOf, redact, REACH, settledSince, WINDOW, type Reach, type SimilarCase, type SimilarInput } from '../../contract/index.ts';
import { categoryName, treeOf } from '../categories.ts';
import { whereIs, type PlaceGiven } from '../place.ts';
import { findAround, findSuggested, type SuggestedRow } from '../queries-duplicates.ts';
import { compared, rank, type Ranked } from './rank.ts';
import { supporterOf } from './me-too.ts';

type View = z.input<typeof SimilarCase>;

/**
 * Earlier reports that tell of the same, while a new one is written (C1). One statement, and one more for those that are suggested. Staff with a post compare with all that they see; residents and visitors with the public
 * words, rounded points and no address of public cases, so that an answer tells nothing that the public list does not. A place that is not known yet gives nothing.
 */
export async function similarTo(call: Call, given: z.output<typeof SimilarInput>, token: string | null): Promise<View[]> {
  const place = await placeOf(call, given.place, given.district);
  if (!place) return [];
  const reach: Reach = call.actor.post ? 'full' : 'public';
  const around = { ...place, reach: REACH, since: call.now - WINDOW, settledSince: settledSince(call.now, reach), except: null };
  const rows = await findAround(call.db, around, reach === 'full' ? call.actor : null);
  if (rows.length === 0) return [];
  const tree = treeOf(call.house, place.district);
  const telling = {
    text: given.description,
    address: given.place.address ?? null,
    category: given.category ?? '',
    point: place.point,
    area: place.area,
    at: call.now,
    closedAt: null,
  };
  const told = compared(call.house, tree, telling, null);
  return viewSuggested(call, place.district, rank(call.house, tree, told, rows, reach), reach, supporterOf(call, token)?.supporter ?? null);
}

async function placeOf(
  call: Call,
  given: PlaceGiven,
  district: string | undefined,
): Promise<{ district: string; area: string; point: readonly [number, number] | null } | null> {
  const home = call.actor.district;
  if (given.point) {
    const point: [number, number] = [given.point[0], given.point[1]];
    const found = (home === null ? null : await locate(call.house, home, point)) ?? (await locateAny(call.house, point));
    return found && (home === null || found.district === home) ? { district: found.district, area: found.code, point } : null;
  }
  try {
    return await whereIs(call, given, district);
  } catch (error) {
    // What is not found yet is told when the report is sent.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What is suggested, likeliest first, as its reader may see it; `more` adds to each. */
export async function viewSuggested<T extends object = object>(
  call: Call,
  district: string,
  ranked: readonly Ranked[],
  reach: Reach,
  supporter: string | null,
  more: (row: SuggestedRow) => T = () => ({}) as T,
): Promise<(View & T)[]> {
  if (ranked.length === 0) return [];
  const ids = ranked.map(({ row }) => row.id);
  const rows = new Map((await findSuggested(call.db, district, ids, supporter)).map((row) => [row.id, row]));
  return Promise.all(
    ranked.flatMap((one) => {
      const row = rows.get(one.row.id);
      return row ? [viewSimilar(call, row, one, reach).then((view) => ({ ...view, ...more(row) }))] : [];
    }),
  );
}

async function viewSimilar(call: Call, row: SuggestedRow, { score, later, earlier }: Ranked, reach: Reach): Promise<View> {
  const names = await namesOf(call.house, row.district);
  const full = reach === 'full';
  return {
    id: row.id,
    district: row.district,
    number: row.number,
    category: { code: row.subject, name: categoryName(call.house, row.district, row.subject) },
    text: full ? row.description : redact(row.public_text),
    address: full ? row.address : null,
    areaName: names.area(full ? row.area : row.area.slice(0, 12)),
    stateName: await stateOf(call, row, full),
    final: row.closed_at !== null,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    score: Math.round(score * 100) / 100,
    reasons: reasonsOf(later, earlier, reach).map(({ words, values }) => speak(words, call.language, values)),
    me_too: row.me_too,
    supported: row.supported,
  };
}

async function stateOf(call: Call, row: SuggestedRow, staff: boolean): Promise<Spoken> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const state = procedure.states[row.state]!;
  return staff ? state.name : publicState(row.state, state.public);
}
