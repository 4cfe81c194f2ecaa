import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { newId, Refusal } from '@hezhi/contract';
import { emit, setTimers, type Call, type Db, type Job, type TimerEffect, type TimerSetting } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import type { Weights } from '../contract/measures.ts';
import { outcome } from '../contract/outcome.ts';
import type { BallotOutcome } from '../contract/result.ts';
import { paperMark } from '../contract/seal.ts';
import { LEAST, slipsOf, type Counted } from '../contract/slips.ts';
import { count, formatNumber, leafText, tallyFormat, voteId, type LabelledVote, type Sums, type TallyFile } from '../contract/tally.ts';
import { treeOf } from '../contract/tree.ts';
import { readVote, SPOILED, voteText, type Vote } from '../contract/vote.ts';
import { joinShares, opener, publicKeyOf } from './keys.ts';
import * as b from './queries-ballots.ts';
import * as q from './queries-count.ts';
import { iso } from './rolls.ts';

export const COUNT = 'ballots.count';
/** Rolls up to this size are counted in the timer's own transaction; larger ones by a job. */
const AT_ONCE = 5000;
/** A job whose process died stays taken for a quarter of an hour; until the ballot is counted it is asked for anew this often (ms). */
export const RETAKE = 60_000;
const squeeze = promisify(gzip);
const unsqueeze = promisify(gunzip);
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const countTimer = (district: string, ballot: string, now: number): TimerSetting => ({
  district,
  id: newId(now),
  dueAt: now,
  topic: COUNT,
  data: { ballot },
});

/** What the keepers bring, who was present, and whether papers that are not settled may be left out (with the reason). */
export type CountOptions = { shares?: readonly string[]; present?: Weights | null; despite?: string | null };

/**
 * Counts a closed ballot: reads what stands, opens it in memory, weighs it by the rule, publishes the tally and destroys the key, all in one transaction. Killed in the middle
 * nothing has happened, and it is run again. Refuses ballots.papers_waiting, ballots.keepers_needed, ballots.shares_wrong.
 */
export async function countBallot(call: Call, district: string, id: string, options: CountOptions = {}): Promise<{ id: string; outcome: BallotOutcome }> {
  return call.db.tx(async (db) => {
    const row = await b.lockBallot(db, district, id);
    if (!row) throw new Refusal(errors.not_found);
    if (row.state !== 'closed') throw new Refusal(errors.state);
    const waiting = await q.papersOpen(db, district, id);
    if (waiting > 0 && !options.despite) throw new Refusal(errors.papers_waiting, { count: waiting });
    await b.stopLanes(db, district, id, 2);
    const secret = row.face.seal ? await secretOf(call, db, row, options.shares) : null;
    const tally = await tallyOf(db, row, secret, options.present ?? null, iso(call.now));
    const json = Buffer.from(JSON.stringify(tally));
    const file = await squeeze(json);
    const write = call.with({ db }).write({ id, outcome: tally.outcome });
    q.insertTally(write, {
      district,
      ballot: id,
      root: Buffer.from(tally.root, 'hex'),
      sha256: createHash('sha256').update(json).digest(),
      file,
      at: iso(call.now),
    });
    b.setCounted(write, district, id, iso(call.now), tally.outcome);
    b.dropKeybox(write, district, id);
    const questions = tally.outcome.questions.map(({ key, outcome: found, elected, carried, vacancies }) => ({
      key,
      outcome: found,
      elected,
      carried,
      vacancies,
    }));
    const data = {
      ballot: id,
      purpose: { kind: row.purpose_kind, id: row.purpose_id },
      outcome: tally.outcome.outcome,
      questions,
      root: tally.root,
      despite: options.despite ?? null,
    };
    emit(write, { district, topic: 'ballots.counted', data, at: call.now });
    await write.run(db);
    return { id, outcome: tally.outcome };
  });
}

/** The secret that opens the boxes: from the vault, or put together from the keepers' shares. It must fit the ballot's public key. */
async function secretOf(call: Call, db: Db, row: b.BallotRow, shares: readonly string[] | undefined): Promise<Buffer> {
  const box = await b.keyboxOf(db, row.district, row.id);
  if (!box) throw new Refusal(errors.key_gone);
  if (box.sealed) return Buffer.from(call.house.vault.open(box.sealed, `ballots.key ${row.id}`), 'base64');
  const given = [...new Set(shares ?? [])].map((share) => Buffer.from(share.trim(), 'base64url'));
  if (given.length < box.need!) throw new Refusal(errors.keepers_needed, { need: box.need });
  if (given.some((share) => share.length !== 33 || share[0] === 0) || new Set(given.map((share) => share[0])).size < given.length)
    throw new Refusal(errors.shares_wrong);
  const secret = joinShares(given.slice(0, box.need!));
  let fits = false;
  try {
    fits = publicKeyOf(secret) === row.face.seal!.key;
  } catch {
    fits = false;
  }
  if (!fits) throw new Refusal(errors.shares_wrong);
  return secret;
}

type Opened = Counted & { label: string; spoiled: boolean };

/** Reads and, where sealed, opens the ballots that stand. What cannot be read takes part and supports nothing. */
async function open(rows: readonly q.ValidRow[], row: b.BallotRow, secret: Buffer | null, measures: readonly string[]): Promise<Opened[]> {
  const { questions } = row.face;
  const unseal = secret ? opener(secret) : null;
  const opened: Opened[] = [];
  for (const [i, one] of rows.entries()) {
    if (unseal && i % 128 === 127) await breathe();
    const found = unseal ? (one.box ? unseal(one.box, { ballot: row.id, voter: one.voter }) : null) : { nonce: one.nonce!, vote: one.vote! };
    const genuine = found && (one.mark === null || paperMark(row.id, one.voter, found.vote, found.nonce) === one.mark);
    const vote = genuine ? parse(row, found.vote) : null;
    const all: Weights = { heads: 1, area: one.area, shares: one.shares };
    opened.push({
      label: one.label,
      // A ballot without a nonce of its own still needs slips that nobody can foresee or join to it.
      nonce:
        found?.nonce ??
        createHash('sha256')
          .update(secret ?? Buffer.alloc(0))
          .update(one.id)
          .digest('hex')
          .slice(0, 32),
      weights: Object.fromEntries(Object.entries(all).filter(([measure]) => measures.includes(measure))),
      vote: vote ?? Object.fromEntries(questions.map(({ key }) => [key, SPOILED])),
      spoiled: vote === null,
    });
  }
  return opened;
}

function parse(row: b.BallotRow, text: string): Vote | null {
  try {
    const given = JSON.parse(text) as unknown;
    if (!Array.isArray(given) || !given.every((one) => Array.isArray(one) && one.length === 2 && one.every((part) => typeof part === 'string'))) return null;
    const vote = readVote(row.face.questions, Object.fromEntries(given as [string, string][]));
    return vote && voteText(row.face.questions, vote) === text ? vote : null;
  } catch {
    return null;
  }
}

/** The tally file of a closed ballot. */
async function tallyOf(db: Db, row: b.BallotRow, secret: Buffer | null, present: Weights | null, at: string): Promise<TallyFile> {
  const { face, district, id, roll } = row;
  const onRoll = (await b.rollOfBallot(db, district, roll))!;
  const measures = Object.keys(onRoll.totals);
  const rows = await q.validCasts(db, district, id, roll, face.rule);
  const opened = await open(rows, row, secret, measures);
  const totals: Weights = {};
  for (const { weights } of opened)
    for (const [measure, weight] of Object.entries(weights)) totals[measure as keyof Weights] = (totals[measure as keyof Weights] ?? 0) + weight;
  for (const measure of measures) totals[measure as keyof Weights] ??= 0;
  const { form, leaves, thin } = leavesOf(row, opened);
  const sums: Sums = form === 'slips' || form === 'labels' ? count(face.questions, leaves) : sumsOf(row, opened);
  const root = treeOf(leaves.map((leaf) => leafText(id, leaf)));
  const format = tallyFormat(face.questions);
  const decided = outcome(
    face.rule,
    face.questions,
    { roll: onRoll.totals, cast: totals, present, questions: sums },
    { binding: face.binding.binding, root, format: formatNumber(format) },
  );
  const bare = form === 'outcome';
  return {
    format,
    ballot: id,
    district,
    title: face.title,
    binding: face.binding,
    secrecy: face.secrecy,
    rule: face.rule,
    questions: face.questions,
    roll: { title: onRoll.title, digest: onRoll.digest.toString('hex'), voters: onRoll.voters, totals: onRoll.totals },
    present,
    cast: {
      ballots: opened.length,
      spoiled: bare ? 0 : opened.filter(({ spoiled }) => spoiled).length,
      displaced: (await q.castCount(db, district, id)) - rows.length,
      totals,
    },
    form,
    thin,
    leaves,
    sums: bare ? {} : sums,
    outcome: bare ? hideSums(decided) : decided,
    root,
    counted_at: at,
  };
}

/** What is published of single ballots: the open list where the rule says so, else slips; nothing where too few ballots would hide each other. */
function leavesOf(row: b.BallotRow, opened: readonly Opened[]): Pick<TallyFile, 'form' | 'leaves' | 'thin'> {
  const { face, id } = row;
  if (face.secrecy === 'open' && face.rule.publish === 'labels') {
    const leaves = opened
      .map((one): LabelledVote => [one.label, one.weights, face.questions.map(({ key }) => one.vote[key]!), voteId(id, one.nonce)])
      .toSorted((a, z) => (a[0] < z[0] ? -1 : a[0] > z[0] ? 1 : a[3] < z[3] ? -1 : 1));
    return { form: 'labels', leaves, thin: 0 };
  }
  if (opened.length < LEAST) return { form: face.rule.few, leaves: [], thin: 0 };
  const { slips, thin } = slipsOf(id, face.questions, opened);
  return { form: 'slips', leaves: slips, thin };
}

function sumsOf(row: b.BallotRow, opened: readonly Opened[]): Sums {
  const lines = opened.map((one): LabelledVote => ['', one.weights, row.face.questions.map(({ key }) => one.vote[key]!), '']);
  return count(row.face.questions, lines);
}

/** The outcome without anything that sums would tell. */
const hideSums = (decided: BallotOutcome): BallotOutcome => ({
  ...decided,
  questions: decided.questions.map(({ count: _count, told: _told, ...one }) => ({
    ...one,
    conditions: [],
    rounds: [],
    mean: null,
    options: one.options.map((option) => ({ ...option, weights: {} })),
  })),
});

/** The published tally of a ballot as it was counted: text of the file and its hash. Refuses ballots.no_tally. */
export async function tallyFile(call: Call, district: string, id: string): Promise<{ json: string; sha256: string }> {
  const row = await q.tallyOf(call.db, district, id);
  if (!row) throw new Refusal(errors.no_tally);
  return { json: (await unsqueeze(row.file)).toString('utf8'), sha256: row.sha256.toString('hex') };
}

/** Counts what can be counted by itself: the key is in the vault and every paper is settled. Otherwise the count waits for people. */
async function countAlone(call: Call, district: string, id: string): Promise<void> {
  try {
    await countBallot(call, district, id);
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
}

export const countWhenClosed: TimerEffect = {
  topic: COUNT,
  async fire(call, { district, data }) {
    const id = String(data['ballot']);
    const row = await b.ballotById(call.db, district, id);
    if (row?.state !== 'closed') return;
    const roll = await b.rollOfBallot(call.db, district, row.roll);
    if ((roll?.voters ?? 0) <= AT_ONCE) return countAlone(call, district, id);
    // What waits for people is counted when they ask.
    const box = row.face.seal ? await b.keyboxOf(call.db, district, id) : null;
    if ((row.face.seal && !box?.sealed) || (await q.papersOpen(call.db, district, id)) > 0) return;
    await call.house.jobs.send(call.db, COUNT, { district, ballot: id }, { singleton: `${district} ${id}` });
    const write = call.with({ key: null }).write();
    setTimers(write, [countTimer(district, id, call.now + RETAKE)]);
    await write.run(call.db);
  },
};

export const countJob: Job = { queue: COUNT, work: (call, data) => countAlone(call, String(data['district']), String(data['ballot'])) };
