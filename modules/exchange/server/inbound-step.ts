import { Refusal } from '@hezhi/contract';
import { stepFault, type Procedure, type Snapshot } from '@hezhi/matters/contract';
import { calendarOf, findStored, procedureOf, snapshotOf, takeStep } from '@hezhi/matters/server';
import type { Call, Write } from '@hezhi/server';
import { errors, type StepTaken } from '../contract/index.ts';
import { bodyActor } from './actor.ts';
import { mappingOf } from './mapping.ts';
import { handles, mayAsk } from './payload.ts';
import { checkPhotos } from './photos-given.ts';
import { findTie, updateTie, type EndpointRow, type TieRow } from './queries.ts';
import { atData, type Done } from './outcome.ts';

const askers = { handler: { 'zh-Hans': '承办方', en: 'who handles the matter' }, reporter: { 'zh-Hans': '来单方', en: 'who reported the order' } } as const;

/**
 * What a body did or asks for becomes a step of the procedure, taken in the name of its organisation. Only on matters that it handles or reported. The procedure has
 * the last word; why it refuses is the answer. Errors: `exchange.unknown_matter`, `exchange.mapping_missing`, `exchange.unknown_step`, `exchange.step_not_yours`,
 * and every reason of the procedure (`matters.…`).
 */
export async function stepTaken(call: Call, body: EndpointRow, data: StepTaken): Promise<Done> {
  const { matter, number, order } = data;
  const by = matter !== undefined ? { matter } : number !== undefined ? { number } : { order: order! };
  const tie = await findTie(call.db, body.district, body.id, by);
  const row = tie && (await findStored(call.db, body.district, tie.matter));
  if (!tie || !row) throw new Refusal(errors.unknown_matter);
  const version = { key: row.procedure, version: row.procedure_version };
  const mapping = mappingOf(version.key, version.version);
  if (!mapping) throw new Refusal(errors.mapping_missing, { procedure: version.key, version: version.version });
  const procedure = await procedureOf(call.house, version.key, version.version);
  const one = mapping.steps[data.step];
  const ways = (one?.take ?? []).filter((way) => procedure.steps[way.step] !== undefined);
  if (!one || ways.length === 0) throw new Refusal(errors.unknown_step, { step: data.step });
  const snapshot = snapshotOf(row);
  const own = snapshot.legs.filter((leg) => leg.org === body.org);
  if (
    !mayAsk(
      one.by,
      tie,
      handles(
        tie,
        own.map((leg) => leg.id),
      ),
    )
  )
    throw notYours(call, data.step, one.by as keyof typeof askers);
  const actor = bodyActor(body, version, call.language);
  const world = { now: call.now, calendar: calendarOf(call.house), ...(data.leg === undefined ? {} : { target: data.leg }) };
  const way = ways.find((each) => stepFault(procedure, snapshot, actor, each.step, world) === null) ?? ways[0]!;
  if (data.photos?.length && !procedure.steps[way.step]!.fields.some((field) => field.type === 'photos'))
    throw new Refusal(errors.photos_not_taken, { step: data.step });
  checkPhotos(call, data.photos);
  const given = Object.fromEntries(
    Object.entries(way.fields).flatMap(([field, from]) => (data[from] === undefined ? [] : [[field, from === 'point' ? { point: data.point } : data[from]]])),
  );
  const command = { step: way.step, data: given, ...(data.revision ? { revision: data.revision } : {}), ...(data.leg ? { leg: data.leg } : {}) };
  const names = new Map<string, string>(Object.entries(way.fields));
  const taken = await takeStep(call.with({ actor }), body.district, row.id, command, (write, { after }) =>
    quietly(write, body, tie, row, procedure, after),
  ).catch((error: unknown) => {
    throw atData(error, (path) =>
      path.replace(/^\/body\/data\/([^/]+)/, (_, field: string) => `/data/${names.get(field) ?? field}`).replace(/^\/body\/leg/, '/data/leg'),
    );
  });
  return { matter: { id: row.id, number: row.number, state: taken.state, revision: taken.revision }, order: tie.order_no };
}

/** Its own step is no news to the body, unless it brings it new work or ends the matter, or something before it has not been told yet. */
export function quietly(write: Write, body: EndpointRow, tie: TieRow, row: { revision: number }, procedure: Procedure, after: Snapshot): void {
  const legs = after.legs.filter((leg) => leg.org === body.org).map((leg) => leg.id);
  const news = legs.some((leg) => !tie.legs.includes(leg)) || procedure.states[after.state]!.final;
  if (!news && tie.revision === row.revision) updateTie(write, body.district, { ...tie, legs, revision: after.revision });
}

const notYours = (call: Call, step: string, by: keyof typeof askers): Refusal =>
  new Refusal(errors.step_not_yours, { step, role: askers[by][call.language === 'en' ? 'en' : 'zh-Hans'] });
