import { newId } from '@hezhi/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { deliverDue, startDelivery, waits } from './deliver.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';
import { takeDue } from './queries-delivery.ts';

describe('delivery', () => {
  let t: ExchangeTest;
  beforeAll(async () => {
    t = await exchangeTest({ timeoutMs: 150 });
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    t.sandbox.deliveries.length = 0;
    t.sandbox.heard.length = 0;
  });

  const boss = () => t.as(t.who.district);
  const ping = async (): Promise<string> => (await boss().call(routes.ping, { params: { id: t.body } })).message;
  const message = (id: string) => boss().call(routes.message, { params: { id } });
  const endpoint = () => boss().call(routes.endpoint, { params: { id: t.body } });
  /** Moves the clock to the next moment at which something is due, and sends. */
  async function next(): Promise<void> {
    const { rows } = await t.db.pool.query<{ at: string }>(
      `SELECT min(next_at) AS at FROM exchange.message WHERE direction = 'out' AND state IN ('queued', 'failed', 'sent') AND next_at > $1`,
      [new Date(t.clock.now()).toISOString()],
    );
    t.clock.set(rows[0]!.at);
    await deliverDue(t.house);
  }
  /** A case that the department has; its story so far is told. */
  async function given(): Promise<string> {
    const id = (await t.report(t.who.resident)).body.id;
    await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
    return id;
  }

  it('tries again after growing waits, with the same id, freshly signed, and becomes a dead letter at last', async () => {
    const id = await ping();
    t.sandbox.meet(...waits.map(() => 'refuse' as const), 'refuse');
    await deliverDue(t.house);
    expect(await message(id)).toMatchObject({ state: 'failed', attempts: 1, error: expect.stringContaining('HTTP 401') as string });
    const times = [t.clock.now()];
    for (const wait of waits) {
      await next();
      const passed = t.clock.now() - times.at(-1)!;
      expect(passed).toBeGreaterThanOrEqual(wait * 0.8);
      expect(passed).toBeLessThanOrEqual(wait * 1.2);
      times.push(t.clock.now());
    }
    expect(await message(id)).toMatchObject({ state: 'dead', attempts: waits.length + 1, nextAt: null });
    expect(new Set(t.sandbox.deliveries.map((one) => one.id))).toEqual(new Set([id]));
    expect(t.sandbox.deliveries.every((one) => one.verdict === 'good')).toBe(true);
    expect((await endpoint()).dead).toBe(1);

    expect((await boss().ask(routes.drop, { params: { id }, body: { reason: ' ' } })).status).toBe(422);
    await boss().call(routes.resend, { params: { id } });
    await deliverDue(t.house);
    expect(await message(id)).toMatchObject({ state: 'acknowledged', attempts: 1, error: null });
    expect((await boss().ask(routes.resend, { params: { id } })).problem().code).toBe('exchange.not_dead');
  });

  it.each([
    ['stall', 'no answer within'],
    ['hang_up', 'socket hang up'],
    ['error', 'HTTP 500'],
    ['redirect', 'redirects are not followed'],
  ] as const)('survives a body that does %s', async (manner, words) => {
    const id = await ping();
    t.sandbox.meet(manner);
    await deliverDue(t.house);
    expect(await message(id)).toMatchObject({ state: 'failed', error: expect.stringContaining(words) as string });
    await next();
    expect(await message(id)).toMatchObject({ state: 'acknowledged', attempts: 2 });
    expect(t.sandbox.heard.map((one) => one.id)).toEqual([id]);
  });

  it('sends again what was taken and whose answer was lost, and a receiver that keeps ids takes it once', async () => {
    const id = await ping();
    t.sandbox.die = () => {
      throw new Error('the power went out before the answer left');
    };
    t.sandbox.meet('ok_then_die');
    await deliverDue(t.house);
    expect((await message(id)).state).toBe('failed');
    await next();
    expect(await message(id)).toMatchObject({ state: 'acknowledged', attempts: 2 });
    expect([t.sandbox.deliveries.length, t.sandbox.heard.length]).toEqual([2, 1]);
  });

  it('reads no more than it must of an answer without end, and waits as long as it is told', async () => {
    const flooded = await ping();
    t.sandbox.meet('flood');
    await deliverDue(t.house);
    expect((await message(flooded)).state).toBe('acknowledged');
    const id = await ping();
    t.sandbox.meet('busy');
    await deliverDue(t.house);
    expect(Date.parse((await message(id)).nextAt!) - t.clock.now()).toBe(7_200_000);
    await next();
    expect((await message(id)).state).toBe('acknowledged');
  });

  it('rests when too many fail in a row, tries one, and goes on when it is well', async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(ping));
    t.sandbox.meet(...ids.map(() => 'error' as const));
    await deliverDue(t.house);
    const rested = await endpoint();
    expect(rested.failures).toBeGreaterThanOrEqual(5);
    expect(rested.restsUntil).not.toBeNull();
    const before = t.sandbox.deliveries.length;
    await deliverDue(t.house);
    expect(t.sandbox.deliveries).toHaveLength(before);
    // No attempt is spent while the circuit rests.
    t.clock.set(Date.parse(rested.restsUntil!));
    t.sandbox.meet('error');
    await deliverDue(t.house);
    expect(t.sandbox.deliveries).toHaveLength(before + 1);
    t.clock.advance(3_600_000);
    await deliverDue(t.house);
    expect(await endpoint()).toMatchObject({ failures: 0, restsUntil: null, waiting: 0 });
    expect(new Set(t.sandbox.heard.map((one) => one.id))).toEqual(new Set(ids));
  });

  it('tells a body of a matter in order, whatever fails, and a dead letter holds the rest back until it is resent or dropped', async () => {
    const id = await given();
    await t.flow();
    t.sandbox.meet('refuse');
    t.clock.advance(1000);
    await t.go(id, [t.who.street, 'urge', { note: '一' }]);
    await t.flow();
    t.clock.advance(1000);
    await t.go(id, [t.who.street, 'urge', { note: '二' }]);
    await t.flow();
    const listed = await boss().call(routes.messages, { query: { matter: id } });
    expect(listed.items.map((one) => [one.state, one.held])).toEqual([
      ['queued', true],
      ['failed', false],
      ['acknowledged', false],
    ]);
    t.sandbox.meet(...waits.map(() => 'refuse' as const));
    for (const _ of waits) await next();
    const [held, dead] = (await boss().call(routes.messages, { query: { matter: id } })).items;
    expect([held!.state, held!.held, dead!.state]).toEqual(['queued', true, 'dead']);
    await boss().call(routes.resendAll, { body: { endpoint: t.body } });
    await deliverDue(t.house);
    const notes = t.sandbox.heard.map((one) => (one.data['entries'] as { note: string | null }[]).at(-1)!.note);
    expect(notes.slice(-2)).toEqual(['一', '二']);
    const sequences = t.sandbox.heard.map((one) => one.sequence ?? '');
    expect(sequences).toEqual(sequences.toSorted());
  });

  it('waits for the acknowledgement of a 202, sends again when none comes, and takes a late no', async () => {
    const id = await ping();
    t.sandbox.meet('later', 'later');
    await deliverDue(t.house);
    expect((await message(id)).state).toBe('sent');
    await next();
    expect(await message(id)).toMatchObject({ state: 'sent', attempts: 2 });
    const yes = await t.sandbox.send(t.sandbox.event('hezhi.message.acknowledged.v1', { message: id }));
    expect(yes.status).toBe(200);
    expect((await message(id)).state).toBe('acknowledged');
    const other = await ping();
    t.sandbox.meet('later');
    await deliverDue(t.house);
    await t.sandbox.send(t.sandbox.event('hezhi.message.acknowledged.v1', { message: other, ok: false, error: '工单库已满' }));
    expect(await message(other)).toMatchObject({ state: 'dead', error: '工单库已满' });
    await boss().call(routes.drop, { params: { id: other }, body: { reason: '测试消息，不必补送' } });
    expect(await message(other)).toMatchObject({ state: 'dropped', note: '测试消息，不必补送' });
    expect(await t.sandbox.send(t.sandbox.event('hezhi.message.acknowledged.v1', { message: newId() }))).toMatchObject({ status: 404 });
  });

  it('sends again what a worker took to its grave, under the same id, and the receiver takes it once', async () => {
    const id = await ping();
    // The worker dies after the request was carried out and before it could write that down: its lease is all that is left.
    const now = new Date(t.clock.now()).toISOString();
    const [taken] = await takeDue(t.house.db, now, new Date(t.clock.now() + 60_000).toISOString(), { most: 1, lanes: 1, tripAt: 5 });
    expect(taken?.id).toBe(id);
    t.sandbox.heard.push({ id, source: '', type: 'hezhi.ping.v1', time: now, data: {} });
    await deliverDue(t.house);
    expect(t.sandbox.deliveries).toEqual([]);
    t.clock.advance(60_000);
    await deliverDue(t.house);
    expect(await message(id)).toMatchObject({ state: 'acknowledged', attempts: 2 });
    expect(t.sandbox.deliveries.map((one) => one.id)).toEqual([id]);
  });

  it('is sent by two workers at once, each message once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, ping));
    await Promise.all([deliverDue(t.house), deliverDue(t.house), deliverDue(t.house)]);
    await deliverDue(t.house);
    expect(t.sandbox.deliveries.map((one) => one.id).toSorted()).toEqual(ids.toSorted());
  });

  it('lets the messages of a paused body wait, refuses what it sends, and pauses one that is gone', async () => {
    const pause = async (active: boolean) => boss().call(routes.change, { params: { id: t.body }, body: { version: (await endpoint()).version, active } });
    await pause(false);
    const id = await ping();
    await deliverDue(t.house);
    expect(t.sandbox.deliveries).toEqual([]);
    expect(await t.sandbox.send(t.sandbox.event('hezhi.ping.v1', {}))).toMatchObject({ status: 403, body: { code: 'exchange.paused' } });
    await pause(true);
    t.sandbox.meet('gone');
    await deliverDue(t.house);
    expect(await message(id)).toMatchObject({ state: 'dead' });
    expect((await endpoint()).active).toBe(false);
    await pause(true);
    await boss().call(routes.resend, { params: { id } });
    const worker = startDelivery(t.house);
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (t.sandbox.heard.length === 0) return;
        clearInterval(look);
        resolve();
      }, 10);
    });
    await worker.stop();
    expect((await message(id)).state).toBe('acknowledged');
  });
});
