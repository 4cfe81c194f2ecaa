import { newId } from '@hezhi/contract';
import { defineRoom, drain, fireDue, type Personal, sql, verifyAll } from '@hezhi/server';
import type { TestClient } from '@hezhi/testing';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { unzipped } from '../testing/unzip.ts';
import { room } from './index.ts';
import { community, district, password, town, type Town } from './town.fixture.ts';

const day = 86_400_000;
const phone = '13900001111';

/** A room that keeps one thing of each person and holds whoever it is told to. */
function shelf(held: { person: string | null }): ReturnType<typeof defineRoom> {
  const personal: Personal = {
    tables: [],
    copy: async (call) => [{ name: ['书架', 'Shelf'], rows: [{ whose: call.actor.person, post: call.actor.post }] }],
    async *files(call) {
      yield { name: 'files/shelf.jpg', bytes: Buffer.from(`shelf of ${call.actor.person}`) };
    },
    ties: async (call) => [
      { said: ['{count} 本书要看完', '{count} books to read'], count: 1, blocks: false, link: null },
      ...(held.person === call.actor.person
        ? [{ said: ['还有 {count} 本没还', '{count} not returned'] as const, count: 3, blocks: true, link: '/books' }]
        : []),
    ],
  };
  return defineRoom({ name: 'shelf', personal });
}

async function codeTo(t: Town, of: string): Promise<string> {
  return (await t.withToken(null).call(routes.sandboxCodes, { query: { phone: of } })).items[0]!.code;
}
/** A resident who has registered by phone. */
async function resident(t: Town, of = phone, name = '李小红'): Promise<{ me: TestClient; person: string; account: string }> {
  await t.withToken(null).call(routes.sendCode, { body: { phone: of } });
  const made = await t.withToken(null).call(routes.register, { body: { phone: of, code: await codeTo(t, of), name, area: community } });
  return { me: t.withToken(made.token), person: made.person.id, account: made.account.id };
}
async function proofOf(t: Town, me: TestClient): Promise<{ sms: string }> {
  t.clock.advance(61_000);
  await me.call(routes.proofCode);
  return { sms: await codeTo(t, phone) };
}
async function copyOf(t: Town, me: TestClient): Promise<string> {
  const id = newId();
  await me.call(routes.askCopy, { body: { id } });
  await t.house.jobs.runNow('directory.copy', { district, copy: id });
  return id;
}

test('a copy is gathered from every room, fetched by the person alone after a proof, and gone after seven days', async () => {
  await using t = await town({ rooms: [room, shelf({ person: null })] });
  const { me, person } = await resident(t);
  const other = await resident(t, '13900002222', '赵大');
  const id = newId();
  const asked = await me.call(routes.askCopy, { body: { id } }, { key: 'k1' });
  expect(asked).toMatchObject({ id, state: 'waiting', ready_at: null });
  expect(await me.call(routes.askCopy, { body: { id } }, { key: 'k1' })).toEqual(asked);
  expect((await me.ask(routes.askCopy, { body: { id: newId() } })).problem().code).toBe('directory.copy_waiting');
  expect((await me.ask(routes.openCopy, { params: { id }, body: {} })).problem().code).toBe('directory.copy_not_found');
  await Promise.all([1, 2, 3].map(() => t.house.jobs.runNow('directory.copy', { district, copy: id })));
  expect((await me.call(routes.copies)).items).toMatchObject([{ id, state: 'ready' }]);
  expect((await me.ask(routes.askCopy, { body: { id: newId() } })).problem().code).toBe('directory.copy_soon');

  expect((await me.ask(routes.openCopy, { params: { id }, body: {} })).problem().code).toBe('directory.proof_needed');
  expect((await me.ask(routes.openCopy, { params: { id }, body: { sms: '000000' } })).problem().code).toBe('directory.wrong_code');
  const proof = await proofOf(t, me);
  const { address } = await me.call(routes.openCopy, { params: { id }, body: proof });
  expect((await me.ask(routes.openCopy, { params: { id }, body: proof })).problem().code).toBe('directory.wrong_code');
  for (const [client, url, status] of [
    [other.me, address, 403],
    [t.withToken(null), address, 401],
    [me, address.replace(/pass=.*/, 'pass=1.x'), 403],
    [me, address.replace(id, newId()), 403],
  ] as const) {
    expect((await client.inject({ url })).statusCode).toBe(status);
  }
  expect((await other.me.ask(routes.openCopy, { params: { id }, body: {} })).problem().code).toBe('directory.copy_not_found');
  const file = await me.inject({ url: address });
  expect([file.statusCode, file.headers['content-type'], file.headers['cache-control']]).toEqual([200, 'application/zip', 'no-store']);
  const files = unzipped(file.rawPayload);
  expect([...files.keys()]).toEqual(['index.html', 'data/directory.json', 'data/shelf.json', 'files/shelf.jpg']);
  expect(files.get('files/shelf.jpg')!.toString()).toBe(`shelf of ${person}`);
  const kept = JSON.parse(files.get('data/directory.json')!.toString()) as { name: string; fields: Record<string, string>; rows: Record<string, unknown>[] }[];
  expect(kept.find((one) => one.name === '本人')).toMatchObject({
    fields: { phone_sealed: '电话' },
    rows: [{ name: '李小红', phone_sealed: phone, area: `渭滨社区 ${community}` }],
  });
  expect(JSON.parse(files.get('data/shelf.json')!.toString())).toMatchObject([{ rows: [{ whose: person, post: null }] }]);
  expect(files.get('index.html')!.toString()).toContain(phone);
  expect([...files.values()].join('')).not.toMatch(/赵大|13900002222/);

  t.clock.advance(6 * 60_000);
  expect((await me.inject({ url: address })).statusCode).toBe(403);
  // Nothing of it lies in the database in clear.
  expect(JSON.stringify(await t.db.all(sql`SELECT encode(sealed, 'escape') FROM directory.copy`))).not.toContain('李小红');
  const log = await t.db.all<{ action: string }>(sql`SELECT action FROM directory.audit WHERE action LIKE 'own_data.%' ORDER BY seq`);
  expect(log.map((one) => one.action)).toEqual(['own_data.copy_ask', 'own_data.copy_ready', 'own_data.copy_open', 'own_data.copy_fetch']);
  t.clock.advance(7 * day);
  expect((await me.call(routes.copies)).items).toEqual([]);
  await t.house.jobs.runNow('directory.purge');
  expect(await t.db.all(sql`SELECT id FROM directory.copy`)).toEqual([]);
  expect((await verifyAll(t.house, [district])).all).toEqual([]);
});

test('who has a password proves by it, and by the second factor where it is on; wrong tries are counted', async () => {
  await using t = await town();
  const me = await t.logIn('grid');
  const id = await copyOf(t, me);
  const open = (body: object): ReturnType<typeof me.ask> => me.ask(routes.openCopy, { params: { id }, body });
  expect((await open({ sms: '123456' })).problem().code).toBe('directory.proof_needed');
  expect((await open({ password: 'not-the-one' })).problem().code).toBe('directory.wrong_password');
  expect((await open({ password })).status).toBe(201);
  const { secret } = await me.call(routes.enrolFactor, { body: { password } });
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await me.call(routes.confirmFactor, { body: { code: totp.generate({ timestamp: t.clock.now() }) } });
  t.clock.advance(31_000);
  const code = totp.generate({ timestamp: t.clock.now() });
  expect((await open({ password })).problem().code).toBe('directory.proof_needed');
  expect((await open({ password, code: '000000' })).problem().code).toBe('directory.wrong_code');
  expect((await open({ password, code })).status).toBe(201);
  expect((await open({ password, code })).problem().code).toBe('directory.wrong_code');
  for (let i = 0; i < 4; i++) expect((await open({ password: 'not-the-one', code })).problem().code).toBe('directory.wrong_password');
  expect((await open({ password, code })).status).toBe(429);
});

test('closing: proved, taken back, and after seven days everything by which somebody is known is gone; chains hold', async () => {
  const held: { person: string | null } = { person: null };
  await using t = await town({ rooms: [room, shelf(held)] });
  const { me, person, account } = await resident(t);
  const copy = await copyOf(t, me);
  expect(await me.call(routes.closing)).toEqual({ own: true, asked_at: null, due_at: null, ties: [{ said: '1 本书要看完', blocks: false, link: null }] });
  held.person = person;
  expect((await me.ask(routes.askClosing, { body: {} })).problem()).toMatchObject({ code: 'directory.closing_tied', detail: '现在还不能注销：还有 3 本没还' });
  held.person = null;
  expect((await me.ask(routes.askClosing, { body: {} })).problem().code).toBe('directory.proof_needed');
  const asked = await me.call(routes.askClosing, { body: await proofOf(t, me) });
  expect(Date.parse(asked.due_at!) - t.clock.now()).toBe(7 * day);
  await me.call(routes.undoClosing);
  expect((await me.ask(routes.undoClosing)).status).toBe(404);
  t.clock.advance(8 * day);
  await fireDue(t.house);
  expect((await me.ask(routes.whoAmI)).status).toBe(200);

  await me.call(routes.askClosing, { body: await proofOf(t, me) });
  expect((await me.ask(routes.askClosing, { body: await proofOf(t, me) })).problem().code).toBe('directory.closing_asked');
  // What begins meanwhile calls it off.
  held.person = person;
  t.clock.advance(7 * day);
  await fireDue(t.house);
  expect((await me.call(routes.closing)).asked_at).toBeNull();
  held.person = null;
  await me.call(routes.askClosing, { body: await proofOf(t, me) });
  t.clock.advance(7 * day);
  await drain(t.house);

  expect((await me.ask(routes.whoAmI)).status).toBe(401);
  const rows = JSON.stringify(
    await t.db.all(
      sql`SELECT to_jsonb(p.*) AS person, to_jsonb(a.*) AS account FROM directory.person p JOIN directory.account a ON a.person = p.id WHERE p.id = ${person}`,
    ),
  );
  expect(rows).not.toMatch(/李小红|lixiaohong|u-[a-z0-9]/);
  expect(await t.db.find(sql`SELECT name, phone_sealed, phone_lookup, area, closed IS NOT NULL AS closed FROM directory.person WHERE id = ${person}`)).toEqual({
    name: '已注销账号',
    phone_sealed: null,
    phone_lookup: null,
    area: district,
    closed: true,
  });
  expect(await t.db.find(sql`SELECT status, phone_lookup, password_hash FROM directory.account WHERE id = ${account}`)).toEqual({
    status: 'closed',
    phone_lookup: null,
    password_hash: null,
  });
  for (const table of ['session', 'copy', 'closing'])
    expect(await t.db.all(sql`SELECT 1 FROM ${sql.raw(`directory.${table}`)} WHERE account = ${account}`), table).toEqual([]);
  expect((await verifyAll(t.house, [district])).all).toEqual([]);
  expect(await t.db.find(sql`SELECT 1 FROM directory.copy WHERE id = ${copy}`)).toBeUndefined();

  // Nobody finds or opens it again, and the number is free.
  const admin = await t.logIn('admin');
  expect((await admin.ask(routes.unlockAccount, { params: { id: account }, body: {} as never })).status).toBeGreaterThanOrEqual(400);
  t.clock.advance(61_000);
  const again = await resident(t);
  expect(again.person).not.toBe(person);
});

test('taken back at the moment it falls due: either the account stays or it is closed, never half', async () => {
  await using t = await town();
  for (let round = 0; round < 4; round++) {
    const { me, person, account } = await resident(t);
    await me.call(routes.askClosing, { body: await proofOf(t, me) });
    t.clock.advance(7 * day);
    const [undone] = await Promise.all([me.ask(routes.undoClosing), fireDue(t.house)]);
    await fireDue(t.house);
    const left = await t.db.find<{ status: string; name: string }>(
      sql`SELECT a.status, p.name FROM directory.account a JOIN directory.person p ON p.id = a.person WHERE a.id = ${account}`,
    );
    expect(left).toEqual(undone.status === 204 ? { status: 'active', name: '李小红' } : { status: 'closed', name: '已注销账号' });
    expect(await t.db.all(sql`SELECT 1 FROM directory.closing WHERE person = ${person}`)).toEqual([]);
    // The number is used again by the next round.
    await t.db.run(sql`UPDATE directory.account SET phone_lookup = NULL WHERE id = ${account}`);
    t.clock.advance(61_000);
  }
  expect((await verifyAll(t.house, [district])).all).toEqual([]);
});

test('of two copies asked for at once one is made; staff do not close their own account', async () => {
  await using t = await town();
  const me = await t.logIn('grid');
  const two = await Promise.all([newId(), newId()].map((id) => me.ask(routes.askCopy, { body: { id } })));
  expect(two.map((one) => one.status).sort((a, b) => a - b)).toEqual([201, 409]);
  expect(await me.call(routes.closing)).toEqual({ own: false, asked_at: null, due_at: null, ties: [] });
  expect((await me.ask(routes.askClosing, { body: { password } })).problem().code).toBe('directory.closing_staff');
  expect((await me.ask(routes.changeName, { body: { name: '王新' } })).problem().code).toBe('directory.name_staff');
});

test('a resident corrects the own name, and the number with a code sent to the new one', async () => {
  await using t = await town();
  const { me } = await resident(t);
  await resident(t, '13900002222', '赵大');
  await me.call(routes.changeName, { body: { name: '李晓红' } });
  expect((await me.call(routes.whoAmI)).person.name).toBe('李晓红');
  const change = async (to: string, wrong = false): Promise<string> => {
    const proof = await proofOf(t, me);
    t.clock.advance(61_000);
    await me.ask(routes.sendCode, { body: { phone: to } });
    const code = await codeTo(t, to);
    const reply = await me.ask(routes.changePhone, { body: { phone: to, phone_code: wrong ? (code === '111111' ? '222222' : '111111') : code, ...proof } });
    return reply.status === 204 ? 'done' : reply.problem().code;
  };
  expect(await change('13900003333', true)).toBe('directory.wrong_code');
  expect(await change('13900002222')).toBe('directory.phone_taken');
  expect(await change('13900003333')).toBe('done');
  expect((await me.call(routes.whoAmI)).person.phone).toBe('139****3333');
  t.clock.advance(61_000);
  await t.withToken(null).call(routes.sendCode, { body: { phone: '13900003333' } });
  expect((await t.withToken(null).ask(routes.logIn, { body: { phone: '13900003333', code: await codeTo(t, '13900003333') } })).status).toBe(201);
});
