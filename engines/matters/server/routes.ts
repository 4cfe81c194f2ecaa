import { Refusal, iso } from '@hezhi/contract';
import { implement, type Call, type Implementation } from '@hezhi/server';
import { errors, readArea, routes } from '../contract/index.ts';
import { askedBy } from './asked.ts';
import { addWorkingMs } from '@hezhi/calendar/contract';
import { calendarOf } from './calendar.ts';
import { ownersOf } from './candidates.ts';
import { exportCsv } from './export.ts';
import { dropDraft, findDetail, findRows, findVisible, listDrafts, saveDraft, setWatch, type Beside, type DetailRow } from './queries.ts';
import { cut, districtOf, readCursor, writeCursor } from './pages.ts';
import { countInbox, countMatters, listInbox, listMatters, partyList, type Cursor } from './queries-list.ts';
import { kindViews } from './procedures.ts';
import { takeStep } from './service.ts';
import { viewDetail, viewInbox, viewMatters } from './views.ts';

/** Counters of the inbox stop here: "100+" says as much, and costs the same however long the list. */
const CAP = 100;

/** A matter's page for the actor: `matters.not_found` for what may not be seen; `alsoPublic` lets anyone read the public side of public matters. */
export async function matterDetail(call: Call, district: string, id: string, alsoPublic = false) {
  const row = await findDetail(call.db, district, id, call.actor, alsoPublic);
  return detailOf(call, district, row);
}

/** The same with what a module keeps beside the matter, read in the same statement: `{ detail, row }`. */
export async function matterDetailWith<T extends object>(call: Call, district: string, id: string, beside: Beside) {
  const row = await findDetail<T>(call.db, district, id, call.actor, false, beside);
  return { detail: await detailOf(call, district, row), row: row! };
}

async function detailOf(call: Call, district: string, row: DetailRow | undefined) {
  if (!row) throw new Refusal(errors.not_found);
  const ids = (row.links ?? []).map((link) => link.id);
  return viewDetail(call, row, ids.length > 0 ? await findRows(call.db, district, ids, call.actor) : []);
}

export const implementations: readonly Implementation[] = [
  implement(routes.inbox, async (call, { query }) => {
    const rows = await listInbox(call.db, districtOf(call.actor), call.actor, query, inboxCursor(query.cursor), iso(call.now));
    const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.sort_at, `${row.matter.id}.${row.leg.id}`));
    return { items: await viewInbox(call, items), next };
  }),
  implement(routes.inboxCounts, async (call) => {
    const soon = iso(addWorkingMs(calendarOf(call.house), call.now, 2 * 3_600_000));
    return { ...(await countInbox(call.db, districtOf(call.actor), call.actor, iso(call.now), soon, CAP)), cap: CAP };
  }),
  implement(routes.list, async (call, { query }) => {
    const { actor, db } = call;
    const plain =
      Object.entries(query).every(([key, value]) => value === undefined || ['limit', 'cursor', 'sort'].includes(key)) && query.sort === 'opened_desc';
    const after = readCursor(query.cursor);
    // Who has no territory walks the index of parties; filters are few there.
    const rows =
      plain && readArea(actor) === null
        ? await partyList(db, districtOf(actor), actor, after, query.limit)
        : await listMatters(call, districtOf(actor), query, after);
    const { items, next } = cut(rows, query.limit, (row) => writeCursor(row.opened_at, row.id));
    return { items: await viewMatters(call, items), next };
  }),
  implement(routes.count, async (call, { query }) => {
    const count = await countMatters(call, districtOf(call.actor), query, 10_000);
    return { count, capped: count === 10_000 };
  }),
  implement(routes.export, async (call, { query }, { reply }) => exportCsv(call, districtOf(call.actor), query, reply)),
  implement(routes.kinds, async (call) => ({ items: kindViews(call.house) })),
  implement(routes.asked, (call, { query }) => askedBy(call, query)),
  implement(routes.owners, async (call, { params, query }) => ({ items: await ownersOf(call, params.id, query.q) })),
  implement(routes.get, async (call, { params }) => matterDetail(call, districtOf(call.actor), params.id)),
  implement(routes.step, async (call, { params, body }) => takeStep(call, districtOf(call.actor), params.id, body)),
  implement(routes.watch, async (call, { params, body }) => {
    const district = districtOf(call.actor);
    if (!(await findVisible(call.db, district, params.id, call.actor))) throw new Refusal(errors.not_found);
    await setWatch(call.db, district, call.actor.person!, params.id, body.on, iso(call.now));
  }),
  implement(routes.drafts, async (call, { query }) => ({ items: await listDrafts(call.db, districtOf(call.actor), call.actor.person!, query.kind) })),
  implement(routes.saveDraft, async (call, { params, body }) =>
    saveDraft(call.db, districtOf(call.actor), call.actor.person!, { id: params.id, ...body, at: iso(call.now) }),
  ),
  implement(routes.dropDraft, async (call, { params }) => dropDraft(call.db, districtOf(call.actor), call.actor.person!, params.id)),
];

function inboxCursor(text: string | undefined): Cursor | null {
  const cursor = readCursor(text);
  if (cursor && cursor.id.split('.').length !== 2) throw new Refusal(errors.bad_cursor);
  return cursor;
}
