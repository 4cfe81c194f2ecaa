import { kernelErrors, Refusal } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { districtOf, findVisible, procedureOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { REACH, settledSince, WINDOW, type Duplicates } from '../../contract/index.ts';
import { treeOf } from '../categories.ts';
import { photoViews } from '../photos.ts';
import { findCase } from '../queries.ts';
import { findAround, findFamily, type FamilyRow } from '../queries-duplicates.ts';
import { mayMerge } from './merge.ts';
import { compared, rank } from './rank.ts';
import { viewSuggested } from './similar.ts';

/**
 * For the desk: which cases tell of the same as this one, what was merged into it, and the one it was merged into. Five statements. Suggestions only of cases that the reader
 * sees; of merged ones number and title, which whoever handles the main case must know. Errors: `matters.not_found`, `kernel.forbidden` without a post.
 */
export async function duplicatesOf(call: Call, id: string): Promise<z.input<typeof Duplicates>> {
  const district = districtOf(call.actor);
  if (!call.actor.post) throw new Refusal(kernelErrors.forbidden);
  const matter = await findVisible(call.db, district, id, call.actor);
  const facts = matter?.kind === 'case' ? await findCase(call.db, district, id) : undefined;
  if (!matter || !facts) throw new Refusal(matters.not_found);
  const family = await findFamily(call.db, district, id);
  const main = family.find((row) => row.is_main);
  const merged = family.filter((row) => !row.is_main);
  const at = Date.parse(matter.opened_at);
  const point: [number, number] | null = matter.lon === null || matter.lat === null ? null : [matter.lon, matter.lat];
  const around = { district, area: matter.area, point, reach: REACH, since: at - WINDOW, settledSince: settledSince(at, 'full'), except: id };
  // A case that ended without being handled, or was merged, has nothing to be compared with any more.
  const rows = matter.marks.includes('void') ? [] : await findAround(call.db, around, call.actor);
  const tree = treeOf(call.house, district);
  const telling = {
    text: facts.description,
    address: facts.address,
    category: matter.subject,
    point,
    area: matter.area,
    at,
    closedAt: matter.closed_at === null ? null : Date.parse(matter.closed_at),
  };
  const told = compared(call.house, tree, telling, `full ${id} ${matter.subject}`);
  const ranked = rank(
    call.house,
    tree,
    told,
    rows.filter((row) => Date.parse(row.opened_at) <= at + WINDOW),
    'full',
  );
  return {
    may: mayMerge(call, matter),
    main: main ? await viewFamily(call, main) : null,
    merged: await Promise.all(merged.map((row) => viewFamily(call, row))),
    items: await viewSuggested(call, district, ranked, 'full', call.actor.person, ({ title, photos }) => ({ title, photos: photoViews(district, photos) })),
  };
}

async function viewFamily(call: Call, row: FamilyRow) {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    stateName: procedure.states[row.state]!.name,
    openedAt: row.opened_at,
    at: row.linked_at,
    answered: row.marks.includes('answered'),
  };
}
