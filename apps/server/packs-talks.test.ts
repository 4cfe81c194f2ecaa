import { newId } from '@hezhi/contract';
import { room as covenants } from '@hezhi/covenants/server';
import { DAY, deliberationsTest, routes } from '@hezhi/deliberations/testing';
import { findStored } from '@hezhi/matters/server';
import { routes as methods } from '@hezhi/methods/contract';
import { room as opinions } from '@hezhi/opinions/server';
import { room as publicity } from '@hezhi/publicity/server';
import { verify } from '@hezhi/server';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

it.each([
  ['qionglai', 'nine_steps', 'compound_meeting'],
  ['changning', 'three_meetings', 'hearing'],
])('a topic goes the whole way by %s, and no step is left out', async (pack, procedure, meeting) => {
  await using t = await deliberationsTest([covenants, opinions, publicity]);
  const { who, residents } = t;
  const area = t.town.communities[0];
  await t.as(who.street).call(methods.install, { body: { id: newId(), key: pack, version: 3, area, settings: {}, reason: '试行' } });
  const id = await t.proposed();
  const row = (await findStored(t.house.db, t.town.district, id))!;
  expect([row.procedure, row.procedure_version > 1000]).toEqual([procedure, true]);
  const ok = async (step: string, data = {}, by = who.clerk): Promise<void> => {
    const reply = await t.step(by, id, step, data);
    expect([step, reply.status, reply.text.slice(0, 300)]).toEqual([step, 200, reply.text.slice(0, 300)]);
  };
  await t.cosigned(id);
  await ok('accept', { note: '涉及多户，列入议题' });
  await t.settled(id);
  expect((await t.step(who.clerk, id, 'begin')).status).toBe(409);
  await t.pass(9 * DAY);
  expect(await t.state(id)).toBe('deliberating');
  expect((await t.step(who.clerk, id, 'conclude', { note: '没有开会' })).status).toBe(409);
  await t.meet(id, meeting);
  await ok('conclude', { note: '多数赞成' });
  for (const one of residents.slice(0, 6)) await t.as(one).call(routes.position, { params: { id }, body: { stance: 'for', words: '同意', named: false } });
  await ok('form_opinion', { opinion: '在东侧空地装十个' });
  await t.vote(id, 5);
  expect(await t.state(id)).toBe('publishing');
  await t.pass(10 * DAY);
  expect(await t.state(id)).toBe('carrying_out');
  const task = newId();
  const due = new Date(t.clock.now() + 20 * DAY).toISOString().slice(0, 10);
  await t.as(who.clerk).call(routes.addTask, { params: { id }, body: { id: task, title: '安装', text: '十个', owner: { org: t.town.orgs.department }, due } });
  expect((await t.step(who.department, task, 'report_done', { note: '装好了' })).status).toBe(200);
  expect((await t.step(who.clerk, task, 'accept_done')).status).toBe(200);
  await t.pass(0);
  await ok('carried_out', { note: '已装好', spending: '两万元' });
  if (pack === 'changning') {
    expect((await t.step(who.clerk, id, 'reviewed', { note: '没有开评议会' })).status).toBe(409);
    await t.meet(id, 'review');
    await ok('reviewed', { note: '大家满意' });
  }
  await t.as(residents[0]!).call(routes.rate, { params: { id }, body: { score: 5 } });
  await t.pass(11 * DAY);
  expect(await t.talk(null, id)).toMatchObject({ state: 'archived', ended: true });
  for await (const finding of verify(t.house)) expect(finding).toBeNull();
});
