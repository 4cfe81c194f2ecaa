import { newId } from '@hezhi/contract';
import { makeCall, sql } from '@hezhi/server';
import { createPerson } from '@hezhi/directory/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../contract/index.ts';
import { hotlineTest, inGrid, type HotlineTest } from '../testing/house.ts';

let t: HotlineTest;
beforeAll(async () => void (t = await hotlineTest()));
afterAll(() => t.close());

const agent = () => t.as(t.agents[0]);
const second = () => t.as(t.agents[1]);
const supply = (id: string) => ({
  id,
  kind: 'help' as const,
  category: 'N01',
  description: '独居老人降压药快吃完了，请代买送到家里',
  place: { point: inGrid, address: '渭滨家园3号楼' },
  answers: { items: '硝苯地平缓释片2盒', whom: 'elder', by: 'today' },
  contact: { name: '赵奶奶' },
});

describe('a call through a telephone system', () => {
  test('rings once however often it is told, is answered by one of two agents, and is seen by nobody elsewhere', async () => {
    const id = await t.ring('pbx-1', '+86 160-0001 2345');
    expect(await t.ring('pbx-1', '16000012345')).toBe(id);
    const [ringing] = (await agent().call(routes.board)).ringing;
    expect(ringing).toMatchObject({ id, number: '160****2345', line: '街道服务热线' });
    expect((await t.as(t.elsewhere).call(routes.board)).ringing).toEqual([]);
    expect((await t.as(t.foreign).call(routes.board)).ringing).toEqual([]);
    t.clock.advance(9_000);

    const race = await Promise.all([agent(), second()].map((one) => one.ask(routes.pickUp, { params: { id } })));
    expect(race.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(race.find((one) => one.status === 409)!.problem().code).toBe('hotline.answered');
    const winner = race[0]!.status === 200 ? agent() : second();
    const call = (await winner.call(routes.board)).call!;
    expect(call).toMatchObject({ id, mine: true, waited: 9 });

    t.clock.advance(61_000);
    await t.withToken(null).call(routes.hangUp, { body: { ref: 'pbx-1' } }, { headers: { 'x-hotline-key': t.key } });
    expect((await winner.call(routes.board)).me?.state).toBe('wrap_up');
    expect((await winner.ask(routes.setState, { body: { state: 'break' } })).problem().code).toBe('hotline.talking');
    const done = await winner.call(routes.finish, { params: { id }, body: { kind: 'consult', outcome: 'answered', note: '已告知医保缴费到12月31日' } });
    expect(done).toMatchObject({ talked: 61, kind: 'consult', outcome: 'answered' });
    expect((await winner.call(routes.board)).me?.state).toBe('ready');
    expect((await winner.ask(routes.finish, { params: { id }, body: { kind: 'consult', outcome: 'answered', note: '再写一次' } })).problem().code).toBe(
      'hotline.not_yours',
    );
  });

  test('needs the key of a line in use', async () => {
    const ring = (headers: Record<string, string>) => t.withToken(null).ask(routes.ring, { body: { ref: 'x', from: null } }, { headers });
    expect((await ring({})).problem().code).toBe('hotline.bad_key');
    expect((await ring({ 'x-hotline-key': `${t.key.slice(0, -1)}${t.key.endsWith('A') ? 'B' : 'A'}` })).problem().code).toBe('hotline.bad_key');
    const { items } = await t.as(t.who.street).call(routes.lines);
    const renewed = await t.as(t.who.street).call(routes.renewKey, { params: { id: items[0]!.id } });
    expect((await ring({ 'x-hotline-key': t.key })).problem().code).toBe('hotline.bad_key');
    t.key = renewed.key;
    expect((await ring({ 'x-hotline-key': t.key })).status).toBe(201);
    await t.withToken(null).call(routes.hangUp, { body: { ref: 'x' } }, { headers: { 'x-hotline-key': t.key } });
    const stored = await t.db.all(sql`SELECT 1 FROM hotline.line WHERE encode(key_hash, 'escape') LIKE ${`%${t.key.slice(7, 20)}%`}`);
    expect(stored).toEqual([]);
  });

  test('given up before an answer counts as lost, cannot be answered, and its figures have their list', async () => {
    const id = await t.ring('pbx-2', '16000019999', t.key);
    t.clock.advance(30_000);
    await t.withToken(null).call(routes.hangUp, { body: { ref: 'pbx-2' } }, { headers: { 'x-hotline-key': t.key } });
    expect((await agent().ask(routes.pickUp, { params: { id } })).problem().code).toBe('hotline.hung_up');
    const late = await t.ring('pbx-3', '16000018888', t.key);
    t.clock.advance(20_000);
    await agent().call(routes.pickUp, { params: { id: late } });
    await agent().call(routes.finish, {
      params: { id: late },
      body: { kind: 'help', outcome: 'diverted', divert: 'emergency_line', divertTo: '120', note: '老人晕倒' },
    });
    const figures = await agent().call(routes.figures);
    for (const wait of ['within', 'late', 'lost'] as const)
      expect([wait, (await agent().call(routes.calls, { query: { wait } })).items.length]).toEqual([wait, figures.calls[wait]]);
    expect(figures.calls).toMatchObject({ late: 1, within: 1 });
    expect(figures.calls.answered + figures.calls.lost).toBe(figures.calls.rung);
    const hour = figures.hours.find((one) => one.calls > 0)!;
    expect((await agent().call(routes.calls, { query: { hour: hour.hour } })).items).toHaveLength(hour.calls);
    expect((await t.as(t.elsewhere).call(routes.figures)).calls.all).toBe(0);
  });
});

describe('who calls', () => {
  test('nothing is shown until the agent asks; then people, cases, calls and wishes, and the people read that it was read', async () => {
    const phone = '16000010001';
    const clerk = makeCall(t.house, { actor: t.who.community });
    const resident = await createPerson(clerk, { name: '测试来电人', phone, area: t.town.communities[0] });
    await createPerson(makeCall(t.house, { actor: t.who.district }), { name: '外街居民', phone, area: '610402011' });
    const reported = (await t.report(t.who.community, { contact: { name: '测试来电人', phone: '160 0001 0001' } })).body;
    const id = newId(t.house.now());
    await agent().call(routes.begin, { body: { id, number: null } });
    expect((await agent().ask(routes.caller, { params: { id }, body: {} })).problem().code).toBe('hotline.no_number');
    expect((await second().ask(routes.caller, { params: { id }, body: { number: phone } })).problem().code).toBe('hotline.not_yours');
    expect((await t.as(t.foreign).ask(routes.caller, { params: { id }, body: { number: phone } })).problem().code).toBe('hotline.not_found');
    const readings = () => t.db.all<{ reader: string }>(sql`SELECT reader FROM directory.reading WHERE person = ${resident.id}`);
    expect(await readings()).toEqual([]);

    const caller = await agent().call(routes.caller, { params: { id }, body: { number: phone } });
    expect(caller.people.map((one) => one.name)).toEqual(['测试来电人']);
    expect(caller.cases.map((one) => one.matter.id)).toEqual([reported.id]);
    expect(caller.cases[0]!.sentence).toContain('测试一社区');
    expect(await readings()).toEqual([{ reader: t.agents[0].person }]);
    expect((await agent().ask(routes.caller, { params: { id }, body: { number: '16000010002' } })).problem().code).toBe('hotline.other_number');
    const wish = { text: '晚上六点以后再打', from: 1080, to: 1200 };
    await agent().call(routes.finish, { params: { id }, body: { kind: 'complaint', outcome: 'existing', matter: reported.id, note: '催问进展', wish } });

    const again = newId(t.house.now());
    await second().call(routes.begin, { body: { id: again, number: phone } });
    const known = await second().call(routes.caller, { params: { id: again }, body: {} });
    expect(known.wish).toMatchObject(wish);
    expect(known.calls[0]).toMatchObject({ id, number: '160****0001', outcome: 'existing', matters: [reported.id] });
    await second().call(routes.finish, { params: { id: again }, body: { outcome: 'nuisance', wish: null } });

    // The same number rings an agent of another district, who finds nobody; one of another street finds that street's resident only.
    for (const [other, people] of [
      [t.foreign, []],
      [t.elsewhere, ['外街居民']],
    ] as const) {
      const theirs = newId(t.house.now());
      await t.as(other).call(routes.begin, { body: { id: theirs, number: phone } });
      const found = await t.as(other).call(routes.caller, { params: { id: theirs }, body: {} });
      expect(found).toMatchObject({ cases: [], calls: [], wish: null });
      expect(found.people.map(({ name }) => name)).toEqual(people);
      await t.as(other).call(routes.finish, { params: { id: theirs }, body: { outcome: 'dropped' } });
    }
  });

  test('no number stands in the database in clear, and an earlier one is read for a purpose only', async () => {
    const rows = await t.db.all<{ row: string }>(sql`SELECT c::text || coalesce(encode(c.number_sealed, 'escape'), '') AS row FROM hotline.call c`);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ row }) => row.includes('16000010001'))).toEqual([]);
    const { items } = await agent().call(routes.calls, { query: { limit: 100 } });
    expect(JSON.stringify(items)).not.toContain('16000010001');
    const one = items.find(({ number }) => number === '160****0001')!;
    expect((await agent().ask(routes.number, { params: { id: one.id }, body: { purpose: '' } })).status).toBe(422);
    expect((await t.as(t.elsewhere).ask(routes.number, { params: { id: one.id }, body: { purpose: '回拨' } })).status).toBe(404);
    expect(await agent().call(routes.number, { params: { id: one.id }, body: { purpose: '通话中断回拨' } })).toEqual({ number: '16000010001' });
    const audited = await t.db.all(sql`SELECT 1 FROM directory.audit WHERE action = 'hotline.number' AND entry::text LIKE '%通话中断回拨%'`);
    expect(audited).toHaveLength(1);
  });
});

describe('what comes of a call', () => {
  test('a supply request becomes a case in the same write, with the caller’s number; sent twice it is one', async () => {
    const id = newId(t.house.now());
    await agent().call(routes.begin, { body: { id, number: '16000010007' } });
    expect((await agent().ask(routes.begin, { body: { id: newId(t.house.now()), number: null } })).problem().code).toBe('hotline.busy');
    const body = supply(newId(t.house.now()));
    const { answers: _, ...bare } = body;
    expect((await agent().ask(routes.fileCase, { params: { id }, body: bare })).problem().status).toBe(422);
    const once = await agent().call(routes.fileCase, { params: { id }, body }, { key: 'supply' });
    expect(await agent().call(routes.fileCase, { params: { id }, body }, { key: 'supply' })).toEqual(once);
    expect((await t.matter(t.agents[0], once.id)).matter).toMatchObject({ channel: 'hotline', subject: 'N01', tier: 2 });
    expect(await agent().call(routes.call, { params: { id } })).toMatchObject({ outcome: 'case', kind: 'help', matters: [once.id], category: { code: 'N01' } });
    const another = await agent().call(routes.fileCase, { params: { id }, body: { ...supply(newId(t.house.now())), category: 'N02' } });
    await agent().call(routes.finish, { params: { id }, body: { kind: 'help', outcome: 'case' } });
    expect((await agent().call(routes.call, { params: { id } })).matters).toEqual([once.id, another.id]);
    expect((await agent().ask(routes.fileCase, { params: { id }, body: supply(newId(t.house.now())) })).problem().code).toBe('hotline.not_yours');
    const masked = await agent().inject({ method: 'GET', url: `/api/cases/${once.id}` });
    expect(masked.body).toContain('160****0007');
    expect(await t.findings()).toEqual([]);
  });

  test('a call that a dispatcher takes is filed as one of the hotline too; whoever reports without a call cannot say so', async () => {
    const id = newId(t.house.now());
    await t.as(t.who.street).call(routes.begin, { body: { id, number: '16000010008' } });
    const { id: filed } = await t.as(t.who.street).call(routes.fileCase, { params: { id }, body: supply(newId(t.house.now())) });
    expect((await t.matter(t.who.street, filed)).matter.channel).toBe('hotline');
    await t.as(t.who.street).call(routes.finish, { params: { id }, body: { kind: 'help', outcome: 'case' } });
    const { body } = await t.report(t.who.street, { channel: 'hotline' });
    expect((await t.matter(t.who.street, body.id)).matter.channel).toBe('street');
  });

  test('each outcome asks for what it needs', async () => {
    const id = newId(t.house.now());
    await agent().call(routes.begin, { body: { id, number: null } });
    const finish = async (body: Record<string, unknown>) => (await agent().ask(routes.finish, { params: { id }, body: body as never })).problem().code;
    expect(await finish({ outcome: 'answered', note: '说明' })).toBe('hotline.kind_needed');
    expect(await finish({ outcome: 'answered', kind: 'consult' })).toBe('hotline.note_needed');
    expect(await finish({ outcome: 'case', kind: 'help' })).toBe('hotline.matter_needed');
    expect(await finish({ outcome: 'existing', kind: 'help', matter: newId() })).toBe('matters.not_found');
    expect(await finish({ outcome: 'diverted', kind: 'help' })).toBe('hotline.divert_needed');
    expect(await finish({ outcome: 'diverted', kind: 'help', divert: 'statutory_channel' })).toBe('hotline.divert_to_needed');
    expect(await finish({ outcome: 'diverted', kind: 'help', divert: 'emergency_line', divertTo: '12315' })).toBe('hotline.divert_to_unknown');
    expect(await finish({ outcome: 'answered', kind: 'consult', note: '好', category: 'Z99' })).toBe('hotline.category_unknown');
    await agent().call(routes.finish, { params: { id }, body: { outcome: 'diverted', kind: 'complaint', divert: 'repeat', note: '原答复有效' } });
  });

  test('answers odd questions with a sentence', async () => {
    expect((await agent().ask(routes.calls, { query: { from: '0000-01-01' } })).status).toBe(422);
    expect((await agent().ask(routes.figures, { query: { to: '9999-12-31' } })).status).toBe(422);
    expect((await agent().ask(routes.calls, { query: { cursor: 'x' } })).problem().code).toBe('matters.bad_cursor');
    expect((await agent().ask(routes.figures, { query: { from: '2026-12-01', to: '2026-01-01' } })).status).toBe(200);
    const first = await agent().call(routes.calls, { query: { limit: 2 } });
    const second = await agent().call(routes.calls, { query: { limit: 2, cursor: first.next! } });
    expect(second.items.filter(({ id }) => first.items.some((one) => one.id === id))).toEqual([]);
    for (const category of ['N', 'Z99']) expect((await agent().ask(routes.offered, { query: { step: 'line', category, q: '%_\\' } })).status).toBe(200);
  });

  test('a line asked for twice under one key is one line with one key', async () => {
    const body = { name: '分线', number: '0910-2', area: t.who.street.post!.area };
    const street = t.as(t.who.street);
    const first = await street.call(routes.addLine, { body }, { key: 'line' });
    expect(await street.call(routes.addLine, { body }, { key: 'line' })).toEqual(first);
    expect((await street.call(routes.lines)).items.filter(({ name }) => name === body.name)).toHaveLength(1);
  });

  test('is for agents only', async () => {
    expect((await t.withToken(null).ask(routes.board)).status).toBe(401);
    expect((await t.as(t.who.resident).ask(routes.board)).status).toBe(403);
    expect((await t.as(t.who.grid).ask(routes.calls)).status).toBe(403);
    expect((await t.as(t.agents[0]).ask(routes.lines)).status).toBe(403);
    expect((await t.as(t.who.street).ask(routes.addLine, { body: { name: '别处', number: '1', area: '610402' } })).problem().code).toBe('hotline.area_outside');
  });
});
