import { newId } from '@hezhi/contract';
import { dutyTest, allDays, plain, type DutyTest } from '@hezhi/duty/testing';
import { routes as duty } from '@hezhi/duty/contract';
import { routes as matters } from '@hezhi/matters/contract';
import { routes as notices } from '@hezhi/notices/contract';
import { sql, drain, verify, type Finding } from '@hezhi/server';
import { describe, expect, it } from 'vitest';
import { routes } from '../contract/index.ts';
import { room } from './room.ts';

const start = async (t: DutyTest, more: object = {}) => {
  const id = newId(t.house.now());
  const body = { id, plan: 'rainstorm', area: t.town.street, reason: '市气象台发布暴雨红色预警', ...more };
  await t.by('street').call(routes.start, { body });
  return id;
};
const step = (t: DutyTest, by: 'community' | 'community2' | 'street', id: string, name: string, data: object = {}) =>
  t.by(by).ask(matters.step, { params: { id }, body: { step: name, data: data as Record<string, unknown> } });
const findings = async (t: DutyTest): Promise<Finding[]> => {
  const all: Finding[] = [];
  for await (const finding of verify(t.house)) all.push(finding);
  return all;
};

describe('an emergency', () => {
  it('gives every item of its plan to its owners, tells everyone, is done item by item and summed up on paper', async () => {
    await using t = await dutyTest([room]);
    const id = await start(t);
    const view = await t.by('street').call(routes.incident, { params: { id } });
    // Three items are for each of the two communities, three for the street.
    expect(view).toMatchObject({ title: '暴雨内涝（渭滨街道）', done: 0, total: 9, commander: '渭滨街道办 测试street', mayEnd: true });
    const minutes = (Date.parse(view.items[0]!.dueAt!) - t.clock.now()) / 60_000;
    expect([view.items[0]!.title, view.items[0]!.owner, minutes]).toEqual(['地下空间管控（测试一社区）', '测试一社区', 30]);
    await drain(t.house);
    const told = (await t.by('community').call(notices.list)).items;
    expect(told[0]).toMatchObject({ title: '应急响应启动：暴雨内涝', urgent: true });
    expect(JSON.stringify(told[0])).toContain('暴雨红色预警');
    expect((await t.by('community').call(routes.incidents, { query: { open: 'true' as never } })).items.map((one) => one.id)).toEqual([id]);
    expect((await t.by('department').call(routes.incidents)).items).toHaveLength(1);

    // Who has items of their own sees the whole checklist, and may act on what is theirs.
    const seen = await t.by('community').call(routes.incident, { params: { id } });
    expect([seen.sees, seen.items.filter((one) => one.steps.length > 0).length]).toEqual([false, 3]);
    const mine = view.items.filter((one) => one.owner === '测试一社区');
    for (const item of mine) {
      expect((await step(t, 'community', item.id, 'start')).status).toBe(200);
      expect((await step(t, 'community2', item.id, 'done', { result: '不该由我' })).status).toBe(404);
      expect((await step(t, 'community', item.id, 'done', { result: '已封控并安排人员看守' })).status).toBe(200);
    }
    expect((await step(t, 'street', id, 'log', { note: '积水点全部有人值守' })).status).toBe(200);
    expect((await step(t, 'street', id, 'finish', { summary: '提前结束' })).problem().code).toBe('matters.condition');
    const end = { params: { id }, body: { summary: '共转移12户，无人员伤亡' } };
    expect((await t.by('street').ask(routes.end, end)).problem()).toMatchObject({
      code: 'command.items_open',
      detail: '还有6项任务没有完成；请先完成，或写明取消的理由',
    });
    expect(await t.by('street').call(routes.end, { ...end, body: { ...end.body, aside: '雨停，不再需要' } })).toMatchObject({ id, state: 'ended' });
    expect((await t.by('street').ask(routes.end, end)).problem().code).toBe('command.ended');
    await drain(t.house);
    expect((await t.by('community2').call(notices.list)).items.map((one) => one.title)).toContain('应急响应结束：暴雨内涝');
    const after = await t.by('street').call(routes.incident, { params: { id } });
    expect(after).toMatchObject({ done: 9, total: 9, mayEnd: false });
    expect(after.items.map((one) => one.state).filter((one) => one === 'aside')).toHaveLength(6);
    const pdf = await t.by('community').inject({ method: 'GET', url: `/api/command/incidents/${id}/summary.pdf` });
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect(await findings(t)).toEqual([]);
  });

  it('is started once: by one who sends twice, by two at once, and never without the right or outside the territory', async () => {
    await using t = await dutyTest([room]);
    const body = { id: newId(t.house.now()), plan: 'gas_leak', area: t.town.communities[0], reason: '居民报告楼道有燃气味' };
    const replies = await Promise.all([
      t.by('street').ask(routes.start, { body }, { key: 'a' }),
      t.by('street').ask(routes.start, { body }, { key: 'a' }),
      t.by('street2').ask(routes.start, { body: { ...body, id: newId(t.house.now()) } }),
    ]);
    const numbers = new Set(replies.filter((one) => one.status === 201).map((one) => one.body.number));
    expect(numbers.size).toBe(1);
    expect((await t.by('street').call(routes.incidents)).items).toHaveLength(1);
    expect((await t.by('street').ask(routes.start, { body: { ...body, id: newId(t.house.now()) } })).problem().code).toBe('command.running');
    expect((await t.by('community').ask(routes.start, { body })).problem().status).toBe(403);
    expect((await t.by('street').ask(routes.start, { body: { ...body, id: newId(), area: t.town.district } })).problem().code).toBe('command.out_of_area');
    expect((await t.by('street').ask(routes.start, { body: { ...body, id: newId(), plan: 'comet' } })).problem().code).toBe('command.plan_unknown');
    expect((await t.by('community2').call(routes.incidents)).items).toEqual([]);
    expect((await t.by('community2').ask(routes.incident, { params: { id: body.id } })).problem().code).toBe('command.not_found');
  });

  it('keeps limits in plain minutes: late items go to the street by themselves', async () => {
    await using t = await dutyTest([room]);
    t.clock.set('2026-11-28T23:00:00+08:00');
    const id = await start(t, { items: ['underground'] });
    t.clock.advance(31 * 60_000);
    await drain(t.house);
    expect(await t.by('street').call(routes.incident, { params: { id } })).toMatchObject({ late: 2, total: 2 });
    t.clock.advance(15 * 60_000);
    await drain(t.house);
    const owners = (await t.by('street').call(routes.incident, { params: { id } })).items.map((one) => one.owner);
    expect(new Set(owners).size).toBe(1);
    expect(owners[0]).toContain('渭滨街道办');
  });

  it('follows the district’s own plan from the next start on', async () => {
    await using t = await dutyTest([room]);
    const { items } = await t.by('district').call(routes.plans);
    const outage = items.find((one) => one.key === 'outage')!;
    const { key, own, version, ...body } = outage;
    expect([own, version]).toEqual([false, 0]);
    const changed = { ...body, items: [{ ...body.items[0]!, minutes: 10, owner: { org: 'sanitation', at: 'district' as const } }] };
    expect(await t.by('district').call(routes.savePlan, { params: { key }, body: { ...changed, version: 0 } })).toEqual({ version: 1 });
    expect((await t.by('district').ask(routes.savePlan, { params: { key }, body: { ...changed, version: 0 } })).problem().code).toBe('command.plan_stale');
    expect((await t.by('street').ask(routes.savePlan, { params: { key }, body: { ...changed, version: 1 } })).problem().code).toBe('command.out_of_area');
    const wrong = { ...changed, items: [{ ...changed.items[0]!, owner: { org: 'nobody', at: 'district' as const } }] };
    expect((await t.by('district').ask(routes.savePlan, { params: { key }, body: { ...wrong, version: 1 } })).problem().code).toBe('command.role_unknown');
    const id = await start(t, { plan: 'outage' });
    expect((await t.by('street').call(routes.incident, { params: { id } })).items.map((one) => one.owner)).toEqual(['区环卫中心']);
  });
});

describe('the desk', () => {
  it('finds who is nearest on duty: by the last check-in on purpose, then by territory', async () => {
    await using t = await dutyTest([room]);
    t.clock.set('2026-12-07T10:00:00+08:00');
    const shifts = [{ key: 'day', name: '日班', from: 510, to: 1050, days: [...allDays], need: 4, roles: [] }];
    const roster = await t.roster({ shifts, rules: { ...plain.rules, spread: 31 } });
    await t.published(roster, '2026-12');
    const turns = (await t.by('community').call(duty.now)).items;
    const turn = (name: 'grid' | 'grid2') => turns.find((one) => one.person === t.town.people[name])!.turn;
    const at = (lon: number) => ({ type: 'Point' as const, coordinates: [lon, 34.335] as [number, number] });
    await t.by('grid').call(duty.checkIn, { body: { id: newId(), turn: turn('grid'), point: at(108.72) } });
    await t.by('grid2').call(duty.checkIn, { body: { id: newId(), turn: turn('grid2'), point: at(108.706) } });
    const id = await start(t, { plan: 'gas_leak', area: t.town.communities[0], point: [108.705, 34.335], items: ['evacuate'] });
    const [item] = (await t.by('street').call(routes.incident, { params: { id } })).items;
    const near = (await t.by('street').call(routes.nearest, { query: { matter: item!.id } })).items;
    expect(near.slice(0, 2).map((one) => [one.name, one.metres])).toEqual([
      ['测试grid2', 92],
      ['测试grid', 1377],
    ]);
    expect(near.slice(2).map((one) => one.metres)).toEqual([null, null]);
    expect((await t.by('street').call(routes.onDuty)).items.filter((one) => one.point !== null)).toHaveLength(2);
    expect((await t.by('community').ask(routes.onDuty)).problem().status).toBe(403);
    const given = await step(t, 'street', item!.id, 'reassign', { to: { org: near[0]!.org, post: near[0]!.post } });
    expect(given.status).toBe(200);
    expect((await t.by('street').call(routes.nearest, { query: { matter: item!.id } })).items[0]!.open).toBe(1);
  });

  it('tells what may be done with many at once, of what is visible only', async () => {
    await using t = await dutyTest([room]);
    const id = await start(t);
    const items = (await t.by('street').call(routes.incident, { params: { id } })).items.map((one) => one.id);
    const { items: allowed } = await t.by('street').call(routes.allowed, { query: { ids: [...items, newId()].join(',') } });
    expect(allowed).toHaveLength(9);
    for (const one of allowed) expect(one.steps.map((each) => each.key)).toContain('reassign');
    const incident = await t.by('street').call(routes.allowed, { query: { ids: id } });
    expect(incident.items[0]!.steps.map((one) => one.key)).not.toContain('finish');
    expect((await t.by('street').ask(routes.allowed, { query: { ids: 'x' } })).problem().status).toBe(422);
  });

  it('hands over between shifts: written once, acknowledged by another, points settled one by one', async () => {
    await using t = await dutyTest([room]);
    const id = newId(t.house.now());
    const points = [
      { id: newId(), text: '3号楼停水，供水公司22点前修好' },
      { id: newId(), text: '回访王大爷' },
    ];
    await t.by('street').call(routes.handOver, { body: { id, text: '白班平稳', points } });
    expect((await t.by('street').ask(routes.acknowledge, { params: { id }, body: {} })).problem().code).toBe('command.own_note');
    expect((await t.by('street2').call(routes.handovers)).items[0]).toMatchObject({ by: '测试street', mayAcknowledge: true, acknowledged: null });
    const both = await Promise.all([1, 2].map(() => t.by('street2').ask(routes.acknowledge, { params: { id }, body: { remark: '收到' } })));
    expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    expect((await t.by('street2').ask(routes.acknowledge, { params: { id }, body: {} })).problem().detail).toBe('已由测试street2接班确认');
    const settle = (point: string) => t.by('street2').ask(routes.settlePoint, { params: { id, point }, body: { remark: '已修好' } });
    expect((await settle(points[0]!.id)).status).toBe(204);
    expect((await settle(points[0]!.id)).problem().code).toBe('command.point_done');
    expect((await settle(newId())).problem().code).toBe('command.not_found');
    const open = async () => (await t.by('street').call(routes.handovers, { query: { open: 'true' as never } })).items;
    expect((await open())[0]!.points.map((one) => one.done?.remark)).toEqual(['已修好', undefined]);
    await settle(points[1]!.id);
    expect(await open()).toEqual([]);
    expect((await t.by('district').call(routes.handovers)).items).toEqual([]);
    await expect(t.house.db.run(sql`DELETE FROM command.handover`)).rejects.toThrow('permission denied');
  });
});
