import { createHash, createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Finding, House, Room } from '@hezhi/server';
import { canonical, recompute, type TallyFile } from '../contract/tally.ts';
import { LANES } from './ballots.ts';
import { bulletinDigest, NOTED } from './bulletin.ts';
import { castMac, faceSeal, laneKey, linkKey, mandateAccountMac, mandateEndMac, mandateMac, rollSeal } from './macs.ts';
import type { BallotRow } from './queries-ballots.ts';
import { bulletinsOf, castCount, lanesOf, openSums, tallyOf, validCasts, type BulletinRow } from './queries-count.ts';
import { rollDigest } from './queries-rolls.ts';
import * as q from './queries-verify.ts';

const unsqueeze = promisify(gunzip);
const find = (check: string, where: string, what: string): Finding => ({ room: 'ballots', check, where, what });
const where = (row: BallotRow): string => `${row.district} ballot ${row.id}`;

/** A frozen roll is what its digest says, and the digest is what was sealed. */
async function* rolls(house: House, district: string, digest: (line: string) => void): AsyncIterable<Finding> {
  for (let after: string | null = null; ;) {
    const page = await q.rollsAfter(house.db, district, after);
    for (const roll of page) {
      digest(`roll ${roll.id} ${roll.state} ${roll.digest?.toString('hex') ?? ''}`);
      if (roll.state !== 'frozen') continue;
      const place = `${district} roll ${roll.id}`;
      const now = await q_digest(house, district, roll.id);
      if (!now.equals(roll.digest!)) yield find('roll', place, 'units or voters are not those that were frozen');
      if (!rollSeal(house, { id: roll.id, district, digest: roll.digest!, totals: roll.totals, voters: roll.voters! }).equals(roll.seal!))
        yield find('roll', place, 'digest or totals are not those that were sealed');
    }
    if (page.length < 100) return;
    after = page.at(-1)!.id;
  }
}
const q_digest = async (house: House, district: string, roll: string): Promise<Buffer> => (await rollDigest(house.db, district, roll))!.digest;

/** Heads that a lane had, by number: what bulletins must have said. */
type Heads = Map<string, string>;

/** Walks the lanes of a ballot: content, order, gaps, ends. */
async function* lanes(house: House, row: BallotRow, heads: Heads): AsyncIterable<Finding> {
  const hmac = (key: Buffer, ...parts: (Buffer | string)[]): Buffer => {
    const mac = createHmac('sha256', key);
    for (const part of parts) mac.update(part);
    return mac.digest();
  };
  const head = laneKey(house, row.id);
  const ends = Array.from({ length: LANES }, (_, lane) => ({ seq: 0, chain: hmac(head, `lane ${row.id} ${lane}`), key: head }));
  ends.forEach(({ chain }, lane) => heads.set(`${lane} 0`, chain.toString('hex')));
  for (let at = { lane: -1, seq: 0 }; ;) {
    const page = await q.castsAfter(house.db, row.district, row.id, row.roll, at);
    for (const cast of page) {
      const place = `${where(row)} lane ${cast.lane} number ${cast.seq}`;
      const end = ends[cast.lane];
      if (!end) {
        yield find('lanes', place, 'there is no such lane');
        continue;
      }
      if (cast.seq !== end.seq + 1)
        yield find('lanes', place, cast.seq - 1 === end.seq + 1 ? `number ${end.seq + 1} is missing` : `numbers ${end.seq + 1} to ${cast.seq - 1} are missing`);
      if (!castMac(house, cast).equals(cast.mac)) yield find('lanes', place, 'the row is not what was cast');
      const key = linkKey(house, row.id, row.links, cast.id);
      if (!hmac(key, end.chain, cast.mac).equals(cast.chain)) yield find('lanes', place, 'the row does not follow the one before');
      if (cast.roll_voter !== cast.voter || cast.roll_lane !== cast.lane)
        yield find('lanes', place, 'the row stands under another voter or lane than the roll says');
      end.seq = cast.seq;
      end.chain = cast.chain;
      end.key = key;
      heads.set(`${cast.lane} ${cast.seq}`, cast.chain.toString('hex'));
    }
    if (page.length < 2000) break;
    at = page.at(-1)!;
  }
  const stored = await lanesOf(house.db, row.district, row.id);
  if (row.opened_at !== null && stored.length !== LANES) yield find('lanes', where(row), `${LANES - stored.length} lanes are missing`);
  for (const { lane, seq, chain, seal } of stored) {
    const end = ends[lane]!;
    if (seq !== end.seq || !chain.equals(end.chain)) yield find('lanes', `${where(row)} lane ${lane}`, `the lane ends at ${end.seq}, its head says ${seq}`);
    else if (!hmac(end.key, `seal ${lane} ${seq} `, chain).equals(seal))
      yield find('lanes', `${where(row)} lane ${lane}`, `the end of the lane was moved to ${seq}`);
  }
}

/** Bulletins follow one another, and the lanes still go through every head that was published. */
async function* bulletins(house: House, row: BallotRow, heads: Heads, digest: (line: string) => void): AsyncIterable<Finding> {
  const list: BulletinRow[] = (await bulletinsOf(house.db, row.district, row.id, { before: null, limit: 20_000 })).toReversed();
  let before: string | null = null;
  for (const [i, one] of list.entries()) {
    const place = `${where(row)} bulletin ${one.number}`;
    if (one.number !== i + 1) yield find('bulletins', place, 'a bulletin is missing before it');
    if (!bulletinDigest(before, one).equals(one.digest)) yield find('bulletins', place, 'it is not what was published');
    for (const { lane, seq, chain } of one.lanes)
      if (heads.get(`${lane} ${seq}`) !== chain) yield find('bulletins', place, `lane ${lane} does not go through the head that was published`);
    before = one.digest.toString('hex');
  }
  // The second place: what the audit log was told must still be here, and from the first that it was told it was told of every one.
  const notes = await q.bulletinNotes(house.db, row.district, row.id, NOTED);
  const here = new Map(list.map(({ number, digest: said }) => [number, said.toString('hex')]));
  for (const note of notes) {
    const place = `${where(row)} bulletin ${note.number}`;
    const said = here.get(note.number);
    if (said === undefined) yield find('bulletins', place, 'the audit log has it, the ballot has it no more');
    else if (said !== note.digest) yield find('bulletins', place, 'the audit log has another digest');
  }
  const noted = new Set(notes.map(({ number }) => number));
  const since = notes.reduce((least, { number }) => Math.min(least, number), Number.MAX_SAFE_INTEGER);
  for (const { number } of list)
    if (number > since && !noted.has(number)) yield find('bulletins', `${where(row)} bulletin ${number}`, 'the audit log does not know it');
  digest(`bulletins ${row.id} ${list.length} ${before ?? ''}`);
}

/** The published tally is right in itself, and says what the ballots that stand say. */
async function* tally(house: House, row: BallotRow, digest: (line: string) => void): AsyncIterable<Finding> {
  const stored = await tallyOf(house.db, row.district, row.id);
  if (row.state !== 'counted') {
    if (stored) yield find('tally', where(row), 'there is a tally, but the ballot is not counted');
    return;
  }
  if (!stored) return yield find('tally', where(row), 'the ballot is counted, but there is no tally');
  digest(`tally ${row.id} ${stored.sha256.toString('hex')}`);
  const json = await unsqueeze(stored.file).catch(() => null);
  if (json === null || !createHash('sha256').update(json).digest().equals(stored.sha256))
    return yield find('tally', where(row), 'the published file was changed');
  const file = JSON.parse(json.toString('utf8')) as TallyFile;
  for (const fault of recompute(file).faults) yield find('tally', where(row), `the published file contradicts itself: ${fault.what} ${fault.where}`);
  if (file.root !== stored.root.toString('hex')) yield find('tally', where(row), 'the root is not that of the file');
  if (canonical(file.outcome) !== canonical(row.outcome)) yield find('tally', where(row), 'the outcome is not that of the file');
  const rows = await validCasts(house.db, row.district, row.id, row.roll, row.face.rule);
  if (rows.length !== file.cast.ballots || (await castCount(house.db, row.district, row.id)) - rows.length !== file.cast.displaced)
    yield find('tally', where(row), `${rows.length} ballots stand, ${file.cast.ballots} were counted`);
  for (const [measure, sum] of Object.entries({
    heads: rows.length,
    area: rows.reduce((n, one) => n + one.area, 0),
    shares: rows.reduce((n, one) => n + one.shares, 0),
  }))
    if (file.cast.totals[measure as 'heads'] !== undefined && file.cast.totals[measure as 'heads'] !== sum)
      yield find('tally', where(row), `${measure} taking part do not add up`);
  if (row.face.secrecy !== 'open' || file.form === 'outcome') return;
  const sums = await openSums(house.db, row.district, row.id, row.roll, row.face.rule);
  for (const [i, { key }] of row.face.questions.entries())
    for (const [choice, weights] of Object.entries(file.sums[key] ?? {})) {
      const there = sums.filter(({ vote }) => (JSON.parse(vote) as [string, string][])[i]?.[1] === choice).reduce((n, one) => n + one.heads, 0);
      if (there !== weights.heads) yield find('tally', where(row), `question ${key}, choice ${choice}: ${there} stand, ${weights.heads} were counted`);
    }
}

/** The checks of ballots for `hezhi verify`. */
export const checks: NonNullable<Room['verify']> = [
  { name: 'rolls', check: rolls },
  {
    name: 'ballots',
    async *check(house, district, digest) {
      for (let after: string | null = null; ;) {
        const page: BallotRow[] = await q.ballotsAfter(house.db, district, after);
        for (const row of page) {
          digest(`ballot ${row.id} ${row.state} ${row.face_seal?.toString('hex') ?? ''} ${row.ended_reason ?? ''}`);
          if (row.state === 'draft' || (row.state === 'void' && row.announced_at === null)) continue;
          if (!row.face_seal || !faceSeal(house, row).equals(row.face_seal))
            yield find('face', where(row), 'title, rule, questions or times are not those that were announced');
          const heads: Heads = new Map();
          yield* lanes(house, row, heads);
          yield* bulletins(house, row, heads, digest);
          for (const mandate of await q.mandatesOfBallot(house.db, district, row.id))
            if (!mandateMac(house, mandate).equals(mandate.mac)) yield find('mandates', `${where(row)} mandate ${mandate.id}`, 'it is not what was recorded');
          for (const one of await q.mandateEndsOf(house.db, district, row.id))
            if (!mandateEndMac(house, one).equals(one.mac))
              yield find('mandates', `${where(row)} mandate ${one.mandate}`, 'its withdrawal is not what was recorded');
          for (const one of await q.mandateAccountsOf(house.db, district, row.id))
            if (!mandateAccountMac(house, one).equals(one.mac))
              yield find('mandates', `${where(row)} mandate ${one.mandate}`, 'its account is not the one that was recorded');
          for (const { paper } of await q.loosePapers(house.db, district, row.id))
            yield find('papers', `${where(row)} paper ${paper}`, 'entries and ballots of this paper do not fit');
          yield* tally(house, row, digest);
          for (const [lane, chain] of [...heads].slice(-1)) digest(`lanes ${row.id} ${lane} ${chain}`);
        }
        if (page.length < 100) break;
        after = page.at(-1)!.id;
      }
      for (const { ballot } of await q.lostBallots(house.db, district, NOTED))
        yield find('ballots', `${district} ballot ${ballot}`, 'the audit log knows its bulletins, the ballot is gone');
      for (const line of await q.digestLines(house.db, district)) digest(line);
    },
  },
];
