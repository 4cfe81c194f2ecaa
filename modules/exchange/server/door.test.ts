import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { newId } from '@hezhi/contract';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { deliverDue } from './deliver.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';
import { checkAddress, mayReach, post, readPolicy } from './outgoing.ts';
import { newSecret, signedHeaders, verifySignature } from './signature.ts';

const minutes = (n: number): number => n * 60_000;

describe('signatures', () => {
  it('are those of Standard Webhooks: its published example', () => {
    // The example of the specification's reference libraries.
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = signedHeaders([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, '{"test": 2432232314}');
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('hold for what was signed and for nothing else', () => {
    const secret = newSecret();
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.uuid(), (body, other, id) => {
        const headers = signedHeaders([newSecret(), secret], id, 1e12, body);
        expect(verifySignature(headers, body, [newSecret(), secret], 1e12)).toBe('good');
        if (other !== body) expect(verifySignature(headers, other, [secret], 1e12)).toBe('wrong');
        expect(verifySignature({ ...headers, 'webhook-id': `${id}x` }, body, [secret], 1e12)).toBe('wrong');
        expect(verifySignature({ ...headers, 'webhook-timestamp': '1000000001' }, body, [secret], 1e12)).toBe('wrong');
        expect(verifySignature(headers, body, [secret], 1e12 + minutes(6))).toBe('old');
        expect(verifySignature(headers, body, [], 1e12)).toBe('wrong');
      }),
      { numRuns: 50 },
    );
  });
});

describe('where messages may go', () => {
  const shut = readPolicy(undefined);
  const open = readPolicy('10.20.0.0/16, 127.0.0.1');

  it.each([
    '127.0.0.1',
    '10.0.0.8',
    '172.16.3.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '224.0.0.1',
    '255.255.255.255',
  ])('not to %s', (ip) => expect(mayReach(shut, ip)).toBe(false));

  it('to the public internet, and to networks that operations allow', () => {
    for (const ip of ['1.1.1.1', '223.5.5.5', '2606:4700:4700::1111']) expect(mayReach(shut, ip)).toBe(true);
    expect([mayReach(open, '10.20.3.4'), mayReach(open, '::ffff:10.20.3.4'), mayReach(open, '10.21.0.1'), mayReach(open, '127.0.0.1')]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(() => readPolicy('10.20.0.0/99')).toThrow('HEZHI_EXCHANGE_ALLOW');
  });

  it.each([
    'ftp://a.example',
    'https://u:p@a.example/',
    'http://a.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://localhost/',
    'nonsense',
  ])('an address like %s is refused', (address) => {
    expect(() => checkAddress(shut, address)).toThrow(/exchange\.address/);
  });

  it('a name that leads to a private address is refused when it is resolved, before any connection', async () => {
    await expect(post({ ...readPolicy('10.20.0.0/16'), timeoutMs: 2000 }, 'https://localhost:9/', {}, '{}')).rejects.toThrow(
      /to which nothing may be sent|no address/,
    );
    await expect(post({ ...readPolicy('10.20.0.0/16'), timeoutMs: 2000 }, 'http://localhost:9/', {}, '{}')).rejects.toThrow(
      /to which nothing may be sent|no address/,
    );
  });
});

describe('the door for bodies', () => {
  let t: ExchangeTest;
  const lines: string[] = [];
  beforeAll(async () => {
    t = await exchangeTest();
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    Object.assign(t.house, { log: pino({ level: 'trace' }, sink) });
  });
  afterAll(() => t.close());

  it('refuses what is not signed, wrongly signed, signed for another body, or too old, and carries nothing out', async () => {
    const event = t.sandbox.event('hezhi.order.reported.v1', {
      order: 'S-1',
      kind: 'help',
      category: 'B03',
      description: '路灯不亮',
      place: { point: [108.705, 34.335] },
    });
    expect(await t.sandbox.send(event, { headers: { 'webhook-signature': '' } })).toMatchObject({ status: 401, body: { code: 'exchange.signature_missing' } });
    expect(await t.sandbox.send(event, { secret: newSecret() })).toMatchObject({ status: 401, body: { code: 'exchange.signature_wrong' } });
    expect(await t.sandbox.send(event, { secret: t.sandbox.secrets.hears })).toMatchObject({ status: 401, body: { code: 'exchange.signature_wrong' } });
    const at = t.clock.now() - minutes(6);
    expect(await t.sandbox.send(event, { at })).toMatchObject({ status: 401, body: { code: 'exchange.timestamp_old' } });
    const { inbox } = t.sandbox;
    t.sandbox.inbox = inbox.replace(/[^/]+$/, newId());
    expect(await t.sandbox.send(event)).toMatchObject({ status: 401, body: { code: 'exchange.signature_wrong' } });
    t.sandbox.inbox = inbox;
    const { rows } = await t.db.pool.query('SELECT 1 FROM exchange.message');
    expect(rows).toEqual([]);
  });

  it('a request that is replayed within its window changes nothing a second time', async () => {
    const event = t.sandbox.event('hezhi.order.reported.v1', {
      order: 'S-2',
      kind: 'help',
      category: 'B03',
      description: '路灯不亮',
      place: { point: [108.705, 34.335] },
    });
    const how = { id: randomUUID(), at: t.clock.now() };
    const [first, second] = [await t.sandbox.send(event, how), await t.sandbox.send(event, how)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toMatchObject({ receipts: [{ duplicate: true }] });
    t.clock.advance(minutes(6));
    expect((await t.sandbox.send(event, how)).status).toBe(401);
  });

  it('takes both secrets while one is being changed, and signs with both', async () => {
    const boss = t.as(t.who.district);
    const ping = (secret?: string) => t.sandbox.send(t.sandbox.event('hezhi.ping.v1', {}), secret ? { secret } : {});
    const fresh = await boss.call(routes.rotate, { params: { id: t.body }, body: { direction: 'in', hours: 24 } });
    expect((await ping()).status).toBe(200);
    expect((await ping(fresh.secret)).status).toBe(200);
    expect((await boss.ask(routes.rotate, { params: { id: t.body }, body: { direction: 'in', hours: 24 } })).problem().code).toBe('exchange.secret_limit');
    const out = await boss.call(routes.rotate, { params: { id: t.body }, body: { direction: 'out', hours: 24 } });
    const old = t.sandbox.secrets.hears;
    for (const hears of [old, out.secret]) {
      t.sandbox.secrets = { ...t.sandbox.secrets, hears };
      await boss.call(routes.ping, { params: { id: t.body } });
      await deliverDue(t.house);
      expect(t.sandbox.deliveries.at(-1)).toMatchObject({ verdict: 'good', status: 200 });
    }
    t.clock.advance(24 * minutes(60));
    expect((await ping()).status).toBe(401);
    expect((await ping(fresh.secret)).status).toBe(200);
    // One that leaked is taken back at once.
    const safe = await boss.call(routes.rotate, { params: { id: t.body }, body: { direction: 'in', hours: 0 } });
    expect([(await ping(fresh.secret)).status, (await ping(safe.secret)).status]).toEqual([401, 200]);
    t.sandbox.secrets = { ...t.sandbox.secrets, sends: safe.secret };
  });

  it('never shows a secret again: not in a reply, a log line, the database or the audit log', async () => {
    const boss = t.as(t.who.district);
    const secrets = [t.sandbox.secrets.sends, t.sandbox.secrets.hears].map((one) => one.slice('whsec_'.length));
    const replies = [
      await boss.ask(routes.endpoints),
      await boss.ask(routes.endpoint, { params: { id: t.body } }),
      await boss.ask(routes.messages),
      await t.as(t.who.admin).ask(routes.endpoint, { params: { id: t.body } }),
    ].map((one) => one.text);
    const { rows } = await t.db.pool.query<{ text: string }>(
      `SELECT m::text AS text FROM exchange.message m UNION ALL SELECT e::text FROM exchange.endpoint e UNION ALL SELECT encode(s.sealed, 'escape') FROM exchange.secret s
       UNION ALL SELECT a::text FROM directory.audit a UNION ALL SELECT c::text FROM kernel.command c`,
    );
    for (const text of [...replies, ...lines, ...rows.map((row) => row.text)]) for (const secret of secrets) expect(text).not.toContain(secret);
    expect(rows.some((row) => row.text.includes('exchange.rotate'))).toBe(true);
  });

  it('is managed by those who may, and within their district', async () => {
    const body = { id: newId(), role: 'webhook' as const, name: '门户', address: 'https://data.example.org/hook', topics: ['case.closed'] };
    expect((await t.withToken(null).ask(routes.endpoints)).status).toBe(401);
    expect((await t.as(t.who.street).ask(routes.endpoints)).status).toBe(403);
    expect((await t.as(t.who.street).ask(routes.create, { body })).status).toBe(403);
    const boss = t.as(t.who.district);
    expect((await boss.ask(routes.create, { body: { ...body, topics: ['nothing.opened'] } })).problem().code).toBe('exchange.topic_unknown');
    expect((await boss.ask(routes.create, { body: { ...body, address: 'https://192.168.0.1/' } })).problem().code).toBe('exchange.address_private');
    expect((await boss.ask(routes.create, { body: { ...body, area: '999999' } })).problem().code).toBe('exchange.outside_district');
    const twin = { id: newId(), role: 'body' as const, name: '另一个', org: t.town.orgs.department };
    expect((await boss.ask(routes.create, { body: twin })).problem().code).toBe('exchange.org_taken');
    expect((await boss.ask(routes.create, { body: { ...twin, org: newId() } })).problem().code).toBe('exchange.org_unknown');
    const made = await boss.call(routes.create, { body });
    expect(made.shown).toHaveLength(1);
    expect((await boss.ask(routes.change, { params: { id: made.id }, body: { version: 9, name: '改' } })).problem().code).toBe('exchange.endpoint_changed');
    expect(await boss.call(routes.change, { params: { id: made.id }, body: { version: 1, name: '改' } })).toMatchObject({
      name: '改',
      version: 2,
      topics: ['case.closed'],
    });
  });

  it('ends for good: void secrets, nothing waits, the traffic stays, the organisation is free', async () => {
    await using own = await exchangeTest();
    const boss = own.as(own.who.district);
    await boss.call(routes.ping, { params: { id: own.body } });
    const { version } = await boss.call(routes.endpoint, { params: { id: own.body } });
    expect((await boss.ask(routes.end, { params: { id: own.body }, query: { version: version + 1 } })).problem().code).toBe('exchange.endpoint_changed');
    await boss.call(routes.end, { params: { id: own.body }, query: { version } });
    expect((await boss.ask(routes.endpoint, { params: { id: own.body } })).status).toBe(404);
    expect((await own.sandbox.send(own.sandbox.event('hezhi.ping.v1', {}))).status).toBe(401);
    expect(await deliverDue(own.house)).toBe(0);
    expect((await boss.call(routes.messages)).items).toMatchObject([{ state: 'dropped', note: '对接已移除' }]);
    const again = { id: newId(), role: 'body' as const, name: '新系统', org: own.town.orgs.department };
    expect((await boss.ask(routes.create, { body: again })).status).toBe(201);
  });

  it('publishes its schemas to anybody, as JSON Schema', async () => {
    const visitor = t.withToken(null);
    const { items } = await visitor.call(routes.schemas);
    for (const { name } of items) {
      const schema = await visitor.call(routes.schema, { params: { name } });
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', $id: `/api/exchange/schemas/${name}` });
    }
    expect((await visitor.ask(routes.schema, { params: { name: 'constructor' } })).status).toBe(404);
  });
});
