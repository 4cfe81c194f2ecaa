import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@hezhi/contract';
import { sql, verifyAll, writeKeyFile, type Sql } from '@hezhi/server';
import pg from 'pg';
import { expect, it } from 'vitest';
import { newNonce, recompute, routes, voteText, type TallyFile } from '../contract/index.ts';
import { ballotsTest, DAY, HOUR, plainRule, yesNo, type BallotsTest } from '../testing/house.ts';
import { COUNT, RETAKE } from './counting.ts';
import { addEntries, castBallot, createRoll, freezeRoll, sealHere } from './index.ts';

/** More voters than are counted in a timer's own transaction: a job of the worker counts. */
const VOTERS = 5_100;
const VOTES = 2_000;
const LIMIT = 120_000;

/** A worker process, ready to begin. `began` sends it to work; `killed` is its end by SIGKILL. */
type Worker = { begin(): void; kill(): Promise<void> };
async function worker(t: BallotsTest, env: Record<string, string>): Promise<Worker> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('../testing/counter.ts', import.meta.url))],
    {
      env: { ...process.env, HEZHI_LOG: 'error', HEZHI_TEST_DATABASE: t.url, HEZHI_TEST_NOW: String(t.clock.now() + DAY + HOUR), ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const gone = once(child, 'close');
  await Promise.race([once(child, 'message'), gone.then(() => Promise.reject(new Error('the worker ended before it was ready')))]);
  return {
    begin: () => void child.send('begin'),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Asks until there is a row: each question is a round trip to the database, and all of it is bounded. */
async function until(t: BallotsTest, question: Sql): Promise<void> {
  for (const end = performance.now() + LIMIT; performance.now() < end;) if (await t.db.find(question)) return;
  throw new Error('it did not come to that');
}

/** Holds a table against changes until it is let go; reading goes on. */
async function hold(t: BallotsTest, table: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: t.url });
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
  return () => client.end();
}

/** What sessions of the house do at this moment: read the ballots and open them, or wait for the table of tallies. */
const opening = sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE '%DISTINCT ON (c.voter)%' AND pid <> pg_backend_pid()`;
const atTally = sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO ballots.tally%' AND pid <> pg_backend_pid()`;
/** Comes back once nobody holds the ballot any more, the session of a killed process included. */
const nobodyElse = (t: BallotsTest, ballot: string): Promise<{ state: string }[]> =>
  t.db.all(sql`SELECT state FROM ballots.ballot WHERE id = ${ballot} FOR UPDATE`);

it(
  'a count killed while it opens ballots, while it writes and after it is durable gives exactly one result, and the plain one',
  { timeout: LIMIT },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hezhi-count-'));
    const keyFile = join(folder, 'keys.json');
    writeKeyFile(keyFile, 'intl', Date.UTC(2026, 0, 1));
    const workers: Worker[] = [];
    try {
      await using t = await ballotsTest([], { settings: { keyFile } });
      const starting = Promise.all([1, 2, 3].map(() => worker(t, { HEZHI_DATA: folder, HEZHI_KEY_FILE: keyFile })));
      starting.catch(() => undefined);

      // A roll of 5,100 heads; 2,000 vote, every tenth of them again and otherwise.
      const clerk = t.call(t.who.community);
      const place = { district: t.town.district, id: newId() };
      await createRoll(clerk, { ...place, area: t.town.communities[0], title: '业主名册', measures: ['heads', 'area'] });
      const rows = Array.from({ length: VOTERS }, (_, i) => ({ id: newId(), label: `${i + 1}号`, area: `${60 + (i % 90)}`, person: newId() }));
      await addEntries(clerk, place, rows);
      await freezeRoll(clerk, place);
      const id = await t.openBallot(place.id, { secrecy: 'receipt', rule: plainRule(), questions: [yesNo()] });
      const { seal } = await t.withToken(null).call(routes.publicOne, { params: { district: t.town.district, id } });
      const plain = new Map<string, { choice: string; area: number }>();
      const cast = async (i: number, choice: string): Promise<void> => {
        const { id: entry, person, area } = rows[i]!;
        const text = voteText([yesNo()], { q1: choice });
        const box = sealHere(seal!.key, { ballot: id, voter: entry }, text, newNonce(), seal!.length).toString('base64url');
        await castBallot(t.call({ ...t.who.community, person, post: null, permissions: [] }), { ballot: id, id: newId(), entry, box });
        plain.set(entry, { choice, area: Number(area) * 10_000 });
      };
      const lane = async (from: number, step: number, choice: (i: number) => string): Promise<void> => {
        for (let i = from; i < VOTES; i += step) await cast(i, choice(i));
      };
      const six = [0, 1, 2, 3, 4, 5];
      await Promise.all(six.map((n) => lane(n, 6, (i) => ['yes', 'no', 'yes', 'abstain', 'yes'][i % 5]!)));
      t.clock.advance(1000);
      await Promise.all(six.map((n) => lane(n * 10, 60, () => 'no')));
      await t.pass(DAY);
      workers.push(...(await starting));
      const uncounted = async (): Promise<void> => {
        expect(await nobodyElse(t, id)).toEqual([{ state: 'closed' }]);
        expect(await t.db.all(sql`SELECT 1 FROM ballots.tally`)).toEqual([]);
        expect(await t.db.all(sql`SELECT 1 FROM ballots.keybox`)).toHaveLength(1);
      };

      // While it opens the ballots.
      workers[0]!.begin();
      await until(t, opening);
      await workers[0]!.kill();
      await uncounted();

      // When all is computed and the one statement that writes it is under way.
      const free = await hold(t, 'ballots.tally');
      await t.pass(RETAKE);
      workers[1]!.begin();
      await until(t, atTally);
      await workers[1]!.kill();
      await free();
      await uncounted();

      // When the result is durable, before the job is ticked off.
      const freeTally = await hold(t, 'ballots.tally');
      await t.pass(RETAKE);
      workers[2]!.begin();
      await until(t, atTally);
      const freeJob = await hold(t, 'pgboss.job_common');
      await freeTally();
      expect(await nobodyElse(t, id)).toEqual([{ state: 'counted' }]);
      await workers[2]!.kill();
      await freeJob();

      // Whoever takes it up now finds it done.
      const before = await t.db.all(sql`SELECT root, sha256 FROM ballots.tally`);
      await Promise.all([1, 2].map(() => t.house.jobs.runNow(COUNT, { district: t.town.district, ballot: id })));
      await t.pass(RETAKE);
      expect(await t.db.all(sql`SELECT root, sha256 FROM ballots.tally`)).toEqual(before);
      expect(await t.db.all(sql`SELECT 1 FROM ballots.keybox`)).toEqual([]);
      expect(await t.db.all(sql`SELECT 1 FROM kernel.timer WHERE topic LIKE 'ballots.%'`)).toEqual([]);

      const expected: Record<string, { heads: number; area: number }> = {};
      for (const { choice, area } of plain.values()) {
        const sum = (expected[choice] ??= { heads: 0, area: 0 });
        sum.heads++;
        sum.area += area;
      }
      const file = (await t.withToken(null).call(routes.tally, { params: { district: t.town.district, id } })) as unknown as TallyFile;
      expect(file.sums['q1']).toEqual(expected);
      expect(file.cast).toMatchObject({ ballots: VOTES, spoiled: 0, displaced: VOTES / 10 });
      expect(recompute(file).faults).toEqual([]);
      expect((await verifyAll(t.house)).all).toEqual([]);
    } finally {
      await Promise.all(workers.map((one) => one.kill()));
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
