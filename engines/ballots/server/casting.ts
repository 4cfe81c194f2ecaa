import { Refusal } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import { standing, type Channel, type Displaced } from '../contract/collision.ts';
import { errors } from '../contract/errors.ts';
import { boxLength } from '../contract/seal.ts';
import { readVote, voteText, type Vote } from '../contract/vote.ts';
import { known, skew, type Known } from './face.ts';
import { sealHere } from './keys.ts';
import { castMac, codeHash, linkKey, padsOf, type CastContent } from './macs.ts';
import * as q from './queries-casts.ts';
import { mandateHolds } from './queries-mandates.ts';
import { iso } from './rolls.ts';

export type Cast = {
  district?: string;
  ballot: string;
  /** Made by the caller: the same id again is refused (ballots.exists). */
  id: string;
  /** Any unit of the voter. A sealed vote is sealed for the voter (`entry` of `mine`). */
  entry: string;
  /** The choices in clear, or the box sealed on the voter's device. */
  vote?: Vote;
  nonce?: string;
  box?: string;
  mandate?: string;
  /** Casts by code instead of by account. The caller limits guesses. */
  code?: string;
};
export type Receipt = { id: string; ballot: string; at: string; sealed: boolean };

/** The content of a vote as it is kept: clear in open ballots, sealed in all others; what cannot be a vote is refused. */
export async function contentOf(
  call: Call,
  face: Known,
  given: Pick<Cast, 'vote' | 'nonce' | 'box' | 'entry'>,
): Promise<Pick<CastContent, 'vote' | 'nonce' | 'box'>> {
  const { seal, questions } = face.face;
  if (given.box !== undefined) {
    const box = Buffer.from(given.box, 'base64url');
    if (!seal || box.length !== boxLength(seal.length) || box[0] !== 4) throw new Refusal(errors.box_unsound);
    return { vote: null, nonce: null, box };
  }
  const vote = given.vote && readVote(questions, given.vote);
  if (!vote) throw new Refusal(errors.vote_unsound);
  // Without 128 unknown bits the hash of the request would tell the choice to whoever reads the database.
  if (given.nonce === undefined) throw new Refusal(errors.nonce_needed);
  const text = voteText(questions, vote);
  if (!seal) return { vote: text, nonce: given.nonce, box: null };
  const voter = await q.voterOf(call.db, face.district, face.roll, given.entry);
  if (!voter) throw new Refusal(errors.no_entry);
  return { vote: null, nonce: null, box: sealHere(seal.key, { ballot: face.id, voter: voter.id }, text, given.nonce, seal.length) };
}

/** Whether a refused write was this very class: then the reasons are looked up. */
class Untouched extends Error {}

/**
 * Casts a vote, as account (own units), as proxy (`mandate`) or by code; ONE statement when nothing is refused. It holds iff the call's moment and the database's own clock
 * lie before the close and the lane is still open. Casting again changes the vote where the rule allows it; which of a voter's ballots stands is the collision rule's matter.
 */
export async function castBallot(call: Call, given: Cast, extend?: (write: Write) => void): Promise<Receipt> {
  const district = given.district ?? call.actor.district ?? '';
  const face = await known(call, district, given.ballot);
  const { rule } = face.face;
  const channel = given.code === undefined ? 'online' : 'code';
  if (!face.face.channels.includes(channel)) throw new Refusal(errors.channel_closed);
  if (call.now < face.opens) throw new Refusal(errors.not_open);
  if (call.now >= face.closes) throw new Refusal(errors.closed);
  const right = rightOf(call, face, given);
  const row: CastContent = {
    district,
    ballot: face.id,
    id: given.id,
    entry: given.entry,
    channel,
    proxy: given.mandate !== undefined,
    mandate: given.mandate ?? null,
    paper: null,
    at: iso(call.now),
    ...(await contentOf(call, face, given)),
    mark: null,
    by: call.actor.person,
  };
  return store(call, face, row, right, !rule.change_until_close && given.mandate === undefined, extend);
}

/** Changing a vote is casting again; the earlier one is kept as displaced. */
export const reviseBallot = castBallot;

function rightOf(call: Call, face: Known, given: Cast): q.Right {
  if (given.code !== undefined) return { kind: 'code', hash: codeHash(call.house, face.id, given.code) };
  const { person } = call.actor;
  if (person === null) throw new Refusal(errors.not_your_entry);
  if (given.mandate === undefined) return { kind: 'person', person };
  if (!face.face.rule.proxy) throw new Refusal(errors.no_proxies);
  return { kind: 'mandate', mandate: given.mandate, person };
}

/** Writes a cast; `extend` adds to the same statement, `answer` is what a repetition is answered with (default: the receipt). */
export async function store(
  call: Call,
  face: Known,
  row: CastContent,
  right: q.Right,
  once: boolean,
  extend?: (write: Write) => void,
  answer?: unknown,
): Promise<Receipt> {
  const reply: Receipt = { id: row.id, ballot: face.id, at: row.at, sealed: face.face.seal !== null };
  const until = call.actor.kind === 'system' ? face.closes + 86_400_000 * 36_500 : face.closes - skew(call.house);
  const write = call.write(answer ?? reply);
  const limits = { roll: face.roll, once, until: iso(until), ...padsOf(linkKey(call.house, face.id, face.links, row.id)) };
  q.insertCast(write, row, castMac(call.house, row), right, limits, () => new Untouched());
  write.onDuplicate('cast_id', () => new Refusal(errors.exists)).onDuplicate('cast_paper', () => new Refusal(errors.paper_settled));
  extend?.(write);
  try {
    await write.run(call.db);
  } catch (error) {
    if (error instanceof Untouched) throw await reason(call, face, row, right, once);
    throw error;
  }
  return reply;
}

async function reason(call: Call, face: Known, row: CastContent, right: q.Right, once: boolean): Promise<Refusal> {
  const why = await q.whyRefused(call.db, { district: face.district, ballot: face.id, roll: face.roll, entry: row.entry });
  if (!why) return new Refusal(errors.not_found);
  if (why.state === 'announced') return new Refusal(errors.not_open);
  if (why.state !== 'open' && !(right.kind === 'paper' && why.state === 'closed')) return new Refusal(why.state === 'void' ? errors.state : errors.closed);
  if (!why.known) return new Refusal(errors.no_entry);
  if (right.kind === 'person' && !why.persons?.includes(right.person)) return new Refusal(errors.not_your_entry);
  if (right.kind === 'code' && !(await q.codeHolder(call.db, face.district, face.id, right.hash))) return new Refusal(errors.code_wrong);
  if (once && why.voted) return new Refusal(errors.voted_already);
  if (row.mandate !== null && !(await mandateHolds(call.db, face.district, face.id, row.mandate))) return new Refusal(errors.mandate_gone);
  // What is left of a code is another unit's; of a mandate, one that does not exist; of the rest, the database's clock.
  if (right.kind === 'code' && call.now < face.closes && why.stage === 0 && !(await clockPast(call, face))) return new Refusal(errors.code_wrong);
  if (right.kind === 'mandate' && why.stage === 0 && !(await clockPast(call, face))) return new Refusal(errors.mandate_gone);
  return new Refusal(errors.closed);
}

const clockPast = async (call: Call, face: Known): Promise<boolean> => call.house.now() >= face.closes;

/** The ballots of one voter: which stands and why the others do not; without any choice. For the voter, and for those who hold the ballot. */
export async function castsOf(
  call: Call,
  district: string,
  ballot: string,
  entry: string,
): Promise<{ id: string; channel: Channel; at: string; paper: string | null; proxy: boolean; stands: boolean; why: Displaced | null }[]> {
  const face = await known(call, district, ballot);
  const voter = await q.voterOf(call.db, district, face.roll, entry);
  if (!voter) throw new Refusal(errors.no_entry);
  const rows = await q.castsOfVoter(call.db, district, ballot, voter.id);
  const found = standing(face.face.rule, rows);
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    at: row.at,
    paper: row.paper,
    proxy: row.proxy,
    stands: found?.valid.id === row.id,
    why: found?.displaced.find(({ cast }) => cast.id === row.id)?.why ?? null,
  }));
}
