import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type Actor } from '@hezhi/contract';
import { endPost } from '@hezhi/directory/server';
import { drain, fireDue, makeCall, sql, statements, verify, type Finding, type House } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { mattersTest, type MattersTest } from '../testing/house.ts';

const HOUR = 3_600_000;
let t: MattersTest;
let resident: Actor;
let clerk: Actor;
let street: Actor;
let handler: Actor;
beforeAll(async () => {
  t = await mattersTest();
  resident = await t.town.resident();
  // The sample's permissions, on the town's real posts.
  const give = (actor: Actor): Actor => ({
    ...actor,
    permissions: [...actor.permissions, 'sample.give', 'sample.drop'],
    post: { ...actor.post!, permissions: [...actor.post!.permissions, 'sample.give', 'sample.drop'] },
  });
  clerk = give(await t.town.actor('community'));
  street = give(await t.town.actor('street'));
  handler = await t.town.actor('department');
});
afterAll(() => t.close());

const step = (actor: Actor, id: string, name: string, data: Record<string, unknown> = {}, revision?: number, key?: string) =>
  t.as(actor).ask(routes.step, { params: { id }, body: { step: name, data, ...(revision ? { revision } : {}) } }, key ? { key } : {});
const to = () => ({ to: { org: t.town.orgs.department } });

export async function findings(house: House): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of verify(house)) all.push(finding);
  return all;
}

describe('a matter through the front door', () => {
  test('goes from asked to rated, and every party reads its own side', async () => {
    const { id, number } = await t.open(resident);
    expect(number).toMatch(/^2026-1123-\d{6}$/);
    expect((await step(clerk, id, 'give', { ...to(), note: '请今天看' }, 1)).status).toBe(200);
    expect((await step(handler, id, 'finish', { note: '已换灯泡' })).status).toBe(200);
    expect((await step(resident, id, 'rate', { score: 5 })).status).toBe(200);
    const staff = await t.as(clerk).call(routes.get, { params: { id } });
    expect(staff.timeline.map((one) => one.step)).toEqual(['open', 'give', 'finish', 'rate']);
    expect(staff.timeline[1]!.data).toEqual({ to: { org: t.town.orgs.department, post: null, name: '区环卫中心' }, note: '请今天看' });
    expect(staff.matter).toMatchObject({ state: 'done', final: true, rating: 5, marks: ['handled', 'handled_in_time'] });
    const own = await t.as(resident).call(routes.get, { params: { id } });
    expect(own.audience).toBe('asker');
    expect(own.timeline[1]!.data).toEqual({});
    expect(own.timeline[2]!.data).toEqual({ note: '已换灯泡' });
    expect(own.timeline[1]!.actor.name).toBe('');
    expect(await findings(t.house)).toEqual([]);
  });

  test('says who has it, until when and what may be done, with reasons for the rest', async () => {
    const { id } = await t.open(resident);
    const detail = await t.as(clerk).call(routes.get, { params: { id } });
    expect(detail.sentence).toBe('测试一社区正在查看（按地点和类别），今天 11:00 前完成');
    expect(detail.steps.find((one) => one.key === 'give')).toMatchObject({ allowed: true, reason: null });
    const other = await t.as(street).call(routes.get, { params: { id } });
    expect(other.steps.find((one) => one.key === 'give')!.reason).toMatchObject({ code: 'matters.not_owner', detail: '“查看”由测试一社区负责，需由其办理' });
    expect((await step(street, id, 'give', to())).problem()).toMatchObject({ status: 403, code: 'matters.not_owner' });
  });

  test.each<[string, () => Promise<number>, number]>([
    ['an unknown step', async () => (await step(clerk, (await t.open(resident)).id, 'fly')).status, 422],
    ['a missing field', async () => (await step(clerk, (await t.open(resident)).id, 'give')).status, 422],
    ['a wrong state', async () => (await step(handler, (await t.open(resident)).id, 'finish')).status, 404],
    ['an owner that does not exist', async () => (await step(clerk, (await t.open(resident)).id, 'give', { to: { org: newId() } })).status, 422],
    ['a stranger', async () => (await step(await t.town.resident('neighbour'), (await t.open(resident)).id, 'comment', { note: 'x' })).status, 404],
    ['no session', async () => (await t.withToken(null).ask(routes.get, { params: { id: newId() } })).status, 401],
    [
      'an old revision',
      async () => {
        const { id } = await t.open(resident);
        await step(clerk, id, 'comment', { note: 'a' }, 1);
        return (await step(clerk, id, 'comment', { note: 'b' }, 1)).status;
      },
      409,
    ],
  ])('refuses %s', async (_, ask, status) => expect(await ask()).toBe(status));

  test("a missing field is named in the person's language", async () => {
    const { id } = await t.open(resident);
    const problem = (await step(clerk, id, 'give')).problem();
    expect(problem).toMatchObject({ code: 'kernel.invalid', errors: [{ path: '/body/data/to', code: 'required', detail: '请填写“交给”' }] });
  });

  test('costs one read and one write a step, one write a report', async () => {
    await t.open(resident);
    let before = statements.count;
    const { id } = await t.open(resident);
    expect(statements.count - before).toBe(1);
    before = statements.count;
    await step(clerk, id, 'give', to());
    expect(statements.count - before).toBe(2);
    before = statements.count;
    await t.as(clerk).call(routes.get, { params: { id } });
    expect(statements.count - before).toBe(1);
  });
});

describe('races', () => {
  test('two steps from one version: one wins, the other is told who and what (law 6)', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await t.open(resident);
      const replies = await Promise.all([step(clerk, id, 'give', to(), 1), step(clerk, id, 'drop', {}, 1)]);
      expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      const lost = replies.find((reply) => reply.status === 409)!.problem();
      expect(lost.code).toBe('matters.stale');
      expect(lost.detail).toMatch(/^测试community刚刚办理了“(交办|作废)”/);
    }
    expect(await findings(t.house)).toEqual([]);
  });

  test('one command sent many times at once happens once, and all are answered alike', async () => {
    const { id } = await t.open(resident);
    const replies = await Promise.all(Array.from({ length: 8 }, () => step(clerk, id, 'comment', { note: '一次' }, 1, 'same-key-1')));
    expect(replies.map((reply) => reply.status)).toEqual(Array(8).fill(200));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
    expect((await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM matters.entry WHERE matter = ${id}`))!.n).toBe(2);
  });

  test('one id reported many times at once is one matter', async () => {
    const id = newId();
    const all = await Promise.all(Array.from({ length: 6 }, () => t.open(resident, { id })));
    expect(new Set(all.map((one) => one.number)).size).toBe(1);
  });
});

describe('the clock', () => {
  test('an unanswered leg becomes overdue at its minute, goes up the ladder, and does so once', async () => {
    const { id } = await t.open(resident);
    t.clock.advance(59 * 60_000);
    await fireDue(t.house);
    expect((await t.as(clerk).call(routes.get, { params: { id } })).matter.overdue).toBe(false);
    t.clock.advance(61_000);
    await fireDue(t.house);
    await fireDue(t.house);
    const late = await t.as(clerk).call(routes.get, { params: { id } });
    expect(late.matter).toMatchObject({ overdue: true, marks: ['overdue'] });
    expect(late.timeline.filter((one) => one.step === 'overdue')).toHaveLength(1);
    t.clock.advance(5 * HOUR);
    await fireDue(t.house);
    expect((await t.as(clerk).call(routes.get, { params: { id } })).legs[0]!.owner.org).toBe(t.town.orgs.street);
    await drain(t.house);
    expect(await findings(t.house)).toEqual([]);
  });

  test('a pause ends by itself, and a hand-over that nobody takes lapses to the giver', async () => {
    t.clock.set('2026-11-25T09:00:00+08:00');
    const { id } = await t.open(resident);
    await step(clerk, id, 'give', to());
    await step(handler, id, 'pause', { reason: 'rain' });
    t.clock.advance(49 * HOUR + 24 * HOUR);
    await fireDue(t.house);
    const detail = await t.as(handler).call(routes.get, { params: { id } });
    expect(detail.legs[0]!.paused).toBeNull();
    await step(handler, id, 'offer', { to: { org: t.town.orgs.department, post: t.town.posts.department2 } });
    t.clock.advance(72 * HOUR);
    await fireDue(t.house);
    const lapsed = await t.as(handler).call(routes.get, { params: { id } });
    expect(lapsed.timeline.map((one) => one.step)).toContain('offer_lapsed');
    expect(lapsed.legs[0]!.offer).toBeNull();
    expect(await findings(t.house)).toEqual([]);
  });

  test('two workers at once fire each timer exactly once', async () => {
    t.clock.set('2026-12-01T09:00:00+08:00');
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await t.open(resident)).id));
    t.clock.advance(61 * 60_000);
    await Promise.all([fireDue(t.house), fireDue(t.house), fireDue(t.house)]);
    const rows = await t.db.all<{ matter: string; n: number }>(
      sql`SELECT matter, count(*)::int AS n FROM matters.entry WHERE step = 'overdue' AND matter = ANY(${ids}::uuid[]) GROUP BY 1`,
    );
    expect(rows).toHaveLength(20);
    expect(rows.every((row) => row.n === 1)).toBe(true);
  });
});

describe('nothing is left without an owner (law 3)', () => {
  test('when a post ends its open legs go to its organisation', async () => {
    t.clock.set('2026-12-02T09:00:00+08:00');
    const { id } = await t.open(resident);
    await step(clerk, id, 'give', { to: { org: t.town.orgs.community, post: t.town.posts.grid2 } });
    const actor = await t.town.actor('admin');
    const post = await t.db.find<{ version: number }>(sql`SELECT version FROM directory.post WHERE id = ${t.town.posts.grid2}`);
    await endPost(makeCall(t.house, { actor }), t.town.posts.grid2, post!.version);
    await drain(t.house);
    await fireDue(t.house);
    const leg = (await t.as(clerk).call(routes.get, { params: { id } })).legs[0]!;
    expect(leg.owner).toMatchObject({ org: t.town.orgs.community, post: null });
    expect(await findings(t.house)).toEqual([]);
  });
});

describe('verify sees what was altered', () => {
  test('an entry changed by hand, a row that drifted, a figure that is off', async () => {
    const { id, number } = await t.open(resident);
    await t.db.run(sql`UPDATE matters.entry SET body = replace(body::text, '三天', '十天')::json WHERE matter = ${id} AND seq = 1`);
    expect((await findings(t.house)).map((one) => [one.check, one.where])).toContainEqual(['chain', `${number} #1`]);
    await t.db.run(sql`UPDATE matters.entry SET body = replace(body::text, '十天', '三天')::json WHERE matter = ${id} AND seq = 1`);
    await t.db.run(sql`UPDATE matters.matter SET state = 'done' WHERE id = ${id}`);
    expect((await findings(t.house)).map((one) => one.check)).toContain('fold');
    await t.db.run(sql`UPDATE matters.matter SET state = 'waiting' WHERE id = ${id}`);
    expect(await findings(t.house)).toEqual([]);
    await t.db.run(sql`DELETE FROM figures.delta WHERE ctid IN (SELECT ctid FROM figures.delta LIMIT 1)`);
    expect((await findings(t.house)).map((one) => one.check)).toContain('figures');
  });

  test('the application itself cannot alter the timeline', async () => {
    await expect(t.house.db.run(sql`UPDATE matters.entry SET step = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(t.house.db.run(sql`DELETE FROM matters.entry`)).rejects.toThrow(/permission denied/);
  });
});
