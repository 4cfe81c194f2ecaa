import { newId, Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { paperMark } from '../contract/seal.ts';
import { readVote, voteText, type Vote } from '../contract/vote.ts';
import { contentOf, store } from './casting.ts';
import { known, type Known } from './face.ts';
import type { CastContent } from './macs.ts';
import { voterOf } from './queries-casts.ts';
import { mandateHolds } from './queries-mandates.ts';
import * as q from './queries-papers.ts';
import { iso } from './rolls.ts';

export type PaperEntry = {
  district: string;
  ballot: string;
  entry: string;
  /** The number printed on the paper. */
  paper: string;
  channel: 'paper' | 'home' | 'meeting';
  /** When the voter gave it: decides collisions, so it is part of what two collectors must agree on. */
  received_at: string;
  /** Second person at the door (channel `home`). */
  witness?: string;
  /** By mandate, handed in by the proxy. */
  mandate?: string;
  vote?: Vote;
  nonce?: string;
  /** Sealed ballots: the box, and the mark computed from the printed nonce and the choices (`paperMark`). */
  box?: string;
  mark?: string;
};
export type PaperState = { paper: string; state: 'waiting' | 'differs' | 'valid'; entries: number };

/**
 * Enters a paper ballot. It becomes a ballot once two different collectors have entered the same (unit, choices, moment of receipt); entries that differ wait for a further person, whose
 * entry must equal one of them. Sealed ballots are compared by a mark that tells the server nothing. Until the count, also after the close, for papers received before it.
 */
export async function enterPaper(call: Call, given: PaperEntry): Promise<PaperState> {
  const face = await known(call, given.district, given.ballot);
  if (!face.face.channels.includes(given.channel)) throw new Refusal(errors.channel_closed);
  if (call.actor.person === null) throw new Refusal(errors.no_post);
  const received = Date.parse(given.received_at);
  if (received < face.opens || received >= face.closes || received > call.now) throw new Refusal(errors.paper_late);
  if (given.channel === 'home' && !given.witness) throw new Refusal(errors.witness_needed);
  if (given.mandate !== undefined && !face.face.rule.proxy) throw new Refusal(errors.no_proxies);
  const voter = await voterOf(call.db, given.district, face.roll, given.entry);
  if (!voter) throw new Refusal(errors.no_entry);
  if (given.mandate !== undefined && !(await mandateHolds(call.db, given.district, face.id, given.mandate, voter.id))) throw new Refusal(errors.mandate_gone);
  const { content, mark } = await contents(call, face, given, voter.id);
  const says = JSON.stringify([voter.id, given.channel, iso(received), given.mandate ?? null, mark ?? content.vote]);
  for (let tries = 0; ; tries++) {
    try {
      return await enter(call, face, given, { collector: call.actor.person, voter: voter.id, content, mark, says, received: iso(received) });
    } catch (error) {
      // Two at once: one came first; look again at what it said.
      if (!(error instanceof Refusal) || error.def !== errors.paper_busy || tries === 4 || call.db.transaction) throw error;
    }
  }
}

async function contents(
  call: Call,
  face: Known,
  given: PaperEntry,
  voter: string,
): Promise<{ content: Pick<CastContent, 'vote' | 'nonce' | 'box'>; mark: string | null }> {
  const content = await contentOf(call, face, given);
  if (!face.face.seal) return { content, mark: null };
  if (given.box !== undefined) {
    if (given.mark === undefined) throw new Refusal(errors.nonce_needed);
    return { content, mark: given.mark };
  }
  const vote = readVote(face.face.questions, given.vote!)!;
  return { content, mark: paperMark(face.id, voter, voteText(face.face.questions, vote), given.nonce!) };
}

type Read = { collector: string; voter: string; content: Pick<CastContent, 'vote' | 'nonce' | 'box'>; mark: string | null; says: string; received: string };

async function enter(call: Call, face: Known, given: PaperEntry, read: Read): Promise<PaperState> {
  const before = await q.entriesOfPaper(call.db, face.district, face.id, given.paper);
  if (before.some(({ settled }) => settled)) throw new Refusal(errors.paper_settled);
  if (before.some(({ collector }) => collector === read.collector)) throw new Refusal(errors.same_collector);
  const twin = before.find(({ says }) => says === read.says);
  const state: PaperState = { paper: given.paper, state: twin ? 'valid' : before.length === 0 ? 'waiting' : 'differs', entries: before.length + 1 };
  const row: q.PaperRow = {
    paper: given.paper,
    turn: before.length + 1,
    voter: read.voter,
    channel: given.channel,
    collector: read.collector,
    witness: given.witness ?? null,
    received_at: read.received,
    ...read.content,
    mark: read.mark,
    says: read.says,
    settled: twin !== undefined,
    at: iso(call.now),
  };
  if (!twin) {
    const write = call.write(state);
    q.insertPaper(write, face.district, face.id, row);
    await write.run(call.db);
    return state;
  }
  const cast: CastContent = {
    district: face.district,
    ballot: face.id,
    id: newId(call.now),
    entry: given.entry,
    channel: given.channel,
    proxy: given.mandate !== undefined,
    mandate: given.mandate ?? null,
    paper: given.paper,
    at: read.received,
    ...read.content,
    mark: read.mark,
    by: read.collector,
  };
  await store(call, face, cast, { kind: 'paper' }, false, (write) => q.insertPaper(write, face.district, face.id, row), state);
  return state;
}

/** A page of papers by number: how far each is. */
export async function papersOf(
  call: Call,
  district: string,
  ballot: string,
  find: { cursor?: string | undefined; limit: number; open?: boolean | undefined },
): Promise<{ items: (PaperState & { label: string; channel: q.PaperRow['channel']; received_at: string; mine: boolean })[]; next: string | null }> {
  const face = await known(call, district, ballot);
  const rows = await q.papersAfter(call.db, district, ballot, face.roll, {
    after: find.cursor ?? null,
    open: find.open ?? false,
    person: call.actor.person,
    limit: find.limit + 1,
  });
  const items = rows.slice(0, find.limit).map(({ paper, settled, entries, label, channel, received_at, mine }) => ({
    paper,
    state: settled ? ('valid' as const) : entries === 1 ? ('waiting' as const) : ('differs' as const),
    entries,
    label: label ?? '',
    channel,
    received_at,
    mine,
  }));
  return { items, next: rows.length > find.limit ? items.at(-1)!.paper : null };
}
