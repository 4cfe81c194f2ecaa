import { sql, verify, type Finding } from '@hezhi/server';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noticesTest, type NoticesTest } from '../testing/house.ts';
import { deliverDue, sealContact, useProvider, type Message, type Outcome, type Provider } from './index.ts';
import { SandboxProvider } from './providers/sandbox.ts';
import { sandboxCount } from './queries-sandbox.ts';
import { startDelivery } from './deliver.ts';

let t: NoticesTest;
const written: string[] = [];
beforeEach(async () => {
  written.length = 0;
  t = await noticesTest({ log: pino({ level: 'trace' }, { write: (line: string) => void written.push(line) }) });
});
afterEach(() => t.close());

const phone = '13912345678';
const contact = () => sealContact(t.house, { phone, language: 'zh-Hans' });
const minutes = (n: number): void => t.clock.advance(n * 60_000);

/** An SMS provider whose ends are told beforehand; after them it takes all. */
class Told implements Provider {
  readonly name = 'told';
  readonly channel = 'sms';
  readonly tokens: boolean;
  readonly sent: Message[] = [];
  readonly #ends: Outcome[];
  constructor(tokens: boolean, ends: Outcome[] = []) {
    this.tokens = tokens;
    this.#ends = ends;
  }
  async send(message: Message): Promise<Outcome> {
    this.sent.push(message);
    return this.#ends.shift() ?? { end: 'sent', reference: 'r' };
  }
}

/** Takes the message and then never comes back, as a process that is killed between sending and recording. */
class Dying implements Provider {
  readonly name = 'dying';
  readonly channel = 'sms';
  readonly tokens: boolean;
  readonly #inner: Provider;
  taken = Promise.withResolvers<void>();
  back = Promise.withResolvers<void>();
  dies = true;
  calls = 0;
  constructor(inner: Provider, tokens: boolean) {
    this.#inner = inner;
    this.tokens = tokens;
  }
  async send(message: Message): Promise<Outcome> {
    this.calls++;
    const outcome = await this.#inner.send(message);
    if (!this.dies) return outcome;
    this.dies = false;
    this.taken.resolve();
    await this.back.promise;
    return outcome;
  }
}

test('killed between sending and recording: sent again under the same token, taken once', async () => {
  const provider = new Dying(new SandboxProvider(t.house, 'sms'), true);
  useProvider(t.house, provider);
  await t.tell({ to: [contact()] });
  const dead = deliverDue(t.house);
  await provider.taken.promise;
  expect(await deliverDue(t.house)).toBe(0);
  minutes(3);
  expect(await deliverDue(t.house)).toBe(1);
  expect(provider.calls).toBe(2);
  expect(await sandboxCount(t.house.db)).toBe(1);
  expect(await t.deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  // The dead one's late record counts for nothing.
  provider.back.resolve();
  await dead;
  expect(await t.deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

test('where the provider knows no token, what broke off is not sent a second time by itself', async () => {
  const provider = new Dying(new SandboxProvider(t.house, 'sms'), false);
  useProvider(t.house, provider);
  await t.tell({ to: [contact()] });
  const dead = deliverDue(t.house);
  await provider.taken.promise;
  minutes(3);
  await deliverDue(t.house);
  provider.back.resolve();
  await dead;
  minutes(120);
  await deliverDue(t.house);
  expect(provider.calls).toBe(1);
  expect(await t.deliveries()).toMatchObject([{ state: 'unknown', reason: 'interrupted' }]);
});

test('many workers at once: each message goes out once', async () => {
  const provider = new Told(true);
  useProvider(t.house, provider);
  for (let i = 0; i < 5; i++)
    await t.tell({ template: 'sample.alarm', to: Array.from({ length: 9 }, (_, n) => sealContact(t.house, { phone: `1390000${i}${n}00`, language: 'en' })) });
  await Promise.all(Array.from({ length: 4 }, () => deliverDue(t.house)));
  expect(provider.sent).toHaveLength(45);
  expect(new Set(provider.sent.map(({ token }) => token)).size).toBe(45);
  expect(provider.sent[0]!.short).toBe('Street lamp: please go there now.');
});

test('a provider that is away: tried again, later and later; refused is refused; after a day it is no news', async () => {
  const away: Outcome = { end: 'later', why: 'ECONNREFUSED' };
  const provider = new Told(false, [away, away]);
  useProvider(t.house, provider);
  await t.tell({ to: [contact()] });
  await deliverDue(t.house);
  expect(await t.deliveries()).toMatchObject([{ state: 'queued', reason: 'away', attempts: 1, reference: 'ECONNREFUSED' }]);
  t.clock.advance(29_000);
  expect(await deliverDue(t.house)).toBe(0);
  t.clock.advance(2_000);
  expect(await deliverDue(t.house)).toBe(1);
  minutes(2);
  await deliverDue(t.house);
  expect(await t.deliveries()).toMatchObject([{ state: 'sent', attempts: 3 }]);

  useProvider(t.house, new Told(false, [{ end: 'refused', why: 'isv.MOBILE_NUMBER_ILLEGAL' }]));
  await t.tell({ to: [contact()] });
  await deliverDue(t.house);
  expect((await t.deliveries()).at(-1)).toMatchObject({ state: 'failed', reason: 'refused' });

  minutes(1);
  useProvider(
    t.house,
    new Told(
      false,
      Array.from({ length: 99 }, () => away),
    ),
  );
  await t.tell({ to: [contact()] });
  for (let i = 0; i < 40; i++) {
    await deliverDue(t.house);
    minutes(61);
  }
  expect((await t.deliveries()).at(-1)).toMatchObject({ state: 'failed', reason: 'expired' });
});

test('at night it waits for the morning, a retry too; what is urgent does not', async () => {
  t.clock.set('2026-11-23T23:30:00+08:00');
  const provider = new Told(false, [{ end: 'later', why: 'x' }]);
  useProvider(t.house, provider);
  await t.tell({ to: [contact()] });
  expect(await deliverDue(t.house)).toBe(0);
  await t.tell({ to: [contact()], template: 'sample.alarm' });
  await deliverDue(t.house);
  minutes(1);
  await deliverDue(t.house);
  expect(provider.sent.map(({ template }) => template)).toEqual(['sample.alarm', 'sample.alarm']);
  t.clock.set('2026-11-24T06:59:59+08:00');
  expect(await deliverDue(t.house)).toBe(0);
  t.clock.set('2026-11-24T07:00:00+08:00');
  expect(await deliverDue(t.house)).toBe(1);
  expect(provider.sent.at(-1)).toMatchObject({ template: 'sample.news', to: phone, short: '路灯：11月24日 17:30前办完。' });
});

test('five a day to one phone, also when many workers race; the urgent go beyond', async () => {
  const provider = new Told(false);
  useProvider(t.house, provider);
  for (let i = 0; i < 8; i++) await t.tell({ to: [contact()] });
  await Promise.all(Array.from({ length: 4 }, () => deliverDue(t.house)));
  expect(provider.sent).toHaveLength(5);
  expect((await t.deliveries()).filter(({ reason }) => reason === 'cap')).toHaveLength(3);
  await t.tell({ to: [contact()], template: 'sample.alarm' });
  await deliverDue(t.house);
  expect(provider.sent).toHaveLength(6);
  t.clock.advance(86_400_000);
  await t.tell({ to: [contact()] });
  await deliverDue(t.house);
  expect(provider.sent).toHaveLength(7);
});

test('an SMS goes to who has not been in the app lately, and not beside WeChat', async () => {
  const { people } = t.town;
  await t.phone(people.resident, '13800138000');
  await t.phone(people.neighbour, '13800138001');
  await t.seen(people.neighbour, t.clock.now() - 86_400_000);
  await t.tell({ to: [{ person: people.resident }, { person: people.neighbour }] });
  expect(await t.deliveries()).toMatchObject([{ channel: 'sms' }]);
  await t.db.run(sql`INSERT INTO notices.address (district, person, channel, sealed, confirmed)
    VALUES (${t.town.district}, ${people.resident}, 'wechat', ${t.house.vault.seal('openid-1', 'notices.wechat')}, true)`);
  t.clock.advance(1000);
  await t.tell({ to: [{ person: people.resident }] });
  expect((await t.deliveries()).map(({ channel }) => channel)).toEqual(['sms', 'wechat']);
});

test('no number, no name and no text reaches a log line, and none lies in the database in clear', async () => {
  useProvider(t.house, new Told(false, [{ end: 'refused', why: 'x' }]));
  await t.tell({ to: [contact()] });
  await deliverDue(t.house);
  expect(written.join('')).toContain('could not be delivered');
  for (const secret of [phone, '渭滨社区', '路灯']) expect(written.join('')).not.toContain(secret);
  const rows = await t.db.all(sql`SELECT row_to_json(d)::text AS text FROM notices.delivery d UNION ALL SELECT row_to_json(n)::text FROM notices.notice n`);
  expect(JSON.stringify(rows)).not.toContain(phone);
});

test('verify sees a delivery without its notice', async () => {
  await t.tell({ to: [contact()] });
  const findings = async () => {
    const found: Finding[] = [];
    for await (const one of verify(t.house)) if (one.room === 'notices') found.push(one);
    return found;
  };
  expect(await findings()).toEqual([]);
  await t.db.run(sql`DELETE FROM notices.notice`);
  expect(await findings()).toMatchObject([{ check: 'deliveries', what: 'the delivery has no notice' }]);
});

test('the worker sends what is queued without being asked, and stops in order', async () => {
  const provider = new Told(true);
  useProvider(t.house, provider);
  const worker = startDelivery(t.house);
  const taken = Promise.withResolvers<void>();
  const send = provider.send.bind(provider);
  provider.send = async (message) => {
    taken.resolve();
    return send(message);
  };
  await t.tell({ to: [contact()] });
  await taken.promise;
  await worker.stop();
  expect(await t.deliveries()).toMatchObject([{ state: 'sent' }]);
});
