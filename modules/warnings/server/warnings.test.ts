import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesTest, inGrid, type CasesTest } from '@hezhi/cases/testing';
import { addChanges } from '@hezhi/figures/server';
import { dayIn, routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { drain, makeCall, Write } from '@hezhi/server';
import { systemActor } from '@hezhi/contract';
import { errors, routes } from '../contract/index.ts';
import { addDays } from './days.ts';
import { lookAt, lookEverywhere } from './look.ts';
import { room } from './room.ts';

const district = '610402';
const [street, community, grid] = ['610402010', '610402010001', '610402010001001'];
let t: CasesTest;
let today: string;
const look = (day = today, changed = false) => lookAt(makeCall(t.house, { actor: systemActor(district) }), district, day, changed);
const open = async () => (await t.as(t.who.district).call(routes.list, { query: { state: 'open', limit: 100 } })).items;

/** Thirty weeks of a quiet category, then real reports of it in one week. */
beforeAll(async () => {
  t = await casesTest({ more: [room] });
  today = dayIn(t.house.now());
  const write = new Write();
  const days = Array.from({ length: 330 }, (_, i) => addDays(today, -i - 7));
  addChanges(
    write,
    district,
    days.filter((_, i) => i % 4 === 0).map((day) => ({ kind: 'case', area: grid, subjects: ['', 'A', 'A01'], day, n: { opened: 1 } })),
  );
  await write.run(t.house.db);
}, 60_000);
afterAll(() => t.close());

const reports = async (n: number) => {
  for (let i = 0; i < n; i++) {
    const { status } = await t.report(t.who.resident, { category: 'A01', description: `垃圾堆放第${i}处`, place: { point: inGrid } });
    expect(status).toBe(201);
  }
};

describe('early warning', () => {
  test('says nothing where nothing rises, and then warns at every level with its reasons and the list behind it', async () => {
    expect(await look()).toEqual([]);
    await reports(12);
    const told = await look();
    expect(told.map((one) => `${one.area} ${one.subject}`).sort()).toEqual([`${district} A01`, `${street} A01`, `${community} A`]);
    const seen = await open();
    expect(seen).toHaveLength(3);
    for (const one of seen) {
      expect([one.seen > one.upper, one.score > 1, one.from]).toEqual([true, true, addDays(today, -6)]);
      expect(one.sentence).toContain(`共${one.seen}件`);
      const detail = await t.as(t.who.district).call(routes.get, { params: { id: one.id } });
      const list = await t.as(t.who.district).call(matters.list, { query: { ...detail.drill, measure: 'opened', limit: 100 } });
      expect(list.items).toHaveLength(one.seen);
      expect(detail.weeks.filter((week) => week.baseline)).toHaveLength(26);
      expect(detail.weeks.at(-1)).toEqual({ day: today, n: one.seen, baseline: false });
    }
    expect(await t.as(t.who.street).call(routes.look)).toMatchObject({ enough: true, cells: 3 });
  });

  test('is told once, in the app, to those who may decide it where it rose; only what rises in the whole district goes out as SMS', async () => {
    await lookEverywhere(makeCall(t.house, { actor: systemActor(district) }), false);
    await drain(t.house);
    const warnings = await open();
    const told = async (who: 'district' | 'street' | 'community' | 'colleague' | 'community2' | 'grid' | 'admin') =>
      (await t.as(t.who[who]).call(notices.list, { query: { limit: 100 } })).items.filter((one) => one.link?.startsWith('/warnings/'));
    const link = (area: string) => `/warnings/${warnings.find((one) => one.area === area)!.id}`;
    for (const [who, area] of [
      ['district', district],
      ['street', street],
      ['community', community],
      ['colleague', community],
    ] as const) {
      const own = await told(who);
      expect(own.map((one) => one.link)).toEqual([link(area)]);
      expect(own[0]!.body).toContain(warnings.find((one) => one.area === area)!.sentence);
    }
    for (const who of ['community2', 'grid', 'admin'] as const) expect(await told(who)).toEqual([]);
    const { items } = await t.as(t.who.admin).call(notices.templates);
    const ways = Object.fromEntries(items.filter((one) => one.key.startsWith('warnings.')).map((one) => [one.key, one.channels]));
    expect(ways).toEqual({ 'warnings.opened': [], 'warnings.opened_district': ['sms'] });
  });

  test('the same rise is told once: looked at again it is renewed; the hour looks only where something came in', async () => {
    const before = await open();
    expect(await look()).toEqual([]);
    await reports(2);
    expect(await look(today, true)).toEqual([]);
    const after = await open();
    expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
    expect(after.map((one) => one.seen)).toEqual(before.map((one) => one.seen + 2));
    await lookEverywhere(makeCall(t.house, { actor: systemActor(district) }), false);
    expect(await open()).toHaveLength(3);
  });

  test('each post sees its own territory; residents and the grid none', async () => {
    const areas = async (who: 'street' | 'community' | 'community2') => (await t.as(t.who[who]).call(routes.list)).items.map((one) => one.area).sort();
    expect(await areas('street')).toEqual([street, community]);
    expect(await areas('community')).toEqual([community]);
    expect(await areas('community2')).toEqual([]);
    for (const who of ['resident', 'grid'] as const) expect((await t.as(t.who[who]).ask(routes.list)).problem().status).toBe(403);
    const id = (await open()).find((one) => one.area === street)!.id;
    expect((await t.as(t.who.community).ask(routes.get, { params: { id } })).problem().code).toBe(errors.not_found.code);
  });

  test('is dismissed with a reason by one of two who try at once, and does not come back with the same rise', async () => {
    const { id } = (await open()).find((one) => one.area === district)!;
    const send = (reason: string) => t.as(t.who.district).ask(routes.dismiss, { params: { id }, body: { reason } });
    const both = await Promise.all([send('专项排查'), send('集中上报')]);
    expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([204, 409]);
    expect((await send(' ')).problem().status).toBe(422);
    const detail = await t.as(t.who.district).call(routes.get, { params: { id } });
    expect([detail.state, detail.decisions.length]).toEqual(['dismissed', 1]);
    expect(await look()).toEqual([]);
    expect(await open()).toHaveLength(2);
  });

  test('becomes a matter with an owner and a limit in the same write, once however often it is sent', async () => {
    const { id } = (await open()).find((one) => one.area === street)!;
    const body = { reason: '请核实原因' };
    const once = await t.as(t.who.street).call(routes.matter, { params: { id }, body }, { key: 'm1' });
    expect(await t.as(t.who.street).call(routes.matter, { params: { id }, body }, { key: 'm1' })).toEqual(once);
    const detail = await t.as(t.who.street).call(routes.get, { params: { id } });
    expect([detail.state, detail.matter]).toEqual(['matter', once.id]);
    const matter = await t.matter(t.who.street, once.id);
    expect(matter.legs.map((leg) => [leg.key, leg.owner.org])).toEqual([['check', t.town.orgs.street]]);
    await t.go(once.id, [t.who.street, 'report', { finding: 'real', note: '建筑垃圾乱倒，已派环卫' }]);
    expect((await t.as(t.who.street).ask(routes.matter, { params: { id }, body })).problem().code).toBe(errors.decided.code);
  });

  test('a muted cell is silent until the mute ends, then a new rise is a new warning', async () => {
    const { id } = (await open()).find((one) => one.area === community)!;
    await t.as(t.who.community).call(routes.mute, { params: { id }, body: { reason: '改造施工期', days: 30 } });
    const later = addDays(today, 12);
    t.clock.advance(12 * 86_400_000);
    await reports(15);
    const told = await look(later);
    expect(told.map((one) => one.area).sort()).toEqual([district, street]);
    // A warning of the whole district has no street of its own: the district's centre looks into it.
    const whole = told.find((one) => one.area === district)!;
    const made = await t.as(t.who.district).call(routes.matter, { params: { id: whole.id }, body: { reason: '请核实' } });
    expect((await t.matter(t.who.district, made.id)).legs.map((leg) => leg.owner.org)).toEqual([t.town.orgs.centre]);
    const { items } = await t.as(t.who.community).call(routes.mutes);
    expect(items).toMatchObject([{ area: community, until: addDays(today, 30), reason: '改造施工期' }]);
    expect((await t.as(t.who.community2).ask(routes.endMute, { params: { id: items[0]!.id } })).problem().code).toBe(errors.no_mute.code);
    await t.as(t.who.community).call(routes.endMute, { params: { id: items[0]!.id } });
    expect((await look(later)).map((one) => one.area)).toEqual([community]);
  });

  test('what no longer stands out is over by itself', async () => {
    await look(addDays(today, 40));
    expect(await open()).toEqual([]);
    expect((await t.as(t.who.district).call(routes.list, { query: { state: 'over', limit: 100 } })).items.length).toBe(2);
  });
});
