import { newId } from '@hezhi/contract';
import { drain, sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { hotlineTest, stranger, type HotlineTest } from '../testing/house.ts';
import { draw } from './rules.ts';

let t: HotlineTest;
beforeAll(async () => void (t = await hotlineTest()));
afterAll(() => t.close());

const HOUR = 3_600_000;
const agent = () => t.as(t.agents[0]);
const second = () => t.as(t.agents[1]);
const all = { rules: [] as object[], tries: 2, retryHours: 4, from: 540, to: 1200, seed: 'test' };
const everybody = { key: 'all', share: 1, after: { of: 'closing', hours: 2 } };

async function setRules(rules: object[], more: object = {}): Promise<void> {
  const { version } = await t.as(t.who.district).call(routes.rules);
  await t.as(t.who.district).call(routes.saveRules, { body: { body: { ...all, ...more, rules } as never, version } });
}

/** A case of a caller, settled without anybody to rate it. */
async function settled(phone: string | null = '16000020001', id = newId(t.house.now())): Promise<string> {
  const contact = phone === null ? {} : { contact: { name: '来电人', phone } };
  const reply = await t.report(t.who.community, { id, ...contact });
  if (reply.status !== 201) throw new Error(reply.text);
  const { community, grid } = t.who;
  await t.go(
    id,
    [community, 'assign', { to: { org: t.town.orgs.community, post: t.town.posts.grid } }],
    [grid, 'finish', { outcome: 'solved', note: '已处理' }],
    [community, 'verify', {}],
  );
  await drain(t.house);
  return id;
}
const list = (view: 'due' | 'later' | 'mine' | 'done', more: object = {}) => agent().call(routes.callbacks, { query: { view, limit: 100, ...more } });
const open = async () => [...(await list('due')).items, ...(await list('later')).items].map(({ matter }) => matter.id);

describe('who is picked', () => {
  test('by the rules of the district, once a closing; who left no number is not', async () => {
    await setRules([everybody]);
    const one = await settled();
    await settled(null);
    expect(await open()).toEqual([one]);
    const { items } = await list('later');
    expect(Date.parse(items[0]!.dueAt) - t.house.now()).toBe(2 * HOUR);
    // An event that comes twice makes one call-back; the case opened again makes it go.
    const [event] = await t.db.all<{ revision: number }>(sql`SELECT revision FROM matters.matter WHERE id = ${one}`);
    expect(event!.revision).toBeGreaterThan(1);
    await t.go(one, [t.agents[0], 'reopen', { note: '又坏了' }]);
    await drain(t.house);
    expect(await open()).toEqual([]);
  });

  test('a sample is exactly the cases that seed and share say', async () => {
    await setRules([{ key: 'half', share: 0.5, after: { of: 'closing', hours: 1 } }], { seed: 'half' });
    const ids: string[] = [];
    for (let n = 0; n < 8; n++) ids.push(await settled());
    expect((await open()).toSorted()).toEqual(ids.filter((id) => draw('half', id) < 0.5).toSorted());
    await t.db.run(sql`UPDATE hotline.callback SET state = 'dropped'`);
  });

  test('only a post of the district makes the rules, of known categories, and two who write at once are told', async () => {
    const body = { ...all, rules: [{ ...everybody, categories: ['Z'] }] } as never;
    const { version } = await t.as(t.who.district).call(routes.rules);
    expect((await t.as(t.who.district).ask(routes.saveRules, { body: { body, version } })).problem().code).toBe('hotline.category_unknown');
    const good = { ...all, rules: [everybody] } as never;
    expect((await t.as(t.who.street).ask(routes.saveRules, { body: { body: good, version } })).problem().code).toBe('hotline.district_only');
    const race = await Promise.all([1, 2].map(() => t.as(t.who.district).ask(routes.saveRules, { body: { body: good, version } })));
    expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('calling back', () => {
  test('two agents get two different ones; of two who want the same, one has it', async () => {
    await setRules([everybody]);
    const [a, b] = [await settled(), await settled()];
    expect((await agent().call(routes.nextCallback)).callback).toBeNull();
    t.clock.advance(3 * HOUR);
    expect((await t.as(t.elsewhere).call(routes.nextCallback)).callback).toBeNull();
    expect((await t.as(stranger(t.agents[0], '610403', '610403001')).call(routes.callbacks)).items).toEqual([]);
    const got = await Promise.all([agent(), second()].map((one) => one.call(routes.nextCallback)));
    expect(got.map(({ callback }) => callback!.matter.id).toSorted()).toEqual([a, b].toSorted());
    // Asked again, each still has the own one.
    expect((await agent().call(routes.nextCallback)).callback!.id).toBe(got[0]!.callback!.id);
    const mine = got[0]!.callback!.id;
    expect((await second().ask(routes.takeCallback, { params: { id: mine } })).problem().code).toBe('hotline.callback_taken');
    expect((await second().ask(routes.callbackResult, { params: { id: mine }, body: { reached: 'no' } })).problem().code).toBe('hotline.callback_taken');
    // Left lying for half an hour, it may be taken by another.
    t.clock.advance(HOUR);
    await second().call(routes.skipCallback, { params: { id: got[1]!.callback!.id }, body: { reason: '对方正忙', hours: 4 } });
    await agent().call(routes.skipCallback, { params: { id: mine }, body: { reason: '对方正忙', hours: 4 } });
    t.clock.advance(20 * HOUR);
    const race = await Promise.all([agent(), second()].map((one) => one.ask(routes.takeCallback, { params: { id: mine } })));
    expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    await t.db.run(sql`UPDATE hotline.callback SET state = 'dropped', agent = NULL`);
  });

  test('the result is the step of the case in the same write, and the figures lead to their lists', async () => {
    const id = await settled();
    t.clock.advance(3 * HOUR);
    const { callback } = await agent().call(routes.nextCallback);
    expect(callback).toMatchObject({ matter: { id }, mine: true, state: 'taken' });
    const params = { id: callback!.id };
    expect((await agent().ask(routes.callbackResult, { params, body: { reached: 'yes' } })).problem().code).toBe('hotline.solved_needed');
    const body = { reached: 'yes', solved: 'yes', score: 5, note: '很满意' } as const;
    const once = await agent().call(routes.callbackResult, { params, body }, { key: 'result' });
    expect(await agent().call(routes.callbackResult, { params, body }, { key: 'result' })).toEqual(once);
    const { matter, timeline } = await t.matter(t.agents[0], id);
    expect(matter).toMatchObject({ rating: 5, marks: expect.arrayContaining(['called_back', 'solved']) });
    expect(timeline.filter(({ step }) => step === 'call_back')).toHaveLength(1);
    await drain(t.house);
    expect((await agent().call(routes.callbacks, { query: { view: 'done' } })).items[0]).toMatchObject({
      reached: true,
      solved: 'yes',
      score: 5,
      state: 'done',
    });
    const { callbacks } = await agent().call(routes.figures);
    expect(callbacks).toMatchObject({ reached: { of: 1, n: 1 }, solved: { of: 1, n: 1 }, satisfied: { of: 1, n: 1 } });
    expect((await list('done', { result: 'satisfied' })).items).toHaveLength(1);
    expect((await list('done', { result: 'unsolved' })).items).toHaveLength(0);
  });

  test('who is not reached is called again within the hours until the tries are used up', async () => {
    const id = await settled();
    for (const [tries, state] of [
      [1, 'waiting'],
      [2, 'unreached'],
    ] as const) {
      t.clock.advance(24 * HOUR);
      const { callback } = await agent().call(routes.nextCallback);
      expect(callback!.matter.id).toBe(id);
      await agent().call(routes.callbackResult, { params: { id: callback!.id }, body: { reached: 'no', note: '无人接听' } });
      await drain(t.house);
      const [row] = await t.db.all<{ tries: number; state: string }>(sql`SELECT tries, state FROM hotline.callback WHERE id = ${callback!.id}`);
      expect(row).toEqual({ tries, state });
    }
    const due = await t.db.all<{ minute: number }>(
      sql`SELECT extract(hour FROM due_at AT TIME ZONE 'Asia/Shanghai')::int * 60 + extract(minute FROM due_at AT TIME ZONE 'Asia/Shanghai')::int AS minute FROM hotline.callback WHERE matter = ${id}`,
    );
    expect(due[0]!.minute >= 540 && due[0]!.minute < 1200).toBe(true);
    expect((await list('done', { result: 'unreached' })).items.map(({ matter }) => matter.id)).toEqual([id]);
  });

  test('somebody who calls from the page of the case settles it as well; a caller’s wish moves the moment', async () => {
    const phone = '16000020009';
    const call = newId(t.house.now());
    await agent().call(routes.begin, { body: { id: call, number: phone } });
    await agent().call(routes.finish, {
      params: { id: call },
      body: { kind: 'consult', outcome: 'answered', note: '好', wish: { text: '七点后再打', from: 1140, to: 1200 } },
    });
    const id = await settled(phone);
    const later = (await list('later')).items.find(({ matter }) => matter.id === id)!;
    expect(new Date(Date.parse(later.dueAt) + 8 * HOUR).toISOString().slice(11, 16)).toBe('19:00');
    await t.go(id, [t.agents[1], 'call_back', { reached: 'yes', solved: 'no', score: 1, note: '还是不亮' }]);
    await drain(t.house);
    const [row] = await t.db.all(sql`SELECT state, solved, score, agent FROM hotline.callback WHERE matter = ${id}`);
    expect(row).toEqual({ state: 'done', solved: 'no', score: 1, agent: t.agents[1].person });
    expect(await t.findings()).toEqual([]);
  });
});
