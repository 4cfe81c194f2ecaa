import { Refusal } from '@hezhi/contract';
import { implement, type Call, type Implementation } from '@hezhi/server';
import { errors, routes } from '../contract/index.ts';
import { announceBallot, ballotRow, closeNow, createBallot, voidBallot } from './ballots.ts';
import { castBallot, castsOf } from './casting.ts';
import { castByCode, issueCodes, openCode } from './codes.ts';
import { sendCodes } from './codes-sms.ts';
import { countBallot, tallyFile } from './counting.ts';
import { deskHandlers } from './desk.ts';
import { rollHandlers } from './handlers-rolls.ts';
import { bindMandate, giveMandate, mandatesOfVoters, proxyByPhone, withdrawByCode, withdrawMandate, withdrawOwnMandate } from './mandates.ts';
import { enterPaper, papersOf } from './papers.ts';
import { ballotsOfPerson, ballotsWithin, type BallotRow } from './queries-ballots.ts';
import { bulletinsOf } from './queries-count.ts';
import { mandatesOf } from './queries-mandates.ts';
import { votersByLabel } from './queries-papers.ts';
import { objectionsOf } from './queries-rolls.ts';
import { voterOf, votersOfPerson } from './queries-casts.ts';
import { object } from './rolls.ts';
import { secondRound } from './second-round.ts';
import { above, concerns, covers, page, standing } from './standing.ts';
import { ballotLine, ballotView, objectionView } from './views.ts';

/** A ballot that the caller's post has to do with, drafts too. */
async function mine(call: Call, id: string): Promise<BallotRow> {
  const { district, area } = standing(call);
  const row = await ballotRow(call, district, id);
  if (!concerns(row.area, area)) throw new Refusal(errors.not_found);
  return row;
}

/** A ballot that the caller may hold: the post covers it. */
async function held(call: Call, id: string): Promise<BallotRow> {
  const row = await mine(call, id);
  if (!covers(row.area, standing(call).area)) throw new Refusal(errors.outside);
  return row;
}

/** A ballot that everybody may see. */
async function announced(call: Call, district: string, id: string): Promise<BallotRow> {
  const row = await ballotRow(call, district, id);
  if (row.state === 'draft' || row.announced_at === null) throw new Refusal(errors.not_found);
  return row;
}

const staff: Implementation[] = [
  implement(routes.list, async (call, { query }) => {
    const { district, area } = standing(call);
    const rows = await ballotsWithin(call.db, district, area, {
      above: above(area),
      before: query.cursor ?? null,
      state: query.state ?? null,
      q: query.q ?? null,
      announced: false,
      limit: query.limit + 1,
    });
    return page(rows, query.limit, ballotLine);
  }),
  implement(routes.create, async (call, { body }) => {
    const { district, area } = standing(call);
    if (!covers(body.area, area)) throw new Refusal(errors.outside);
    return createBallot(call, { ...body, district, opensAt: body.opens_at, closesAt: body.closes_at });
  }),
  implement(routes.one, async (call, { params }) => ballotView(call, await mine(call, params.id), true)),
  implement(routes.announce, async (call, { params }) => announceBallot(call, (await held(call, params.id)).district, params.id)),
  implement(routes.close, async (call, { params, body }) => closeNow(call, (await held(call, params.id)).district, params.id, body.reason)),
  implement(routes.void, async (call, { params, body }) => voidBallot(call, (await held(call, params.id)).district, params.id, body.reason)),
  implement(routes.count, async (call, { params, body }) => countBallot(call, (await held(call, params.id)).district, params.id, body)),
  implement(routes.secondRound, async (call, { params, body }) => {
    const { district } = await held(call, params.id);
    return secondRound(call, { district, ballot: params.id }, { ...body, opensAt: body.opens_at, closesAt: body.closes_at });
  }),
  implement(routes.voters, async (call, { params, query }) => {
    const row = await mine(call, params.id);
    return { items: await votersByLabel(call.db, row.district, row.roll, query.q, query.limit) };
  }),
  implement(routes.casts, async (call, { params }) => castsOf(call, (await mine(call, params.id)).district, params.id, params.entry)),
  implement(routes.papers, async (call, { params, query }) => papersOf(call, (await mine(call, params.id)).district, params.id, query)),
  implement(routes.enterPaper, async (call, { params, body }) =>
    enterPaper(call, { ...body, district: (await mine(call, params.id)).district, ballot: params.id }),
  ),
  implement(routes.mandates, async (call, { params, query }) => {
    const row = await mine(call, params.id);
    const rows = await mandatesOf(call.db, row.district, row.id, row.roll, { before: query.cursor ?? null, voters: null, id: null, limit: query.limit + 1 });
    // Who has voted is nobody's to see where the rule says so.
    const hidden = row.face.rule.running === 'nobody' && row.state !== 'counted';
    const day = (at: string): string => new Date(at).toISOString();
    return page(rows, query.limit, (one) => ({ ...one, used: !hidden && one.used, at: day(one.at), ended_at: one.ended_at && day(one.ended_at) }));
  }),
  implement(routes.giveMandate, async (call, { params, body: { phone, ...body } }) => {
    const row = await mine(call, params.id);
    if (phone && !row.face.channels.includes('online')) throw new Refusal(errors.channel_closed);
    const person = phone ? await proxyByPhone(call, row.district, phone) : body.person;
    return giveMandate(call, { ...body, person, district: row.district, ballot: row.id });
  }),
  implement(routes.withdrawMandate, async (call, { params, body }) =>
    withdrawMandate(call, { ...body, district: (await mine(call, params.id)).district, ballot: params.id, mandate: params.mandate }),
  ),
  implement(routes.bindMandate, async (call, { params, body }) =>
    bindMandate(call, { ...body, district: (await mine(call, params.id)).district, ballot: params.id, mandate: params.mandate }),
  ),
  implement(routes.codes, async (call, { params, body }, wire) => {
    const made = await issueCodes(call, (await held(call, params.id)).district, params.id, body);
    wire.reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
    void wire.reply.send(JSON.stringify(made));
  }),
  implement(routes.codesBySms, async (call, { params }) => sendCodes(call, (await held(call, params.id)).district, params.id)),
  implement(routes.objections, async (call, { params, query }) => {
    const row = await mine(call, params.id);
    return page(await objectionsOf(call.db, row.district, { ballot: row.id }, { before: query.cursor ?? null, limit: query.limit + 1 }), query.limit, (one) =>
      objectionView(one, true),
    );
  }),
  implement(routes.object, async (call, { params, body }) => object(call, { ...body, district: (await mine(call, params.id)).district, ballot: params.id })),
];

const voters: Implementation[] = [
  implement(routes.mine, async (call, { query }) => {
    const district = query.district ?? call.actor.district;
    if (!district || call.actor.person === null) return { items: [], next: null };
    const rows = await ballotsOfPerson(call.db, district, call.actor.person, { before: query.cursor ?? null, limit: 200 });
    // A page ends with whole ballots, so that the cursor loses no unit of one.
    const ids = [...new Set(rows.map(({ ballot }) => ballot))];
    const shown = new Set(ids.slice(0, query.limit));
    const items = rows
      .filter(({ ballot }) => shown.has(ballot))
      .map((row) => ({ ...row, voter: row.entry, opens_at: new Date(row.opens_at).toISOString(), closes_at: new Date(row.closes_at).toISOString() }));
    return { items, next: ids.length > query.limit ? (items.at(-1)?.ballot ?? null) : null };
  }),
  implement(routes.cast, (call, { params, body }) => castBallot(call, { ...body, district: params.district, ballot: params.id })),
  implement(routes.myCasts, async (call, { params }) => {
    const row = await announced(call, params.district, params.id);
    const voter = await voterOf(call.db, params.district, row.roll, params.entry);
    if (!voter) throw new Refusal(errors.no_entry);
    if (call.actor.person === null || !voter.persons.includes(call.actor.person)) throw new Refusal(errors.not_your_entry);
    return castsOf(call, params.district, params.id, params.entry);
  }),
  implement(routes.myMandates, async (call, { params }) => {
    const row = await announced(call, params.district, params.id);
    const own = call.actor.person === null ? [] : await votersOfPerson(call.db, params.district, row.roll, call.actor.person);
    return { items: await mandatesOfVoters(call, params.district, params.id, own) };
  }),
  implement(routes.withdrawMyMandate, (call, { params, body }) =>
    withdrawOwnMandate(call, { ...body, district: params.district, ballot: params.id, mandate: params.mandate }),
  ),
  implement(routes.withdrawByCode, (call, { params, body }, wire) =>
    withdrawByCode(call, { ...body, district: params.district, ballot: params.id, mandate: params.mandate, address: wire.request.ip }),
  ),
  implement(routes.publicList, async (call, { query }) => {
    const find = { above: [], before: query.cursor ?? null, state: query.state ?? null, q: query.q ?? null, announced: true, limit: query.limit + 1 };
    return page(await ballotsWithin(call.db, query.district, query.area ?? query.district, find), query.limit, ballotLine);
  }),
  implement(routes.publicOne, async (call, { params }) => ballotView(call, await announced(call, params.district, params.id), false)),
  implement(routes.tally, async (call, { params }, wire) => {
    await announced(call, params.district, params.id);
    const { json, sha256 } = await tallyFile(call, params.district, params.id);
    wire.reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="tally-${params.id}.json"`)
      .header('etag', `"${sha256}"`);
    void wire.reply.send(json);
  }),
  implement(routes.bulletins, async (call, { params, query }) => {
    const row = await announced(call, params.district, params.id);
    const rows = await bulletinsOf(call.db, params.district, params.id, { before: query.cursor ?? null, limit: query.limit + 1 });
    const hidden = row.face.rule.running !== 'public' && row.state === 'open';
    const items = rows
      .slice(0, query.limit)
      .map((one) => ({ ...one, at: new Date(one.at).toISOString(), lanes: hidden ? null : one.lanes, digest: one.digest.toString('hex') }));
    return { items, next: rows.length > query.limit ? String(items.at(-1)!.number) : null };
  }),
  implement(routes.openCode, async (call, { params, body }, wire) => {
    const found = await openCode(call, { ...body, district: params.district, ballot: params.id, address: wire.request.ip });
    return { ...found, mandates: await mandatesOfVoters(call, params.district, params.id, [found.entry]) };
  }),
  implement(routes.castByCode, (call, { params, body }, wire) =>
    castByCode(call, { ...body, district: params.district, ballot: params.id, address: wire.request.ip }),
  ),
];

/** Everything the room answers. */
export const handlers: readonly Implementation[] = [...rollHandlers, ...deskHandlers, ...staff, ...voters];
