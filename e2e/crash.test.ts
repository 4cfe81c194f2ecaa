import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { api, logIn, newAddress, type Api, type Json } from './world/api.ts';
import { copyData, endPostgres, postmasterOf } from './world/folders.ts';
import { hezhi, startServer, type Server } from './world/server.ts';

/** Nothing acknowledged is lost: server and database are killed under load, and what was promised is there, once. */
const data = join(inject('folder'), 'crash');
let server: Server;

beforeAll(async () => {
  server = await startServer(copyData(inject('seed'), data));
});
afterAll(async () => {
  await server?.kill();
  endPostgres(data);
});

type Promised = { id: string; key: string; number: string; from: string };
type Load = { readonly promised: Promised[]; readonly open: Map<string, string>; steps: number; stop(): Promise<void> };

/** Reports from many phones at once, each repeated with the same key until it is answered; every third is accepted at once. */
function load(address: () => string, community: () => Promise<string>): Load {
  let running = true;
  const state: Omit<Load, 'stop'> = { promised: [], open: new Map(), steps: 0 };
  const lane = async (): Promise<void> => {
    while (running) {
      const from = newAddress();
      const id = newId();
      const key = randomUUID();
      state.open.set(id, key);
      const number = await until(
        async () => {
          const reply = await api(address(), null, from).ask('POST', '/cases', body(id), { 'idempotency-key': key });
          if (reply.status >= 500 || reply.body['code'] === 'kernel.key_running') throw new Error(reply.text);
          expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
          return reply.body['number'] as string;
        },
        () => running,
      );
      if (number === null) return;
      state.open.delete(id);
      state.promised.push({ id, key, number, from });
      if (state.promised.length % 3 > 0) continue;
      const stepKey = randomUUID();
      const taken = await until(
        async () => {
          const reply = await api(address(), await community()).ask(
            'POST',
            `/matters/${id}/steps`,
            { step: 'accept', revision: 1, data: {} },
            { 'idempotency-key': stepKey },
          );
          if (reply.status >= 500 || reply.body['code'] === 'kernel.key_running') throw new Error(reply.text);
          return reply.status;
        },
        () => running,
      );
      if (taken === null) return;
      expect(taken).toBe(200);
      state.steps++;
    }
  };
  const lanes = Array.from({ length: 6 }, lane);
  for (const each of lanes) each.catch(() => undefined);
  return Object.assign(state, {
    async stop(): Promise<void> {
      running = false;
      await Promise.all(lanes);
    },
  });
}

/** Tries again while the house is away, as the apps do. */
async function until<T>(attempt: () => Promise<T>, running: () => boolean): Promise<T | null> {
  while (running()) {
    try {
      return await attempt();
    } catch (error) {
      if ((error as Error).name === 'AssertionError') throw error;
      await pause(100);
    }
  }
  return null;
}

/** Logs in as soon as the house is there again. */
const arrive = async (address: string, account: string): Promise<Api> =>
  (await until(
    () => logIn(address, account),
    () => true,
  ))!;

/** UUIDv7, as a device makes it. */
function newId(): string {
  const random = randomUUID();
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** The running postmaster: an answer that was still on its way may be counted while the killed one is not replaced yet. */
async function postmaster(): Promise<number> {
  for (const end = performance.now() + 30_000; performance.now() < end; await pause(50)) {
    const pid = postmasterOf(data);
    if (pid !== null) return pid;
  }
  throw new Error(`PostgreSQL did not come back:\n${server.said()}`);
}

const body = (id: string): Json => ({ id, category: 'B03', description: `路灯不亮 ${id.slice(-6)}`, place: { area: '610402010001001', address: '第一网格' } });

test('kill -9 of server and database in random order under load: every acknowledged report is there exactly once', async () => {
  const deadline = performance.now() + 60_000;
  let address = server.address;
  let token = (await logIn(address, 'community')).token!;
  const work = load(
    () => address,
    async () => token,
  );
  const [plan] = fc.sample(
    fc.array(fc.record({ after: fc.integer({ min: 300, max: 2500 }), what: fc.constantFrom('server', 'database', 'both') }), { minLength: 4, maxLength: 4 }),
    1,
  );
  const told: string[] = [];
  for (const { after, what } of plan!) {
    if (performance.now() > deadline) break;
    const before = work.promised.length;
    // Not before the house works again, and then at a moment nobody knows.
    while (work.promised.length === before && performance.now() < deadline) await pause(50);
    await pause(after);
    if (what !== 'server') process.kill(await postmaster(), 'SIGKILL');
    if (what !== 'database') {
      await server.kill();
      server = await startServer(data);
      address = server.address;
      token = (await arrive(address, 'community')).token!;
    }
    told.push(`${what} after ${after} ms, ${work.promised.length} acknowledged`);
  }
  const before = work.promised.length;
  while (work.promised.length === before) await pause(50);
  await work.stop();
  console.log(`${told.join('; ')}; in all ${work.promised.length} reports and ${work.steps} steps`);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(work.promised.map(({ number }) => number)).size).toBe(work.promised.length);

  const street = await arrive(address, 'street');
  for (const { id, key, number, from } of work.promised) {
    const found = await street.ask('GET', `/matters/${id}`);
    expect([found.status, found.body['matter']?.number]).toEqual([200, number]);
    // Asking once more with the same key gives the same answer and no second case.
    if (id.endsWith('0'))
      expect((await api(address, null, from).ask('POST', '/cases', body(id), { 'idempotency-key': key })).body).toMatchObject({ id, number });
  }
  // What was never answered is there wholly or not at all; `verify` looks at chains, rows, counters, parties, files.
  const verdict = await hezhi(data, 'verify');
  expect([verdict.code, verdict.out]).toEqual([0, expect.stringMatching(/^0 findings in \d+ districts, digest \w+\n$/)]);
});
