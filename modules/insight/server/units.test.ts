import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Actor } from '@hezhi/contract';
import { foldDeltas } from '@hezhi/figures/server';
import { legMeasures, routes as matters } from '@hezhi/matters/contract';
import { mattersTest, type MattersTest } from '@hezhi/matters/testing';
import { fireDue, statements, verifyAll } from '@hezhi/server';
import { errors, routes, type UnitLeg } from '../contract/index.ts';
import { room } from './index.ts';

const HOUR = 3_600_000;
let t: MattersTest;
let supervisor: Actor;
let street: Actor;
let clerk: Actor;
const period = { from: '2026-01-01', to: '2027-12-31' } as const;
const given = (actor: Actor, ...more: string[]): Actor => {
  const permissions = [...actor.permissions, 'sample.give', 'sample.drop', ...more];
  return { ...actor, permissions, post: { ...actor.post!, permissions } };
};

/** Matters of both communities taken every way a leg can go: given, taken back, paused, extended, offered, finished late, dropped, moved. */
beforeAll(async () => {
  t = await mattersTest([room]);
  supervisor = given(await t.town.actor('district'), 'insight.weigh');
  street = given(await t.town.actor('street'));
  clerk = given(await t.town.actor('community'));
  const [clerk2, handler, resident] = [given(await t.town.actor('community2')), given(await t.town.actor('department')), await t.town.resident()];
  const step = async (actor: Actor, id: string, name: string, data: Record<string, unknown> = {}) => {
    await t.as(actor).ask(matters.step, { params: { id }, body: { step: name, data } });
  };
  const give = async (id: string) => {
    for (const actor of [clerk, clerk2, street]) await step(actor, id, 'give', { to: { org: t.town.orgs.department } });
  };
  const lives: ((id: string) => Promise<void>)[] = [
    async () => {},
    async (id) => {
      await give(id);
      for (const actor of [clerk, clerk2]) await step(actor, id, 'undo');
    },
    async (id) => {
      await give(id);
      await step(handler, id, 'pause', { reason: 'rain' });
    },
    async (id) => {
      await give(id);
      await step(handler, id, 'ask_more', { days: 2 });
      await step(street, id, 'grant');
    },
    async (id) => {
      await give(id);
      t.clock.advance(60 * HOUR);
      await fireDue(t.house);
      await step(handler, id, 'finish');
      await step(resident, id, 'redo', { note: '没弄好' });
    },
    async (id) => {
      await give(id);
      await step(handler, id, 'finish');
      await step(resident, id, 'rate', { score: 5 });
    },
    async (id) => step(supervisor, id, 'drop', { note: '重复' }),
    async (id) => step(supervisor, id, 'move', { place: { area: t.town.street } }),
    async (id) => {
      await give(id);
      await step(handler, id, 'offer', { to: { org: t.town.orgs.street } });
      await step(street, id, 'take_over');
    },
  ];
  for (let i = 0; i < 36; i++) {
    const { id } = await t.open(resident, { area: t.town.grids[i % 3]!, subject: ['A01', 'B07'][i % 2]!, title: `第${i}件` });
    await lives[i % lives.length]!(id);
    t.clock.advance((i % 5) * 3 * HOUR);
    await fireDue(t.house);
    if (i % 7 === 0) await foldDeltas(t.house.db, 9);
  }
}, 60_000);
afterAll(() => t.close());

type Leg = z.output<typeof UnitLeg>;
async function legsBehind(actor: Actor, query: Record<string, string>): Promise<Leg[]> {
  const all: Leg[] = [];
  let cursor: string | undefined;
  do {
    const page = await t.as(actor).call(routes.unitLegs, { query: { ...period, kind: 'sample', ...query, limit: 7, ...(cursor ? { cursor } : {}) } as never });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return all;
}

describe('indicators by unit', () => {
  test('the figures of legs equal a recount of their rows after every kind of step', async () => {
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  test('each number is the list behind it, for the district, the street and the own unit of a community', async () => {
    for (const actor of [supervisor, street, clerk]) {
      for (const leg of [undefined, 'work', 'look']) {
        const table = await t.as(actor).call(routes.units, { query: { kind: 'sample', ...period, ...(leg ? { leg } : {}) } });
        if (leg !== 'work') expect(table.rows.length).toBeGreaterThan(0);
        for (const row of table.rows) {
          for (const { key } of legMeasures) {
            const list = await legsBehind(actor, { org: row.org, measure: key, ...(leg ? { leg } : {}) });
            expect([row.name, leg, key, list.length]).toEqual([row.name, leg, key, row.n[key]]);
          }
        }
      }
    }
  }, 30_000);

  test('what was taken back or dropped is not due; late, paused and extended legs are told apart', async () => {
    const { rows, total, legs } = await t.as(supervisor).call(routes.units, { query: { kind: 'sample', ...period } });
    expect(legs.map((one) => one.key)).toEqual(['look', 'work', 'decide']);
    for (const n of [total.n, ...rows.map((row) => row.n)]) {
      expect(n['due']).toBe(n['done']! + n['pending']!);
      expect(n['done_in_time']! + n['overdue']!).toBeLessThanOrEqual(n['due']!);
      expect(n['given']).toBeGreaterThanOrEqual(n['due']!);
    }
    for (const key of ['extended', 'suspended', 'overdue', 'done_in_time', 'pending']) expect([key, total.n[key]! > 0]).toEqual([key, true]);
    expect(total.n['given']! - total.n['due']!).toBeGreaterThan(0);
  });

  test('a community reads its own unit only, others their territory; a table is two statements', async () => {
    const own = await t.as(clerk).call(routes.units, { query: { kind: 'sample', ...period } });
    expect([own.own, own.rows.map((row) => row.org)]).toEqual([true, [t.town.orgs.community]]);
    const refused = await t.as(clerk).ask(routes.unitLegs, { query: { kind: 'sample', ...period, org: t.town.orgs.department } });
    expect(refused.problem().code).toBe(errors.outside_territory.code);
    expect((await t.as(await t.town.actor('grid')).ask(routes.units)).problem().status).toBe(403);
    const before = statements.count;
    await t.as(supervisor).call(routes.units, { query: { kind: 'sample', ...period } });
    expect(statements.count - before).toBe(2);
    const street = await t.as(supervisor).call(routes.units, { query: { kind: 'sample', ...period, level: 'street' } });
    expect(street.rows.every((row) => row.level === 'street')).toBe(true);
    const { text } = await t.as(supervisor).ask(routes.unitsCsv, { query: { kind: 'sample', ...period } });
    expect(text.split('\r\n')[0]).toContain('单位,交办,应办');
  });
});

describe('indicators by unit and category', () => {
  test('each number is the list behind it; the categories of a unit add up to the unit, those of all to all', async () => {
    const query = { kind: 'sample', from: '2026-11-01', to: '2026-12-31' };
    const all = await t.as(supervisor).call(routes.unitSubjects, { query });
    const table = await t.as(supervisor).call(routes.units, { query });
    expect(all.total).toEqual(table.total);
    expect(all.rows.map((row) => [row.subject, row.opens])).toEqual([
      ['A', true],
      ['B', true],
    ]);
    let listed = 0;
    for (const unit of table.rows) {
      const own = await t.as(supervisor).call(routes.unitSubjects, { query: { ...query, org: unit.org } });
      expect(own.total).toEqual({ n: unit.n, rates: unit.rates, score: unit.score });
      for (const row of own.rows) {
        const finer = await t.as(supervisor).call(routes.unitSubjects, { query: { ...query, org: unit.org, subject: row.subject } });
        expect(finer.total.n).toEqual(row.n);
        const same = await t.as(supervisor).call(routes.units, { query: { ...query, subject: row.subject } });
        expect(same.rows.find((one) => one.org === unit.org)!.n).toEqual(row.n);
        for (const key of ['given', 'done', 'returned', 'overdue', 'shirked'])
          expect([row.subject, key, (await legsBehind(supervisor, { ...query, org: unit.org, subject: row.subject, measure: key })).length]).toEqual([
            row.subject,
            key,
            row.n[key],
          ]);
        listed += row.n['given']!;
      }
    }
    expect(listed).toBe(table.total.n['given']);
  }, 30_000);

  test('a community reads its own unit by category, nobody else’s; long periods are refused', async () => {
    const query = { kind: 'sample', from: '2026-11-01', to: '2026-12-31' };
    const own = await t.as(clerk).call(routes.unitSubjects, { query });
    expect([own.own, own.org?.id]).toEqual([true, t.town.orgs.community]);
    const strange = await t.as(clerk).ask(routes.unitSubjects, { query: { ...query, org: t.town.orgs.department } });
    expect(strange.problem().code).toBe(errors.outside_territory.code);
    const long = await t.as(supervisor).ask(routes.unitSubjects, { query: { ...query, from: '2020-01-01' } });
    expect([long.status, long.problem().code]).toEqual([422, errors.too_long.code]);
    expect((await t.as(supervisor).ask(routes.units, { query: { ...query, from: '2020-01-01', subject: 'A' } })).problem().code).toBe(errors.too_long.code);
  });
});

describe('weights of the three rates', () => {
  test('are the usual ones until the district sets its own, with a basis, once however often it is sent', async () => {
    expect(await t.as(street).call(routes.weights)).toMatchObject({ responded: 30, solved: 35, satisfied: 35, since: null });
    const body = { responded: 20, solved: 40, satisfied: 40, basis: '区考核办法' };
    expect((await t.as(street).ask(routes.setWeights, { body })).problem().status).toBe(403);
    const off = await t.as(supervisor).ask(routes.setWeights, { body: { ...body, solved: 41 } });
    expect([off.status, off.problem().code]).toEqual([422, errors.not_hundred.code]);
    const once = await t.as(supervisor).call(routes.setWeights, { body }, { key: 'w1' });
    expect(await t.as(supervisor).call(routes.setWeights, { body }, { key: 'w1' })).toEqual(once);
    expect(await t.as(street).call(routes.weights)).toMatchObject({ ...body });
  });
});
