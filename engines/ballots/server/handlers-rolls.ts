import { Refusal } from '@hezhi/contract';
import { implement, type Call, type Implementation } from '@hezhi/server';
import { errors, routes } from '../contract/index.ts';
import { ballotById } from './queries-ballots.ts';
import * as q from './queries-rolls.ts';
import { importRows } from './roll-file.ts';
import { addEntries, answerObjection, correctEntry, createRoll, freezeRoll, object, publishRoll, rollOf } from './rolls.ts';
import { covers, page, standing } from './standing.ts';
import { entryView, objectionView, rollView } from './views.ts';

/** A roll of the caller's territory. */
async function mine(call: Call, id: string): Promise<q.RollRow> {
  const { district, area } = standing(call);
  const roll = await rollOf(call, district, id);
  if (!covers(roll.area, area)) throw new Refusal(errors.no_roll);
  return roll;
}

/** A roll that everybody may see: published once. */
async function published(call: Call, district: string, id: string): Promise<q.RollRow> {
  const roll = await rollOf(call, district, id);
  if (roll.published_at === null) throw new Refusal(errors.no_roll);
  return roll;
}

const view = async (call: Call, roll: q.RollRow) => rollView(roll, (await q.rollCounts(call.db, roll.district, roll.id))!);

export const rollHandlers: readonly Implementation[] = [
  implement(routes.rolls, async (call, { query }) => {
    const { district, area } = standing(call);
    return page(await q.rollsWithin(call.db, district, area, query.cursor ?? null, query.limit + 1), query.limit, (row) => rollView(row, row));
  }),
  implement(routes.addRoll, async (call, { body }) => {
    const { district, area } = standing(call);
    if (!covers(body.area, area)) throw new Refusal(errors.outside);
    return createRoll(call, { ...body, district });
  }),
  implement(routes.roll, async (call, { params }) => view(call, await mine(call, params.id))),
  implement(routes.entries, async (call, { params, query }) => {
    const { district, id } = await mine(call, params.id);
    const rows = await q.entriesOf(call.db, district, id, { after: query.cursor ?? null, q: query.q ?? null, limit: query.limit + 1 });
    return page(rows, query.limit, (row) => entryView(call, row, true));
  }),
  implement(routes.entryHistory, async (call, { params }) => {
    const { district, id } = await mine(call, params.id);
    const rows = await q.entryVersions(call.db, district, id, params.entry);
    if (rows.length === 0) throw new Refusal(errors.no_entry);
    return rows.map((row) => entryView(call, row, true));
  }),
  implement(routes.addEntries, async (call, { params, body }) => addEntries(call, await mine(call, params.id), body.rows)),
  implement(routes.importEntries, async (call, { params }, wire) => importRows(call, await mine(call, params.id), wire)),
  implement(routes.correct, async (call, { params, body }) => correctEntry(call, await mine(call, params.id), body)),
  implement(routes.publishRoll, async (call, { params }) => publishRoll(call, await mine(call, params.id))),
  implement(routes.freezeRoll, async (call, { params }) => freezeRoll(call, await mine(call, params.id))),
  implement(routes.rollObjections, async (call, { params, query }) => {
    const { district, id } = await mine(call, params.id);
    return page(await q.objectionsOf(call.db, district, { roll: id }, { before: query.cursor ?? null, limit: query.limit + 1 }), query.limit, (row) =>
      objectionView(row, true),
    );
  }),
  implement(routes.answer, async (call, { params, body }) => {
    const { district, area } = standing(call);
    const found = await q.objectionById(call.db, district, params.id);
    if (!found) throw new Refusal(errors.not_found);
    const place = found.roll === null ? await ballotById(call.db, district, found.ballot!) : await q.rollById(call.db, district, found.roll);
    if (!place || !covers(place.area, area)) throw new Refusal(errors.not_found);
    return answerObjection(call, { district, id: params.id, ...body });
  }),
  implement(routes.publicRoll, async (call, { params }) => view(call, await published(call, params.district, params.id))),
  implement(routes.publicEntries, async (call, { params, query }) => {
    const { district, id } = await published(call, params.district, params.id);
    const rows = await q.entriesOf(call.db, district, id, { after: query.cursor ?? null, q: query.q ?? null, limit: query.limit + 1 });
    return page(rows, query.limit, (row) => entryView(call, row, false));
  }),
  implement(routes.objectToRoll, (call, { params, body }) =>
    object(call, { id: body.id, district: params.district, roll: params.id, entry: body.entry, text: body.text }),
  ),
];
