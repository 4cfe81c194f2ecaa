import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { newId } from '@hezhi/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { errors, routes } from '../contract/index.ts';
import { room } from './index.ts';

let t: CasesTest;
const ids: string[] = [];
const send = (body: object, key?: string) =>
  t
    .as(t.who.street)
    .ask(routes.sendLetter, { body: { id: newId(), org: t.town.orgs.department, demand: '请限期办结并书面说明原因', ...body } as never }, key ? { key } : {});

/** Three cases with the department. */
beforeAll(async () => {
  t = await casesTest({ more: [room] });
  for (let i = 0; i < 3; i++) {
    const { body } = await t.report(t.who.resident, { category: 'A01', description: `垃圾堆放第${i}处`, place: { point: inGrid } });
    await t.go(body.id, [t.who.community, 'accept', {}], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
    ids.push(body.id);
  }
}, 60_000);
afterAll(() => t.close());

describe('supervision letters', () => {
  test('are numbered without gaps, stand in the timeline of each matter, and reach the unit as a leg with a limit', async () => {
    const id = newId();
    const sent = await send({ id, matters: ids.slice(0, 2) }, 'l1');
    expect(sent.status).toBe(200);
    expect((await send({ id, matters: ids.slice(0, 2) }, 'l1')).body).toEqual(sent.body);
    const year = new Date(t.house.now() + 8 * 3_600_000).getUTCFullYear();
    const letter = await t.as(t.who.department).call(routes.letter, { params: { id } });
    expect(letter).toMatchObject({ number: `秦都区督办〔${year}〕1号`, state: 'sent', count: 2, org: t.town.orgs.department });
    expect(letter.matters.map((one) => one.id).sort()).toEqual(ids.slice(0, 2).sort());
    for (const one of ids.slice(0, 2)) {
      const { timeline, matter } = await t.matter(t.who.department, one);
      expect(matter.marks).toContain('supervised');
      expect(JSON.stringify(timeline.at(-1)!.data)).toContain(letter.number);
    }
    const inbox = await t.as(t.who.department).call(matters.inbox, { query: { view: 'mine', kind: 'letter' } });
    expect(inbox.items.map((item) => [item.matter.id, item.leg.key])).toEqual([[id, 'answer']]);
    const pdf = await t.as(t.who.department).ask(routes.letterPdf, { params: { id } });
    expect([pdf.status, pdf.headers['content-type'], pdf.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
  });

  test('of letters sent at once each has its own number; a refused one takes none', async () => {
    const refused = await send({ matters: [ids[2]!], org: t.town.orgs.community2 });
    expect([refused.status, refused.problem().code]).toEqual([422, errors.not_theirs.code]);
    const both = await Promise.all([send({ matters: [ids[2]!] }), send({ matters: [ids[0]!] })]);
    expect(both.map((one) => one.status)).toEqual([200, 200]);
    const { items } = await t.as(t.who.street).call(routes.letters, { query: { limit: 10 } });
    expect(items.map((one) => one.number.replace(/^.*〕/, '')).sort()).toEqual(['1号', '2号', '3号']);
    expect((await t.matter(t.who.street, ids[2]!)).matter.marks).toContain('supervised');
  });

  test('are answered, sent back, answered again and settled; overdue ones are told apart', async () => {
    const { items } = await t.as(t.who.street).call(routes.letters, { query: { limit: 10 } });
    const [last, , first] = items;
    await t.go(
      first!.id,
      [t.who.department, 'answer', { note: '已清运' }],
      [t.who.street, 'send_back', { note: '缺少原因' }],
      [t.who.department, 'answer', { note: '已清运，车辆故障延误' }],
      [t.who.street, 'settle', {}],
    );
    await t.go(last!.id, [t.who.department, 'answer', { note: '已清运' }]);
    t.clock.advance(20 * 86_400_000);
    const states = async () => (await t.as(t.who.street).call(routes.letters, { query: { limit: 10 } })).items.map((one) => one.state);
    expect(await states()).toEqual(['answered', 'overdue', 'settled']);
    expect((await t.as(t.who.street).call(routes.letters, { query: { state: 'settled' } })).items.map((one) => one.id)).toEqual([first!.id]);
  });

  test('are for the territory and the unit only, and sent by who may', async () => {
    expect((await t.as(t.who.community2).call(routes.letters)).items).toEqual([]);
    const { items } = await t.as(t.who.street).call(routes.letters);
    expect((await t.as(t.who.community2).ask(routes.letter, { params: { id: items[0]!.id } })).problem().code).toBe(errors.no_letter.code);
    const body = { id: newId(), org: t.town.orgs.department, matters: [ids[0]!], demand: '请办理', days: 5 };
    expect((await t.as(t.who.community).ask(routes.sendLetter, { body })).problem().status).toBe(403);
    expect(await t.findings()).toEqual([]);
  });
});
