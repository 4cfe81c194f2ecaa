import { randomUUID } from 'node:crypto';
import { composeApp } from '@hezhi/app-server/compose';
import { drain, migrate, openHouse, readSettings, statements, type House } from '@hezhi/server';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Cluster } from '../cluster.ts';
import type { Ask } from '../load/client.ts';
import type { Sent } from '../load/template.ts';
import { rooms } from '@hezhi/app-server/rooms';
import { district, makeTown, middleOf, type Standing, type Town } from '../town.ts';
import { copyMatters, notePatterns, prepare, settle, withoutIndexes } from './queries.ts';
import { fillRollups } from './queries-rollup.ts';

/** A house on a database of the bench, without workers, asked in this process: to build towns and to see what is sent. */
export type Inner = {
  house: House;
  app: FastifyInstance;
  ask(ask: Ask): Promise<{ status: number; body: unknown }>;
  /** What one request sends to the database. */ capture(ask: Ask): Promise<Sent[]>;
  close(): Promise<void>;
};

export async function openInner(cluster: Cluster, database: string): Promise<Inner> {
  const settings = { ...readSettings({ HEZHI_DATA: cluster.folder, HEZHI_LOG: 'silent' }), databaseUrl: cluster.url(database) };
  const house = await openHouse({ settings, rooms, url: cluster.url(database), log: pino({ level: 'silent' }) });
  const app = composeApp(house, { rateFactor: Infinity, pages: false });
  await app.ready();
  let seen: Sent[] | null = null;
  const { pool } = house.db;
  const query = pool.query.bind(pool);
  pool.query = ((sent: Sent, ...rest: never[]) => {
    if (seen && typeof sent === 'object') seen.push({ name: sent.name, text: sent.text, values: sent.values });
    return (query as (...all: unknown[]) => unknown)(sent, ...rest);
  }) as typeof pool.query;
  const ask: Inner['ask'] = async (one) => {
    const reply = await app.inject({
      method: one.method,
      url: one.path,
      headers: {
        ...(one.token ? { authorization: `Bearer ${one.token}` } : {}),
        ...(one.keyed ? { 'idempotency-key': randomUUID() } : {}),
        ...(one.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(one.body ? { payload: one.body } : {}),
    });
    if (reply.statusCode >= 300) throw new Error(`${one.method} ${one.path} answered ${reply.statusCode}: ${reply.body}`);
    return { status: reply.statusCode, body: reply.json() as unknown };
  };
  return {
    house,
    app,
    ask,
    async capture(one) {
      const before = statements.count;
      seen = [];
      await ask(one);
      const all = seen;
      seen = null;
      if (statements.count - before !== all.length)
        throw new Error(`of ${statements.count - before} statements ${all.length} were seen: some ran in a transaction`);
      return all;
    },
    async close() {
      await app.close();
      await house.close();
    },
  };
}

const stamp = (from: number): string => `${((performance.now() - from) / 1000).toFixed(0)} s`;
/** What the bench's cases are about; leaves of the shipped tree without questions that must be answered. */
const subjects = ['A02', 'B03', 'C04', 'D01'];

export function reportBody(at: [number, number], id: string, category = 'B03', text = '楼道灯坏了三天没人修，晚上老人上下楼很不方便'): string {
  return JSON.stringify({ id, category, description: text, place: { point: at, address: '渭滨家园3号楼2单元' }, public: true, hide_name: true });
}

/** Real cases through the front door: in each community one that waits, one in hand, one to be verified, one rated and closed. */
async function makePatterns(inner: Inner, town: Town): Promise<void> {
  for (const [nth, community] of town.communities.entries()) {
    const clerk = town.clerks[nth]!;
    const resident = town.residents[nth % town.residents.length]!;
    const to = { org: clerk.org, post: clerk.post };
    for (let length = 0; length < 4; length++) {
      const grid = community.grids[(nth + length) % 10]!;
      const { body } = await inner.ask({
        method: 'POST',
        path: '/api/cases',
        token: resident.token,
        body: reportBody(middleOf(grid), randomUUID(), subjects[(nth + length) % subjects.length]),
      });
      const { id } = body as { id: string };
      const step = (who: Standing, name: string, data: object = {}) =>
        inner.ask({ method: 'POST', path: `/api/matters/${id}/steps`, token: who.token, body: JSON.stringify({ step: name, data }) });
      if (length > 0) await step(clerk, 'assign', { to, note: '已核实，请今天到现场处理' });
      if (length > 0) await step(clerk, 'take');
      if (length > 1) await step(clerk, 'finish', { outcome: 'solved', note: '已更换灯泡并检查线路，现场照明恢复' });
      if (length > 2) await step(clerk, 'verify', { note: '现场查看属实' });
      if (length > 2) await step(resident, 'rate', { score: 5, note: '处理得很快' });
    }
  }
  await drain(inner.house);
}

export type Size = { name: string; matters: number; /** Reported cases of one community that steps can be taken on, beside. */ stock: number };

/** A database with a town and so many matters: a twentieth open, the rest closed within a year. */
export async function makeDatabase(cluster: Cluster, size: Size, say: (text: string) => void): Promise<Town> {
  const began = performance.now();
  await cluster.create(size.name);
  await migrate(cluster.url(size.name), rooms);
  const inner = await openInner(cluster, size.name);
  let town: Town;
  try {
    town = await makeTown(inner.house, inner.app);
    await makePatterns(inner, town);
  } finally {
    await inner.close();
  }
  say(`${size.name}: town ready after ${stamp(began)}`);
  const [large, huge] = [size.matters > 200_000, size.matters > 1_000_000];
  await cluster.on(size.name, async (db) => {
    await prepare(db);
    await notePatterns(db);
    const open = Math.round(size.matters / 20);
    const text = !huge;
    const all = async (): Promise<void> => {
      const entriesOf = large ? 20 : 4;
      const closed = { count: size.matters - open, state: 'closed', oldest: 365, newest: 10, entriesOf, factsOf: huge ? 20 : 1, text, parties: !large };
      await copyMatters(db, closed);
      const each = { count: Math.round(open / 3), oldest: 10, newest: 0, entriesOf: large ? 10 : 1, factsOf: huge ? 10 : 1, text, parties: true };
      for (const state of ['reported', 'handling', 'verifying']) await copyMatters(db, { ...each, state });
      if (size.stock > 0) {
        const community = town.communities.at(-1)!.code;
        await copyMatters(db, {
          count: size.stock,
          state: 'reported',
          oldest: 0.1,
          newest: 0,
          entriesOf: 1,
          factsOf: 1,
          text: false,
          parties: true,
          community,
        });
      }
    };
    if (size.matters >= 100_000) await withoutIndexes(db, all);
    else await all();
    say(`${size.name}: ${size.matters} matters after ${stamp(began)}`);
    await fillRollups(db);
    await settle(db);
    say(`${size.name}: figures and statistics after ${stamp(began)}`);
  });
  return town;
}

export { district };
