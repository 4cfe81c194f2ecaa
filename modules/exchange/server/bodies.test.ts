import { createHash } from 'node:crypto';
import { currentProcedure, findStored, keepProcedure, kindOf, setProcedureChooser } from '@hezhi/matters/server';
import { drain } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { published, routes } from '../contract/index.ts';
import type { Message } from '../sandbox/index.ts';
import { deliverDue } from './deliver.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';

type Told = {
  matter: { id: string; number: string; state: string; revision: number };
  order: { order: string } | null;
  entries: { step: string }[];
  legs: { key: string }[];
  may: { step: string }[];
};
const told = (message: Message | undefined): Told => message!.data as Told;
const place = { point: [108.705, 34.335], address: '渭滨家园3号楼' };
type Receipts = {
  receipts: {
    id: string;
    ok: boolean;
    duplicate: boolean;
    matter: { id: string; number: string; state: string; revision: number } | null;
    error: { code: string; status: number; detail: string; errors: { path: string; detail: string }[] } | null;
  }[];
};
const receipts = (reply: { body: Record<string, unknown> }): Receipts['receipts'] => (reply.body as Receipts).receipts;

describe('a body and the house', () => {
  let t: ExchangeTest;
  beforeAll(async () => {
    t = await exchangeTest();
  });
  afterAll(() => t.close());

  /** A case given to the department by the street. */
  async function given(): Promise<string> {
    const id = (await t.report(t.who.resident)).body.id;
    await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department }, note: '请处置' }]);
    return id;
  }

  it('is told of a case that runs by a place’s own method, and takes its steps', async () => {
    const { version: _, ...shipped } = currentProcedure(t.house, kindOf(t.house, 'case'));
    const own = await keepProcedure(t.house.db, { ...shipped, name: { 'zh-Hans': '本区办件', en: 'Our own way' } });
    setProcedureChooser(t.house, () => [{ key: own.key, version: own.version }]);
    const id = await given();
    setProcedureChooser(t.house, () => []);
    await t.flow();
    const [assigned] = t.sandbox.of('hezhi.matter.assigned.v1').filter((one) => told(one).matter.id === id);
    expect(told(assigned).may.map((one) => one.step)).toEqual(expect.arrayContaining(['accept', 'finish']));
    expect(receipts(await t.sandbox.step({ matter: id, step: 'accept', note: '已签收' }))[0]).toMatchObject({ ok: true, matter: { state: 'handling' } });
    expect((await findStored(t.house.db, t.town.district, id))!.procedure_version).toBe(own.version);
  });

  it('sends what is given to its organisation, and takes its answers as steps', async () => {
    const id = await given();
    await t.flow();
    const [assigned] = t.sandbox.of('hezhi.matter.assigned.v1').filter((one) => told(one).matter.id === id);
    expect(assigned).toMatchObject({
      source: 'urn:hezhi:district:610402',
      subject: told(assigned).matter.number,
      data: { legs: [{ key: 'handle', overdue: false }], order: null },
    });
    expect(told(assigned).may.map((one) => one.step)).toEqual(expect.arrayContaining(['accept', 'finish', 'ask_return', 'progress']));
    expect(published['hezhi.matter.assigned.v1']!.safeParse(assigned!.data).success).toBe(true);

    const took = await t.sandbox.step({ matter: id, step: 'accept', note: '已签收' });
    expect(took.status).toBe(200);
    expect(receipts(took)[0]).toMatchObject({ ok: true, duplicate: false, matter: { id, state: 'handling' } });
    await t.sandbox.step({ number: told(assigned).matter.number, step: 'progress', note: '已派人前往' });
    const wrong = await t.sandbox.step({ matter: id, step: 'finish', outcome: 'nonsense', note: '好了' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'exchange.invalid_message', errors: [{ path: '/data/outcome' }] } });
    const done = await t.sandbox.step({ matter: id, step: 'finish', outcome: 'solved', note: '灯已修好' });
    expect(receipts(done)[0]?.matter?.state).toBe('verifying');

    // Its own steps are no news to it.
    const before = t.sandbox.heard.length;
    await t.flow();
    expect(t.sandbox.heard).toHaveLength(before);
    const page = await t.matter(t.who.street, id);
    const entry = page.timeline.find((one) => one.step === 'finish');
    expect(entry).toMatchObject({ actor: { org: '区环卫中心' }, data: { note: '灯已修好', outcome: 'solved' } });

    await t.go(id, [t.who.community, 'verify']);
    await t.go(id, [t.who.resident, 'rate', { score: 5, solved: 'yes' }]);
    await t.flow();
    const closed = t.sandbox.of('hezhi.matter.closed.v1').find((one) => told(one).matter.id === id);
    expect(closed?.data).toMatchObject({ result: { outcome: { code: 'solved' }, note: '灯已修好', rating: 5 } });
    expect(await t.findings()).toEqual([]);
  });

  it('hears of a refused return, of being released, and never of others’ matters', async () => {
    const id = await given();
    const other = (await t.report(t.who.resident)).body.id;
    await t.flow();
    expect((await t.sandbox.step({ matter: id, step: 'ask_return', reason: 'not_our_duty', note: '不属于我单位职责' })).status).toBe(200);
    await t.go(id, [t.who.street, 'refuse_return', { note: '请先处置' }]);
    await t.flow();
    const refusal = t.sandbox.of('hezhi.matter.updated.v1').findLast((one) => told(one).matter.id === id);
    expect(told(refusal).entries.map((one) => one.step)).toEqual(['refuse_return']);
    const twice = await t.sandbox.step({ matter: id, step: 'ask_return', reason: 'not_our_duty', note: '再退' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'matters.already_marked' } });
    await t.go(id, [t.who.street, 'reassign', { to: { org: t.town.orgs.community }, note: '由社区处置' }]);
    await t.flow();
    expect(t.sandbox.of('hezhi.matter.released.v1').some((one) => told(one).matter.id === id)).toBe(true);
    expect(await t.sandbox.step({ matter: id, step: 'finish', outcome: 'solved', note: '迟了' })).toMatchObject({
      status: 403,
      body: { code: 'matters.not_owner' },
    });
    expect(await t.sandbox.step({ matter: other, step: 'comment', note: '看看' })).toMatchObject({ status: 404, body: { code: 'exchange.unknown_matter' } });
    expect(t.sandbox.heard.some((one) => told(one).matter?.id === other)).toBe(false);
  });

  it('tells a refused step in the words of the procedure, in the language asked for, and keeps it', async () => {
    const id = await given();
    await t.flow();
    const event = t.sandbox.event('hezhi.step.taken.v1', { matter: id, step: 'reopen', note: '没好' });
    expect(await t.sandbox.send(event, { language: 'en' })).toMatchObject({
      status: 403,
      body: { code: 'exchange.step_not_yours', detail: expect.stringContaining('who reported') as string },
    });
    const traffic = await t.as(t.who.district).call(routes.messages, { query: { direction: 'in', state: 'failed' } });
    expect(traffic.items.find((one) => one.error?.startsWith('exchange.step_not_yours'))).toBeDefined();
  });

  it('makes a case of an order once, keeps the contact sealed, and tells its sender how it goes', async () => {
    const order = {
      order: 'DH2026-1',
      kind: 'complain',
      description: '楼下烧烤店油烟很大，天天呛人',
      place,
      contact: { name: '李某某', phone: '13800001234' },
      deadline: '2026-11-25T18:00:00+08:00',
      extra: 'let pass',
    };
    const event = t.sandbox.event('hezhi.order.reported.v1', order);
    const first = await t.sandbox.send(event);
    expect(first.status).toBe(200);
    const { id, number } = receipts(first)[0]!.matter!;
    const again = await t.sandbox.send(event);
    expect(receipts(again)[0]).toMatchObject({ ok: true, duplicate: true, matter: { id, number } });
    expect(await t.sandbox.send({ ...event, data: { ...order, description: '别的' } })).toMatchObject({ status: 409, body: { code: 'exchange.id_reused' } });
    expect(await t.sandbox.order(order)).toMatchObject({ status: 409, body: { code: 'exchange.order_known' } });

    const page = await t.matter(t.who.community, id);
    expect(page.matter).toMatchObject({ channel: 'exchange', area: t.town.grids[0], public: false });
    expect(page.timeline.find((one) => one.step === 'remark')?.data['note']).toContain('DH2026-1');
    const { rows } = await t.db.pool.query<{ text: string }>('SELECT payload::text || reply::text AS text FROM exchange.message');
    expect(rows.some(({ text }) => text.includes('13800001234') || text.includes('李某某'))).toBe(false);

    await t.go(id, [t.who.community, 'accept'], [t.who.community, 'remark', { note: '内部：投诉人情绪激动' }]);
    await t.flow();
    const heard = t.sandbox.heard.filter((one) => told(one).matter?.id === id);
    expect(heard.at(-1)).toMatchObject({ type: 'hezhi.matter.updated.v1', data: { order: { order: 'DH2026-1', kind: 'complain' }, legs: [] } });
    const { items } = await t.as(t.who.community).call(routes.ties, { params: { id } });
    expect(items).toMatchObject([{ name: '12345平台', order: 'DH2026-1', kind: 'complain', deadline: '2026-11-25T10:00:00Z', dead: 0 }]);
    for (const stranger of [t.who.community2, t.who.resident]) expect((await t.as(stranger).ask(routes.ties, { params: { id } })).status).toBe(404);
    expect(JSON.stringify(heard)).not.toMatch(/13800001234|李某某/);
    // A mere reporter reads what the person who asked would read.
    expect(JSON.stringify(heard)).not.toContain('情绪激动');
    expect((await t.sandbox.step({ order: 'DH2026-1', step: 'urge', note: '市民催办' })).status).toBe(200);
    expect(await t.sandbox.step({ order: 'DH2026-1', step: 'finish', outcome: 'solved', note: '好了' })).toMatchObject({
      status: 403,
      body: { code: 'exchange.step_not_yours' },
    });
  });

  it('answers row by row, and lets nothing of a bad row disturb the others', async () => {
    const good = t.sandbox.event('hezhi.order.reported.v1', { order: 'B-1', kind: 'help', category: 'B03', description: '路灯不亮', place });
    const bad = t.sandbox.event('hezhi.order.reported.v1', { order: 'B-2', kind: 'nonsense', description: '', place: {} });
    const reply = await t.sandbox.send([good, bad, { id: 'x' }, { ...t.sandbox.event('hezhi.unknown.v1', {}), source: 's' }, good]);
    expect(reply.status).toBe(200);
    const rows = receipts(reply);
    expect(rows.map((one) => [one.ok, one.duplicate])).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(rows[1]!.error!.errors.map((one) => one.path)).toEqual(['/data/kind', '/data/description']);
    expect(rows[1]!.error!.errors[0]!.detail).toContain('consult');
    expect(rows[2]!.error!.errors.map((one) => one.path)).toContain('/specversion');
    expect(rows[3]!.error).toMatchObject({ code: 'exchange.type_unknown', status: 422 });
    expect(await t.sandbox.order({ order: 'B-3', kind: 'help', category: 'B03', description: '没有地点', place: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ path: '/data/place' }] },
    });
    // What was refused may be sent again under its id once it is mended.
    const mended = { ...bad, data: { order: 'B-2', kind: 'help', category: 'B03', description: '路灯不亮', place } };
    expect(receipts(await t.sandbox.send(mended))[0]).toMatchObject({ ok: true, duplicate: false });
  });

  it('carries a message out once however many come at the same moment', async () => {
    const event = t.sandbox.event('hezhi.order.reported.v1', { order: 'R-1', kind: 'help', category: 'B03', description: '路灯不亮', place });
    const replies = await Promise.all(Array.from({ length: 5 }, () => t.sandbox.send(event)));
    expect(new Set(replies.filter((one) => one.status === 200).map((one) => receipts(one)[0]!.matter!.id)).size).toBe(1);
    expect(replies.filter((one) => one.status === 200 && !receipts(one)[0]!.duplicate)).toHaveLength(1);
    const ids = await Promise.all([1, 2, 3].map(() => t.sandbox.order({ order: 'R-2', kind: 'help', category: 'B03', description: '路灯不亮', place })));
    expect(ids.map((one) => String(one.status)).toSorted()).toEqual(['200', '409', '409']);
    await drain(t.house);
    await deliverDue(t.house);
    expect(await t.findings()).toEqual([]);
  });
});

describe('photos', () => {
  it('are told by reference with hash and size, and fetched by whom they were told only', async () => {
    await using t = await exchangeTest();
    const photo = await t.photo(t.who.resident);
    const { id } = (await t.report(t.who.resident, { photos: [photo] })).body;
    await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department }, note: '请处置' }]);
    const other = await t.photo(t.who.resident);
    await t.report(t.who.resident, { photos: [other] });
    await t.flow();
    const [assigned] = t.sandbox.of('hezhi.matter.assigned.v1');
    expect(published['hezhi.matter.assigned.v1']!.safeParse(assigned!.data).success).toBe(true);
    const named = (
      assigned!.data as { entries: { step: string; photos: { id: string; path: string; type: string; bytes: number; sha256: string }[] }[] }
    ).entries
      .find((one) => one.step === 'open')!
      .photos.at(0)!;
    expect([named.id, named.type]).toEqual([photo, 'image/jpeg']);
    const got = await t.sandbox.photo(named.path);
    expect([got.status, got.bytes.length, createHash('sha256').update(got.bytes).digest('hex')]).toEqual([200, named.bytes, named.sha256]);
    expect((await t.sandbox.photo(named.path, { secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' })).status).toBe(401);
    // Of a matter that it was told nothing of, or that is not there.
    for (const file of [other, t.body]) expect((await t.sandbox.photo(named.path.replace(photo, file))).status).toBe(404);
    expect((await t.withToken(null).inject({ method: 'GET', url: named.path })).statusCode).toBe(401);
  });
});
