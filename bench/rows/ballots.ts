import { createHash } from 'node:crypto';
import { newId, systemActor } from '@hezhi/contract';
import { Rule, leafText, paddedLength, recompute, voteText, type Question } from '@hezhi/ballots/contract';
import { addEntries, announceBallot, createBallot, createRoll, freezeRoll, sealHere } from '@hezhi/ballots/server';
import { sampleTally } from '@hezhi/ballots/testing';
import { fireDue, makeCall } from '@hezhi/server';
import { district, openInner } from '../fill/fill.ts';
import { bareSums, fillCasts, ourSums } from '../fill/queries-ballots.ts';
import type { Ask } from '../load/client.ts';
import { compare, median } from '../load/rounds.ts';
import { templateOf, type Sent } from '../load/template.ts';
import { round, type Ground, type Result, type Row } from './row.ts';

const question: Question = {
  key: 'q1',
  kind: 'yes_no',
  title: '是否同意更换物业服务企业',
  text: '',
  options: [],
  seats: 1,
  reserves: 0,
  most: null,
  scale: null,
};
const rule = Rule.parse({
  key: 'bench',
  name: { 'zh-Hans': '业主共同决定', en: 'Owners’ decision' },
  article: { law: { 'zh-Hans': '中华人民共和国民法典', en: 'Civil Code' }, article: '278', from: '2021-01-01' },
  binding: true,
  questions: ['yes_no'],
  take_part: [
    { measure: 'area', at_least: '2/3' },
    { measure: 'heads', at_least: '2/3' },
  ],
  agree: [
    { measure: 'area', more_than: '1/2' },
    { measure: 'heads', more_than: '1/2' },
  ],
});

type Made = { ballot: string; roll: string; entries: string[]; key: string | null };
type Wanted = { ids: { ballot: string; roll: string }; voters: readonly (string | null)[]; secrecy: 'open' | 'receipt'; entries: readonly string[] };

/** A frozen roll and an open ballot on it, with the ids given. */
async function openBallot(ground: Ground, database: string, wanted: Wanted): Promise<Made> {
  const inner = await openInner(ground.cluster, database);
  try {
    const call = makeCall(inner.house, { actor: systemActor(district) });
    const { ids, entries } = wanted;
    await createRoll(call, { id: ids.roll, district, area: district, title: '名册', measures: ['heads', 'area'] });
    const rows = wanted.voters.map((person, i) => ({ id: entries[i]!, label: `${i + 1}号`, area: `${60 + (i % 90)}.${i % 100}`, person }));
    await addEntries(call, { district, id: ids.roll }, rows);
    await freezeRoll(call, { district, id: ids.roll });
    const now = inner.house.now();
    await createBallot(call, {
      id: ids.ballot,
      district,
      area: district,
      title: '更换物业服务企业',
      rule,
      purpose: { kind: 'bench', id: newId() },
      questions: [question],
      roll: ids.roll,
      secrecy: wanted.secrecy,
      binding: { binding: true, basis: '议事规则' },
      opensAt: now,
      closesAt: now + 86_400_000,
      channels: ['online'],
    });
    await announceBallot(makeCall(inner.house, { actor: systemActor(district), now }), district, ids.ballot);
    await fireDue(inner.house);
    const view = await inner.ask({ method: 'GET', path: `/api/public/ballots/${district}/${ids.ballot}` });
    return { ballot: ids.ballot, roll: ids.roll, entries: [...entries], key: (view.body as { seal: { key: string } | null }).seal?.key ?? null };
  } finally {
    await inner.close();
  }
}

/** B9: take a sealed vote; count 100,000 by two weights. */
export const ballots: Row = {
  key: 'B9',
  async run(ground) {
    return [await take(ground), await tally(ground)];
  },
};

async function take(ground: Ground): Promise<Result> {
  const town = await ground.town('t200k');
  const { database, floorDatabase } = await ground.fresh();
  const people = Array.from({ length: 400 }, (_, i) => town.residents[i % town.residents.length]!);
  const wanted: Wanted = {
    ids: { ballot: newId(), roll: newId() },
    voters: people.map(({ person }) => person),
    secrecy: 'receipt',
    entries: people.map(() => newId()),
  };
  const { key } = await openBallot(ground, database, wanted);
  await openBallot(ground, floorDatabase, wanted);
  const length = paddedLength([question]);
  // Sealed as the voter's device does it, before: what the device does is no work of the server.
  const ask = (i: number, id = '{id}'): Ask => {
    const entry = wanted.entries[i]!;
    const box = sealHere(
      key!,
      { ballot: wanted.ids.ballot, voter: entry },
      voteText([question], { q1: 'yes' }),
      createHash('md5').update(entry).digest('hex'),
      length,
    );
    return {
      method: 'POST',
      path: `/api/my/ballots/${district}/${wanted.ids.ballot}/casts`,
      token: people[i]!.token,
      body: JSON.stringify({ id, entry, box: box.toString('base64url') }),
      keyed: true,
    };
  };
  const inner = await openInner(ground.cluster, floorDatabase);
  let sent: Sent[];
  try {
    await inner.ask(ask(0, newId()));
    sent = await inner.capture(ask(1, newId()));
  } finally {
    await inner.close();
  }
  const slots = (i: number): string[] => [wanted.entries[i]!, people[i]!.person];
  const secrets = sent.flatMap(({ values }) => values.filter((value): value is string => typeof value === 'string' && /^[\w-]{43}$/.test(value)));
  const template = templateOf(sent, slots(1), new Set([...town.ids, wanted.ids.ballot, wanted.ids.roll, district]), secrets);
  const work = { key: 'B9', asks: people.map((_, i) => ask(i)), once: false, database, floorDatabase, template, targets: people.map((_, i) => slots(i)) };
  const { ours, floor, ratio, rounds, p99, requests } = await compare(ground.cluster, work, ground.pace);
  const note = `${sent.length} statement${sent.length === 1 ? '' : 's'} a vote, sealed on the device, Idempotency-Key with each, 400 voters on 16 lanes; ratios of the rounds ${rounds.map((one) => (one.ours / one.floor).toFixed(2)).join(' ')}; p99 ${p99.toFixed(1)} ms`;
  return { name: 'B9 take one vote', unit: 'requests/s', ours: round(ours), floor: round(floor), ratio: round(ratio, 3), n: requests, note };
}

async function tally(ground: Ground): Promise<Result> {
  const count = ground.quick ? 20_000 : 100_000;
  const { database } = await ground.fresh();
  const wanted: Wanted = {
    ids: { ballot: newId(), roll: newId() },
    voters: Array.from({ length: count }, () => null),
    secrecy: 'open',
    entries: Array.from({ length: count }, () => newId()),
  };
  await openBallot(ground, database, wanted);
  await ground.cluster.on(database, (db) => fillCasts(db, wanted.ids.ballot, wanted.ids.roll));
  const inner = await openInner(ground.cluster, database);
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    for (let i = 0; i < 7; i++) {
      ours.push(await timed(() => ourSums(inner.house.db, wanted.ids.ballot, wanted.ids.roll, rule)));
      bare.push(await timed(() => bareSums(inner.house.db, wanted.ids.ballot, wanted.ids.roll)));
    }
  } finally {
    await inner.close();
  }
  const [us, them] = [median(ours.slice(2)), median(bare.slice(2))];
  return {
    name: `B9 tally of ${count.toLocaleString('en')} by heads and area`,
    unit: 'ms',
    ours: round(us),
    floor: round(them),
    ratio: round(us / them, 2),
    n: count,
    note: 'one statement: which ballot of each voter stands, and the sums by choice; floor: one aggregate over the same rows; bar: at most 3',
  };
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** B10: the verifier on 100,000 receipts. */
export const verifier: Row = {
  key: 'B10',
  async run(ground) {
    const count = ground.quick ? 20_000 : 100_000;
    const { file } = sampleTally(count, false);
    const leaves = file.leaves.map((leaf) => Buffer.from(`\0${leafText(file.ballot, leaf)}`));
    const node = Buffer.alloc(65, 1);
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let i = 0; i < 7; i++) {
      ours.push(
        await timed(() => {
          if (recompute(file).faults.length > 0) throw new Error('the tally is not right');
        }),
      );
      bare.push(
        await timed(() => {
          for (const leaf of leaves) createHash('sha256').update(leaf).digest();
          for (let n = 1; n < count; n++) createHash('sha256').update(node).digest();
        }),
      );
    }
    const [us, them] = [median(ours.slice(2)), median(bare.slice(2))];
    const note =
      'root, sums, participation and outcome from the file, in plain script as in the browser; floor: OpenSSL over the same bytes, leaf by leaf and node by node; bar: at most 5';
    return [
      {
        name: `B10 verifier on ${count.toLocaleString('en')} receipts`,
        unit: 'ms',
        ours: round(us),
        floor: round(them),
        ratio: round(us / them, 2),
        n: count,
        note,
      },
    ];
  },
};
