import { newId } from '@hezhi/contract';
import { sql, verifyAll } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { newNonce, routes } from '../contract/index.ts';
import { addEntries, castBallot, createRoll, freezeRoll } from './index.ts';
import { readTable } from './roll-file.ts';
import { ballotsTest, DAY, halfRule, HOUR, plainRule, yesNo } from '../testing/house.ts';

describe('a roll', () => {
  it('is published, objected to, corrected and frozen; several units of one holder are one head', async () => {
    await using t = await ballotsTest();
    const clerk = t.by('community');
    const id = newId();
    await clerk.call(routes.addRoll, { body: { id, area: t.town.communities[0], title: '业主名册', measures: ['heads', 'area'], publicity_days: 7 } });
    expect(
      (await t.by('community2').ask(routes.addRoll, { body: { id: newId(), area: t.town.communities[0], title: '他区名册', measures: ['heads'] } })).problem()
        .code,
    ).toBe('ballots.outside');
    const wrong = await clerk.ask(routes.addEntries, {
      params: { id },
      body: { rows: [{ label: '1-101', area: '89.345' }, { label: '1-101', area: '90' }, { label: '1-102' }] },
    });
    expect(wrong.problem()).toMatchObject({
      code: 'ballots.rows_unsound',
      rows: [
        { row: 2, column: 'area', code: 'area' },
        { row: 3, code: 'label_twice' },
        { row: 4, code: 'area_missing' },
      ],
    });
    const rows = [
      { id: newId(), label: '1-101', holder: '王小明', area: '89.34', phone: '13812345678' },
      { id: newId(), label: '1-102', holder: '开发公司', area: '100', head: 'dev' },
      { id: newId(), label: '车位-07', holder: '开发公司', area: '12.5', head: 'dev' },
    ];
    expect(await clerk.call(routes.addEntries, { params: { id }, body: { rows } })).toEqual({ added: 3 });
    expect((await clerk.ask(routes.freezeRoll, { params: { id } })).problem().code).toBe('ballots.roll_state');
    await clerk.call(routes.publishRoll, { params: { id } });
    const place = { district: t.town.district, id };
    const open = await t.withToken(null).call(routes.publicEntries, { params: place });
    expect(open.items.map(({ label, holder, area, phone }) => [label, holder, area, phone])).toEqual([
      ['1-101', '王**', 893_400, null],
      ['1-102', '开***', 1_000_000, null],
      ['车位-07', '开***', 125_000, null],
    ]);
    expect((await clerk.call(routes.entries, { params: { id } })).items[0]).toMatchObject({ holder: '王小明', phone: '138****5678' });
    const [person] = t.voters(1);
    const objection = newId();
    await t.as(person!).call(routes.objectToRoll, { params: place, body: { id: objection, entry: rows[0]!.id, text: '面积应为 98.34 平方米' } });
    t.clock.advance(7 * DAY - 1);
    expect((await clerk.ask(routes.freezeRoll, { params: { id } })).problem().code).toBe('ballots.too_early_to_freeze');
    t.clock.advance(1);
    expect((await clerk.ask(routes.freezeRoll, { params: { id } })).problem()).toMatchObject({ code: 'ballots.objections_open' });
    const { items: objections } = await clerk.call(routes.rollObjections, { params: { id } });
    expect(objections).toMatchObject([{ id: objection, answer: null }]);
    await clerk.call(routes.correct, {
      params: { id },
      body: {
        entry: rows[0]!.id,
        version: 1,
        reason: '按不动产登记更正',
        objection,
        values: { label: '1-101', holder: '王小明', area: '98.34', person: person!.person },
      },
    });
    await clerk.call(routes.answer, { params: { id: objection }, body: { answer: '已按登记更正', accepted: true } });
    expect((await clerk.call(routes.entryHistory, { params: { id, entry: rows[0]!.id } })).map(({ version, area, reason }) => [version, area, reason])).toEqual(
      [
        [1, 893_400, null],
        [2, 983_400, '按不动产登记更正'],
      ],
    );
    const frozen = await clerk.call(routes.freezeRoll, { params: { id } });
    expect(frozen).toMatchObject({ voters: 2, totals: { heads: 2, area: 983_400 + 1_125_000 } });
    expect(
      (
        await clerk.ask(routes.correct, { params: { id }, body: { entry: rows[0]!.id, version: 2, reason: '再改', values: { label: '1-101', area: '1' } } })
      ).problem().code,
    ).toBe('ballots.roll_state');
    expect((await verifyAll(t.house)).all).toEqual([]);
  });

  it('comes from a spreadsheet, all or nothing', async () => {
    await using t = await ballotsTest();
    const id = newId();
    await createRoll(t.call(t.who.community), { id, district: t.town.district, area: t.town.communities[0], title: '名册', measures: ['heads', 'area'] });
    const send = async (bytes: Buffer) => {
      const edge = 'edge';
      const payload = Buffer.concat([
        Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`),
        bytes,
        Buffer.from(`\r\n--${edge}--\r\n`),
      ]);
      const reply = await t
        .by('community')
        .inject({ method: 'POST', url: `/api/ballots/rolls/${id}/import`, headers: { 'content-type': `multipart/form-data; boundary=${edge}` }, payload });
      return JSON.parse(reply.body) as { added: number; faults: unknown[]; code?: string };
    };
    const cell = (value: string | number) => (typeof value === 'number' ? { value, type: Number } : { value, type: String });
    const head = ['单元', '面积', '业主', '电话', '归户'].map(cell);
    const bad = await writeXlsxFile([head, ['1-101', 89.345, '张三', '', ''].map(cell)]).toBuffer();
    expect(await send(bad)).toMatchObject({ added: 0, faults: [{ row: 2, column: 'area' }] });
    const good = await writeXlsxFile([
      head,
      ['1-101', 89.34, '张三', '13900000000', ''].map(cell),
      ['1-102', 100, '李四', '', 'L'].map(cell),
      ['1-103', 100.1, '李四', '', 'L'].map(cell),
    ]).toBuffer();
    expect(await send(good)).toMatchObject({ added: 3, faults: [] });
    expect(await send(Buffer.from('不是表格'))).toMatchObject({ code: 'ballots.unreadable' });
    expect(await readTable(Buffer.from('﻿单元,面积\n2-201,"1,234.5"\n'))).toEqual([
      ['单元', '面积'],
      ['2-201', '1,234.5'],
    ]);
    expect(await freezeRoll(t.call(t.who.community), { district: t.town.district, id })).toMatchObject({
      voters: 2,
      totals: { heads: 2, area: 893_400 + 1_000_000 + 1_001_000 },
    });
    const dump = await t.db.all<{ line: string }>(sql`SELECT row(e.*)::text AS line FROM ballots.entry e`);
    expect(dump.some(({ line }) => line.includes('13900000000'))).toBe(false);
  });

  it('takes tens of thousands of units in one go', async () => {
    await using t = await ballotsTest();
    const id = newId();
    const place = { district: t.town.district, id };
    const clerk = t.call(t.who.community);
    await createRoll(clerk, { ...place, area: t.town.communities[0], title: '大名册', measures: ['heads', 'area'] });
    const rows = Array.from({ length: 25_000 }, (_, i) => ({
      label: `${i}`,
      area: `${60 + (i % 90)}.${i % 10}`,
      head: i % 10 === 0 ? `h${Math.floor(i / 100)}` : undefined,
    }));
    expect(await addEntries(clerk, place, rows)).toEqual({ added: 25_000 });
    expect(await freezeRoll(clerk, place)).toMatchObject({ voters: 22_750 });
  });
});

describe('announcing', () => {
  it('refuses rules below the law, rolls that are not frozen and too short a notice', async () => {
    await using t = await ballotsTest();
    const { roll } = await t.roll([{}, {}]);
    const clerk = t.by('community');
    const body = (more: object = {}) => ({
      id: newId(),
      area: t.town.communities[0],
      title: '表决',
      rule: halfRule(),
      purpose: { kind: 'owners_vote', id: newId() },
      questions: [yesNo()],
      roll,
      secrecy: 'open' as const,
      binding: { binding: true, basis: '议事规则' },
      opens_at: new Date(t.clock.now() + 15 * DAY).toISOString(),
      closes_at: new Date(t.clock.now() + 30 * DAY).toISOString(),
      channels: ['online' as const],
      ...more,
    });
    const create = async (more: object) => (await clerk.ask(routes.create, { body: body(more) })).problem();
    expect(await create({ rule: halfRule({ take_part: [] }) })).toMatchObject({
      code: 'ballots.rule_below_law',
      detail: expect.stringContaining('面积参与比例须 ≥ 2/3（《中华人民共和国民法典》第 278(1)(9) 条）'),
    });
    expect((await create({ roll: newId() })).code).toBe('ballots.not_frozen');
    expect((await create({ closes_at: new Date(t.clock.now()).toISOString() })).code).toBe('ballots.times');
    expect((await create({ questions: [{ ...yesNo(), kind: 'choose' }] })).code).toBe('ballots.question_unsound');
    expect((await create({ rule: plainRule({ order_by: ['shares'] }) })).code).toBe('ballots.measure_missing');
    const late = body({ opens_at: new Date(t.clock.now() + 15 * DAY - 1).toISOString() });
    await clerk.call(routes.create, { body: late });
    expect((await clerk.ask(routes.announce, { params: { id: late.id } })).problem()).toMatchObject({
      code: 'ballots.notice_too_short',
      detail: '须提前 15 日公告，最早 2026-12-08 10:00 开始',
    });
    const good = body();
    await clerk.call(routes.create, { body: good });
    expect((await t.withToken(null).ask(routes.publicOne, { params: { district: t.town.district, id: good.id } })).problem().status).toBe(404);
    await clerk.call(routes.announce, { params: { id: good.id } });
    const view = await t.withToken(null).call(routes.publicOne, { params: { district: t.town.district, id: good.id } });
    expect(view).toMatchObject({ state: 'announced', binding: { binding: true, words: { 'zh-Hans': '有约束力的表决' } }, took_part: null });
    expect(view.rule.words.map((words) => words['zh-Hans'])).toContain('参与表决的面积须不少于 2/3（占全体）');
    expect((await clerk.ask(routes.close, { params: { id: good.id }, body: { reason: '提前' } })).problem().code).toBe('ballots.state');
    await clerk.call(routes.void, { params: { id: good.id }, body: { reason: '名册有误' } });
    await t.pass(40 * DAY);
    expect((await clerk.call(routes.one, { params: { id: good.id } })).state).toBe('void');
  });

  it('closes early only where the rule allows, with a reason; holds a second round on what is left', async () => {
    await using t = await ballotsTest();
    const voters = t.voters(6);
    const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
    const firm = await t.openBallot(roll);
    expect((await t.by('community').ask(routes.close, { params: { id: firm }, body: { reason: '都投完了' } })).problem().code).toBe('ballots.no_early_close');
    const options = ['a', 'b', 'c'].map((key) => ({ key, title: key, text: '' }));
    const rule = plainRule({ early_close: true, vacancies: 'second_round', second_round: { times: 2, agree: [{ measure: 'heads', at_least: '1/3' }] } });
    const id = await t.openBallot(roll, { rule, questions: [{ ...yesNo(), kind: 'choose', options, seats: 1 }] });
    const choose = (ballot: string, choices: string[]) =>
      Promise.all(
        choices.map((choice, i) => castBallot(t.call(voters[i]!), { ballot, id: newId(), entry: entries[i]!, vote: { q1: choice }, nonce: newNonce() })),
      );
    await choose(id, ['a', 'a', 'a', 'b', 'b', 'c']);
    await t.by('community').call(routes.close, { params: { id }, body: { reason: '全体已投票' } });
    await t.pass(0);
    expect(await t.by('community').call(routes.one, { params: { id } })).toMatchObject({
      state: 'counted',
      ended_reason: '全体已投票',
      outcome: { outcome: 'second_round', questions: [{ carried: ['a', 'b'], vacancies: 1 }] },
    });
    const next = newId();
    const times = { opens_at: new Date(t.clock.now() + HOUR).toISOString(), closes_at: new Date(t.clock.now() + DAY).toISOString() };
    await t.by('community').call(routes.secondRound, { params: { id }, body: { id: next, ...times } });
    await t.by('community').call(routes.announce, { params: { id: next } });
    await t.pass(HOUR);
    await choose(next, ['a', 'a', 'b', 'b', 'b', 'b']);
    await t.pass(DAY);
    expect(await t.by('community').call(routes.one, { params: { id: next } })).toMatchObject({
      second_of: id,
      outcome: { outcome: 'elected', questions: [{ elected: ['b'] }] },
    });
    expect((await verifyAll(t.house)).all).toEqual([]);
  });
});
