import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, newId } from '@hezhi/contract';
import { bulkTerritory, changeTerritory } from '@hezhi/directory/server';
import { foldAll, foldDeltas } from '@hezhi/figures/server';
import { routes as matters } from '@hezhi/matters/contract';
import { mattersTest, type MattersTest } from '@hezhi/matters/testing';
import { fireDue, makeCall, statements } from '@hezhi/server';
import { errors, NowReply, routes, type Drill } from '../contract/index.ts';
import { room } from './index.ts';
import type { z } from 'zod';

const HOUR = 3_600_000;
const district = '610402';
let t: MattersTest;
let supervisor: Actor;
let street: Actor;
let clerk: Actor;
const opened: string[] = [];
const subjects = ['A01', 'A02', 'B01', 'B07'];
const areas = ['610402010001001', '610402010001002', '610402010002001', '610402010001', '610402010', '610402'];

/** Five weeks of matters in every place and category, each taken some way, at moments that let deadlines pass. */
beforeAll(async () => {
  t = await mattersTest([room]);
  const give = (actor: Actor): Actor => ({
    ...actor,
    permissions: [...actor.permissions, 'sample.give', 'sample.drop'],
    post: { ...actor.post!, permissions: [...actor.post!.permissions, 'sample.give', 'sample.drop'] },
  });
  supervisor = await t.town.actor('district');
  street = await t.town.actor('street');
  clerk = await t.town.actor('community');
  const resident = await t.town.resident();
  const owners = [give(clerk), give(await t.town.actor('community2')), give(street), give(supervisor)];
  const handler = give(await t.town.actor('department'));
  const step = (actor: Actor, id: string, name: string, data: Record<string, unknown> = {}) =>
    t.as(actor).ask(matters.step, { params: { id }, body: { step: name, data } });
  const to = { to: { org: t.town.orgs.department } };
  const lives: ((id: string) => Promise<unknown>)[] = [
    async () => {},
    async (id) => {
      for (const owner of owners) await step(owner, id, 'give', to);
    },
    async (id) => {
      await lives[1]!(id);
      await step(handler, id, 'finish');
    },
    async (id) => {
      await lives[2]!(id);
      await step(resident, id, 'rate', { score: 5 });
    },
    async (id) => {
      await lives[2]!(id);
      await step(resident, id, 'rate', { score: 2 });
    },
    async (id) => {
      await lives[2]!(id);
      await step(resident, id, 'redo', { note: '没弄好' });
    },
    async (id) => {
      for (const owner of owners) await step(owner, id, 'drop', { note: '重复' });
    },
    async (id) => {
      await lives[3]!(id);
      await step(resident, id, 'reopen');
    },
  ];
  for (let i = 0; i < 96; i++) {
    const { id } = await t.open(resident, { area: areas[i % areas.length]!, subject: subjects[(i * 7) % 4]!, title: `第${i}件` });
    opened.push(id);
    await lives[(i * 5) % lives.length]!(id);
    t.clock.advance((i % 7) * 2 * HOUR);
    await fireDue(t.house);
    if (i % 10 === 0) await foldDeltas(t.house.db, 7);
  }
}, 120_000);
afterAll(() => t.close());

const list = async (actor: Actor, query: z.output<typeof Drill> & { measure?: string }): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await t.as(actor).call(matters.list, { query: { ...query, limit: 100, ...(cursor ? { cursor } : {}) } });
    ids.push(...page.items.map((one) => one.id));
    cursor = page.next ?? undefined;
  } while (cursor);
  return ids;
};
const day = fc.integer({ min: 0, max: 45 }).map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10));
const asked = fc.record({
  area: fc.constantFrom('610402', '610402010', '610402010001', '610402010001001'),
  subject: fc.constantFrom(undefined, undefined, 'A', 'B07'),
  by: fc.constantFrom('total', 'area', 'subject', 'day', 'month'),
  a: day,
  b: day,
  far: fc.boolean(),
});

describe('figures', () => {
  test('each number of each row is the length of the list behind it, for any cut', async () => {
    let compared = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(asked, fc.infiniteStream(fc.nat(1000)), async ({ area, subject, by, a, b, far }, picks) => {
        const [from, to] = far && by !== 'day' ? [`2025-0${(a.charCodeAt(9) % 8) + 1}-13`, b] : [a, b].sort();
        const query = { kind: 'sample', area, by, from: from!, to: to!, ...(subject ? { subject } : {}) } as const;
        const reply = await t.as(supervisor).ask(routes.figures, { query });
        if (reply.status === 422) {
          expect(reply.problem().code).toBe('insight.too_fine');
          return;
        }
        const { rows, total, measures } = reply.body;
        // Parts add up to the whole (a grid has none by territory).
        if (by !== 'total')
          for (const { key } of measures) expect([key, rows.reduce((sum, row) => sum + row.n[key]!, 0)]).toEqual([key, rows.length === 0 ? 0 : total.n[key]!]);
        for (const row of [total, ...rows]) {
          for (const { key } of measures) {
            const n = row.n[key]!;
            if (n === 0 ? picks.next().value % 60 !== 0 : picks.next().value % 4 !== 0) continue;
            const ids = await list(supervisor, { ...row.drill, measure: key });
            expect([row.key, key, ids.length]).toEqual([row.key, key, n]);
            expect(new Set(ids).size).toBe(n);
            compared += 1;
            found += n;
          }
        }
      }),
      { numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(100);
    expect(found).toBeGreaterThan(100);
  }, 180_000);

  test('rates and score travel with their integers, and folding changes nothing', async () => {
    const query = { kind: 'sample', from: '2026-11-01', to: '2026-12-31', by: 'area' } as const;
    const before = await t.as(supervisor).call(routes.figures, { query });
    await foldAll(t.house.db);
    expect(await t.as(supervisor).call(routes.figures, { query })).toEqual(before);
    const { n, rates, score } = before.total;
    expect(n['opened']).toBe(opened.length);
    expect(rates['closed_rate']).toEqual({ num: n['closed'], den: n['due'], value: n['closed']! / n['due']! });
    expect(n['due']).toBe(n['opened']! - n['void']!);
    expect(score).toBeCloseTo(60 * (n['handled_in_time']! / n['due']!) + 30 * (n['closed']! / n['due']!) + 10 * (1 - n['reworked']! / n['handled']!), 9);
    for (const key of ['open_overdue', 'reworked', 'satisfied', 'void', 'reopened', 'handled_in_time']) expect([key, n[key]! > 0]).toEqual([key, true]);
    expect(before.rows.map((row) => [row.key, row.opens])).toEqual([
      ['610402010', true],
      ['rest', false],
    ]);
  });

  test('goes down from the post’s own territory and no higher; categories as fine as they are kept', async () => {
    const down = await t.as(street).call(routes.figures, { query: { kind: 'sample', area: '610402010001', from: '2026-11-01', to: '2026-12-31' } });
    expect(down.trail.map((one) => one.name)).toEqual(['渭滨街道', '测试一社区']);
    expect(down.rows.map((row) => row.name['zh-Hans'])).toEqual(['第1网格', '第2网格', '未落到下级的']);
    const categories = await t.as(street).call(routes.figures, { query: { kind: 'sample', by: 'subject', from: '2026-11-01', to: '2026-12-31' } });
    expect(categories.rows.map((row) => [row.key, row.opens])).toEqual([
      ['A', true],
      ['B', true],
    ]);
    const finer = await t.as(street).call(routes.figures, { query: { kind: 'sample', by: 'subject', subject: 'B', from: '2026-11-01', to: '2026-12-31' } });
    expect(finer.rows.map((row) => [row.key, row.opens])).toEqual([
      ['B01', false],
      ['B07', false],
    ]);
  });

  test('an ended territory keeps its figures, and its line says so', async () => {
    await bulkTerritory(t.house, [{ code: '610402011', name: '旧街道' }]);
    const { id } = await t.open(await t.town.resident(), { area: '610402011' });
    const admin = await t.town.actor('admin');
    await changeTerritory(makeCall(t.house, { actor: admin }), '610402011', { valid_to: new Date(t.house.now()).toISOString().slice(0, 10) });
    const query = { kind: 'sample', from: '2026-11-01', to: '2027-01-31' } as const;
    const reply = await t.as(supervisor).call(routes.figures, { query });
    const row = reply.rows.find((one) => one.key === '610402011')!;
    expect([row.ended, row.n['opened']]).toEqual([true, 1]);
    expect(await list(supervisor, { ...row.drill, measure: 'opened' })).toEqual([id]);
    opened.push(id);
  });

  test('tables cost one statement, over odd periods too', async () => {
    const cost = async (query: object): Promise<number> => {
      const before = statements.count;
      await t.as(supervisor).call(routes.figures, { query: { kind: 'sample', ...query } });
      return statements.count - before;
    };
    for (const by of ['area', 'subject', 'day', 'month', 'total']) expect([by, await cost({ by, from: '2026-11-03', to: '2026-12-20' })]).toEqual([by, 1]);
    expect(await cost({ from: '2024-01-01', to: '2026-12-31' })).toBe(1);
    expect(await cost({ from: '2024-01-05', to: '2026-12-20' })).toBe(1);
  });

  test('refuses with a sentence: other territory, unknown one, wrong periods, finer than kept, no right', async () => {
    const code = async (actor: Actor, query: object): Promise<[number, string]> => {
      const { status, code: key } = (await t.as(actor).ask(routes.figures, { query: { kind: 'sample', ...query } })).problem();
      return [status, key];
    };
    expect(await code(clerk, { area: '610402010002' })).toEqual([403, errors.outside_territory.code]);
    expect(await code(street, { area: district })).toEqual([403, errors.outside_territory.code]);
    expect(await code(supervisor, { area: '610403' })).toEqual([403, errors.outside_territory.code]);
    expect(await code(supervisor, { area: '610402099' })).toEqual([404, errors.unknown_area.code]);
    expect(await code(supervisor, { from: '2026-12-02', to: '2026-12-01' })).toEqual([422, errors.wrong_period.code]);
    expect(await code(supervisor, { by: 'day', from: '2025-01-01', to: '2026-12-01' })).toEqual([422, errors.too_many_days.code]);
    expect(await code(supervisor, { area: '610402010001', by: 'subject', subject: 'A' })).toEqual([422, errors.too_fine.code]);
    expect(await code(supervisor, { kind: 'nothing' })).toEqual([422, 'matters.unknown_kind']);
    expect(await code(supervisor, { from: '2026-02-30' })).toEqual([422, 'kernel.invalid']);
    expect(await code(await t.town.actor('grid'), {})).toEqual([403, 'kernel.forbidden']);
    expect((await t.withToken(null).ask(routes.figures)).problem().status).toBe(401);
  });

  test('exports the same table, safe for a spreadsheet', async () => {
    await bulkTerritory(t.house, [{ code: '610402010003', name: '=SUM(A1),测试' }]);
    const query = { kind: 'sample', area: '610402010', from: '2026-11-01', to: '2026-12-31' } as const;
    const { text, headers } = await t.as(street).ask(routes.figuresCsv, { query });
    const table = await t.as(street).call(routes.figures, { query });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines).toHaveLength(table.rows.length + 2);
    expect(lines[0]).toContain('区域,代码,受理,在办');
    expect(lines.at(-1)!.split(',').slice(0, 3)).toEqual(['合计', '610402010', String(table.total.n['opened'])]);
    expect(text).toContain(`"'=SUM(A1),测试"`);
  });
});

describe('the wall', () => {
  test('its numbers are the lists behind them, and what burns comes by urgency', async () => {
    for (const actor of [supervisor, street, clerk]) {
      const before = statements.count;
      const reply = NowReply.parse(await t.as(actor).call(routes.now, { query: { kind: 'sample' } }));
      expect(statements.count - before).toBe(3);
      for (const one of [reply.open, reply.overdue, reply.opened_today, reply.closed_today])
        expect([one.drill.measure, (await list(actor, one.drill)).length]).toEqual([one.drill.measure, one.n]);
      for (const one of [reply.closed_in_time, reply.satisfied]) expect((await list(actor, one.drill)).length).toBe(one.num);
      expect(reply.burning.length).toBeGreaterThan(0);
      expect(reply.burning.length).toBeLessThanOrEqual(20);
      expect(reply.burning.map((one) => one.due)).toEqual(reply.burning.map((one) => one.due).toSorted());
      const open = new Set(await list(actor, reply.open.drill));
      for (const one of reply.burning) expect([one.number, open.has(one.id), one.owner !== '']).toEqual([one.number, true, true]);
      const placed = await Promise.all(
        reply.communities.map(async (one) => (await list(actor, { kind: 'sample', area: one.code, measure: 'open' })).length === one.open),
      );
      expect(placed.every(Boolean)).toBe(true);
      expect(reply.load.level).toBe('grid');
    }
  });

  test('is sent again only when it changed', async () => {
    const first = await t.as(street).ask(routes.now, { query: { kind: 'sample' } });
    const etag = String(first.headers['etag']);
    const same = await t.as(street).ask(routes.now, { query: { kind: 'sample' } }, { headers: { 'if-none-match': etag } });
    expect([same.status, same.text, same.headers['etag']]).toEqual([304, '', etag]);
    await t.open(await t.town.resident(), { id: newId(t.house.now()) });
    const changed = await t.as(street).ask(routes.now, { query: { kind: 'sample' } }, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.body.open.n).toBe(first.body.open.n + 1);
  });

  test('is not for those without the right or the territory', async () => {
    expect((await t.as(clerk).ask(routes.now, { query: { area: '610402010002' } })).problem().code).toBe(errors.outside_territory.code);
    expect((await t.as(await t.town.resident()).ask(routes.now)).problem().status).toBe(403);
  });
});
