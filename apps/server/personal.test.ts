import { newId } from '@hezhi/contract';
import { routes as cases } from '@hezhi/cases/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { authenticate } from '@hezhi/directory/server';
import { testTown, unzipped } from '@hezhi/directory/testing';
import { routes as documents } from '@hezhi/documents/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, sql, verifyAll } from '@hezhi/server';
import { testApp, type TestApp } from '@hezhi/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { rooms } from './rooms.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let t: TestApp;
let district: string;
let town: Awaited<ReturnType<typeof testTown>>;
beforeAll(async () => {
  t = await testApp({ rooms, authenticate: (house) => (request) => authenticate(house, request) });
  town = await testTown(t.house);
  ({ district } = town);
});
afterAll(() => t.close());

/** Columns of ids that never name a person, wherever they stand. A new name that is not here has to be answered for in the `personal` of its room, or added with care. */
const things = new Set(
  `id article ballot body case_id child comment compound covenant deliberation endpoint entry files grid handover home import incident leg legs line link mandate matter matters meeting message
  merged_into note notice objection offer_org org orgs parent photos post posting purpose_id question reader_post reception report respond_leg roll roster round second_of session statement
  studio subject template timer topic turn unit voices vote warning whistle agent_post from_post to_post reporter_post lease against call key token alert event`.split(
    /\s+/,
  ),
);
/** Columns that could be thought to name a person, and what they name. */
const others: Readonly<Record<string, string>> = {
  'ballots.cast.voter': 'a line of the roll',
  'ballots.code.voter': 'a line of the roll',
  'ballots.code_sms.voter': 'a line of the roll',
  'ballots.mandate.voter': 'a line of the roll',
  'ballots.paper.voter': 'a line of the roll',
  'ballots.unit.voter': 'a line of the roll',
  'deliberations.attendance.seat': 'a member or participant',
  'deliberations.floor.attendance': 'a presence at a meeting',
  'deliberations.position.participant': 'a participant of a topic',
  'deliberations.task.owner': 'an organisation',
  'deputies.raised.deputy': 'a deputy of the studio',
  'deputies.reception.deputies': 'deputies of the studio',
  'duty.roster.members': 'posts',
  'hotline.call.line': 'a line of the hotline',
  'insight.letter.issuer': 'an organisation',
  'kernel.event.id': 'an event',
  'opinions.position.participant': 'a pseudonym of one question',
  'opinions.vote.participant': 'a pseudonym of one question',
  'owners.candidate.owner': 'an entry of the register',
  'owners.member.owner': 'an entry of the register',
  'owners.support.owner': 'an entry of the register',
  'owners.unit.owner': 'an entry of the register',
  'whistles.whistle.whistler': 'an organisation',
};
/** Sealed columns that hold nothing of a person. */
const secrets: Readonly<Record<string, string>> = {
  'ballots.keybox.sealed': 'the key of a ballot',
  'exchange.secret.sealed': 'the secret of another system',
};

test('every column that names a person, and everything sealed, is answered for by its room', async () => {
  const columns = await t.db.all<{ name: string; column: string; type: string }>(sql`
    SELECT n.nspname || '.' || c.relname AS name, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pgboss', 'kernel') ORDER BY 1, a.attnum`);
  const tables = rooms.flatMap((room) => (room.personal?.tables ?? []).map((one) => ({ room: room.name, ...one })));
  const answered = new Set(tables.flatMap((one) => one.persons.map((column) => `${one.table}.${column}`)));
  const named = new Set(tables.map((one) => one.table));
  const open = columns.flatMap(({ name, column, type }) => {
    const full = `${name}.${column}`;
    if (type.startsWith('uuid')) return answered.has(full) || things.has(column) || others[full] ? [] : [full];
    if (type === 'bytea' && /(^|_)(sealed|phone|name)$|^(others|body)$/.test(column)) return named.has(name) || secrets[full] ? [] : [full];
    return [];
  });
  expect(open, 'say in the room’s personal.ts what becomes of it').toEqual([]);
  // And no room answers for what is not there, or for another room's tables.
  const known = new Set(columns.map(({ name, column }) => `${name}.${column}`));
  for (const one of tables) {
    expect(one.table.split('.')[0], one.table).toBe(one.room);
    const told = [...one.persons, ...(one.of ?? []), ...Object.keys(one.where ?? {})];
    const fields = typeof one.copy === 'string' ? [] : Object.keys(one.copy.fields);
    const emptied = typeof one.closing === 'string' ? [] : Object.keys(one.closing);
    for (const column of [...told, ...fields, ...emptied]) expect(known.has(`${one.table}.${column}`), `${one.table}.${column}`).toBe(true);
  }
  for (const full of [...Object.keys(others), ...Object.keys(secrets)].filter((one) => !one.startsWith('kernel.'))) expect(known.has(full), full).toBe(true);
});

test('a resident of the whole house takes a copy of everything, and closes the account; what others need stays without a name', async () => {
  const nobody = t.withToken(null);
  const phone = '13900007777';
  const codeTo = async (): Promise<string> => (await nobody.call(directory.sandboxCodes, { query: { phone } })).items[0]!.code;
  await nobody.call(directory.sendCode, { body: { phone } });
  const made = await nobody.call(directory.register, { body: { phone, code: await codeTo(), name: '钱小梅', area: town.communities[0] } });
  const me = t.withToken(made.token);
  const person = made.person.id;
  const form = new FormData();
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  const upload = new Request('http://x/', { method: 'POST', body: form });
  const photo = await me.inject({
    method: 'POST',
    url: `/api${documents.upload.path}`,
    payload: Buffer.from(await upload.arrayBuffer()),
    headers: { 'content-type': upload.headers.get('content-type')! },
  });
  expect(photo.statusCode).toBe(201);
  const reported = await me.ask(cases.report, {
    body: {
      category: 'B03',
      description: '楼道灯坏了三天没人修',
      place: { area: town.grids[0], address: '渭滨家园3号楼' },
      photos: [photo.json<{ id: string }>().id],
      contact: { name: '钱小梅', phone },
    } as never,
  });
  expect(reported.status, reported.text).toBe(201);
  await me.call(matters.saveDraft, { params: { id: newId() }, body: { kind: 'case', body: { text: '还没写完' } } as never });
  await me.call(notices.setEmail, { body: { address: 'mei@example.org' } });
  await drain(t.house);

  // What other rooms keep sealed or under the id: a signature, an appointment, a comment, a followed case.
  const { vault } = t.house;
  const at = new Date(t.clock.now()).toISOString();
  const [picture, home] = [vault.seal('data:image/png;base64,AAAA', 'covenants.signature'), vault.seal('3号楼 502', 'covenants.home')];
  await t.db.run(sql`INSERT INTO covenants.signature (district, id, covenant, version, person, home_sealed, home_lookup, image_sealed, at)
    VALUES (${district}, ${newId()}, ${newId()}, 1, ${person}, ${home}, ${vault.lookup('x', 'covenants.home')}, ${picture}, ${at})`);
  await t.db.run(sql`INSERT INTO deputies.signup (district, id, reception, place, person, way, topic, phone_sealed, state, at)
    VALUES (${district}, ${newId()}, ${newId()}, 1, ${person}, 'phone', '停车', ${vault.seal(phone, 'deputies.phone')}, 'came', ${at})`);
  for (const [author, kind] of [
    [person, 'person'],
    [newId(), 'device'],
  ] as const)
    await t.db.run(sql`INSERT INTO publicity.comment (district, id, matter, author, kind, written, public_text, state, at)
      VALUES (${district}, ${newId()}, ${newId()}, ${author}, ${kind}, '路灯修好了', '路灯修好了', 'shown', ${at})`);

  const copy = newId();
  await me.call(directory.askCopy, { body: { id: copy } });
  await t.house.jobs.runNow('directory.copy', { district, copy });
  await drain(t.house);
  const prove = async (): Promise<{ sms: string }> => {
    t.clock.advance(61_000);
    await me.call(directory.proofCode);
    return { sms: await codeTo() };
  };
  const { address } = await me.call(directory.openCopy, { params: { id: copy }, body: await prove() });
  const files = unzipped((await me.inject({ url: address })).rawPayload);
  const of = (room: string): string => files.get(`data/${room}.json`)!.toString();
  expect(of('matters')).toContain('楼道灯坏了三天没人修');
  expect(of('matters')).toContain('还没写完');
  expect(of('cases')).toContain(phone);
  expect(of('notices')).toContain('mei@example.org');
  expect(of('covenants')).toContain('3号楼 502');
  expect(of('deputies')).toContain(phone);
  expect([...files.keys()].filter((name) => name.startsWith('files/'))).toHaveLength(1);
  // Who is told of their copy: a notice by the house.
  expect(JSON.stringify((await me.call(notices.list)).items)).toContain('您的个人信息副本已备好');
  // Neither staff's names nor other persons' data are in it.
  expect([...files.values()].join('')).not.toMatch(/测试grid|测试community/);

  const id = (reported.body as { id: string }).id;
  expect((await me.ask(directory.askClosing, { body: await prove() })).problem()).toMatchObject({ code: 'directory.closing_tied' });
  await me.call(matters.step, { params: { id }, body: { step: 'withdraw', data: {} } });
  await drain(t.house);
  await me.call(directory.askClosing, { body: await prove() });
  t.clock.advance(7 * 86_400_000);
  await drain(t.house);
  expect((await me.ask(directory.whoAmI)).status).toBe(401);
  const left = await t.db.find<{ contact: Buffer | null; reporter: string }>(sql`SELECT contact_sealed AS contact, reporter FROM cases.case WHERE id = ${id}`);
  expect(left).toEqual({ contact: null, reporter: person });
  for (const table of ['notices.notice', 'notices.address', 'notices.delivery', 'matters.draft'])
    expect(await t.db.all(sql`SELECT 1 FROM ${sql.raw(table)} WHERE person = ${person}`), table).toEqual([]);
  expect(await t.db.all(sql`SELECT home_sealed, home_lookup, image_sealed, withdrawn_at IS NOT NULL AS withdrawn FROM covenants.signature`)).toEqual([
    { home_sealed: null, home_lookup: null, image_sealed: null, withdrawn: true },
  ]);
  expect(await t.db.all(sql`SELECT topic, phone_sealed FROM deputies.signup`)).toEqual([{ topic: '停车', phone_sealed: null }]);
  expect(await t.db.all(sql`SELECT kind FROM publicity.comment`)).toEqual([{ kind: 'device' }]);
  // The timeline is a chain and stays whole.
  expect((await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM matters.entry WHERE matter = ${id}`))!.n).toBeGreaterThan(1);
  // The appointment was of no reception day; everything else was made by the rooms themselves.
  await t.db.run(sql`DELETE FROM deputies.signup`);
  expect((await verifyAll(t.house, [district])).all).toEqual([]);
});
