import { newId } from '@hezhi/contract';
import type { Browser, Page } from 'playwright-core';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { logIn, type Api, type Json } from './world/api.ts';
import { open, openBrowser, phone, wide } from './world/browser.ts';
import { openClockHouse, type ClockHouse } from './world/clock.ts';
import { copyData } from './world/folders.ts';

/** Nine steps of deliberation with the demo's accounts, weeks in seconds: what a person does is done by hand, in a browser; the same step of many by the API. */
const DAY = 86_400_000;
const district = '610402';
const community = '610402010001';
let house: ClockHouse;
let browser: Browser;
beforeAll(async () => {
  house = await openClockHouse(copyData(inject('seed'), join(inject('folder'), 'talk')));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

/** Sessions end while weeks go by: everybody logs in anew where they are needed. */
const as = (account: string): Promise<Api> => logIn(house.address, account);

/** Does something on one page as somebody, at the house's time; nothing may fail behind it. */
async function at(account: string, path: string, work: (page: Page) => Promise<void>): Promise<void> {
  const onDesk = path.startsWith('/desk');
  const { context, page, faults } = await open(browser, house.address, `deliberation-${account}`, { viewport: onDesk ? wide : phone, as: await as(account) });
  await context.clock.setSystemTime(new Date(house.now()));
  await page.goto(path);
  await work(page);
  expect(faults.list).toEqual([]);
  await context.close();
}

const sure = (page: Page, name: string): Promise<void> => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const iso = (ms: number): string => new Date(ms).toISOString();
const step = async (account: string, id: string, name: string, data: Json): Promise<unknown> =>
  (await as(account)).call('POST', `/matters/${id}/steps`, { step: name, data });

/** Takes a step on the desk's page of the matter by hand. */
const byHand = (id: string, name: string, fields: Readonly<Record<string, string>>): Promise<void> =>
  at('community', `/desk/matters/${id}`, async (page) => {
    await page.getByRole('region', { name: '可以办理的动作' }).getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog', { name, exact: true });
    for (const [label, words] of Object.entries(fields)) await dialog.getByLabel(label).fill(words);
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });

/** Calls a meeting of a topic, lets its day come, holds it and publishes its minutes. `byCode`: who signs in by hand, with the code from the wall. */
async function meet(id: string, kind: string, days: number, byCode: string | null = null): Promise<void> {
  const meeting = newId();
  const clerk = await as('community');
  const { person } = await clerk.call('GET', '/sessions/current');
  const start = house.now() + days * DAY;
  const chair = { person: person.id, name: person.name };
  const body = {
    id: meeting,
    kind,
    topic: id,
    title: '充电桩议事会',
    mode: 'on_site',
    place: '社区议事厅',
    startsAt: iso(start),
    agenda: [{ text: '大家发言' }],
  };
  await clerk.call('POST', '/meetings', { ...body, chair, secretary: { person: null, name: '记录员' } });
  await house.pass(start - house.now());
  const then = await as('community');
  await then.call('POST', `/meetings/${meeting}/open`, {});
  if (byCode) {
    const { code } = await then.call('GET', `/meetings/${meeting}/code`);
    await at(byCode, `/meet/${district}/${meeting}`, async (page) => {
      await page.getByLabel('签到码').fill(code);
      await page.getByRole('button', { name: '签到', exact: true }).click();
      await page.getByText('您已签到').waitFor();
    });
  }
  const { items: seats } = await then.call<{ items: Json[] }>('GET', `/meetings/${meeting}/seats?limit=50`);
  expect(seats.filter(({ present }) => present)).toHaveLength(byCode ? 1 : 0);
  for (const { seat } of seats.filter(({ present }) => !present)) await then.call('POST', `/meetings/${meeting}/attendance`, { id: newId(), seat });
  expect(await then.call('POST', `/meetings/${meeting}/close`, {})).toMatchObject({ attained: true, present: circle.length });
  await then.call('PUT', `/meetings/${meeting}/minutes`, { text: '大家同意装，装在东侧空地。', base: 0 });
  for (const role of ['chair', 'secretary']) await then.call('POST', `/meetings/${meeting}/minutes/confirm`, { role, version: 1 });
  await then.call('POST', `/meetings/${meeting}/minutes/publish`, { version: 1 });
}

const circle = ['resident', 'mediator', 'grid', 'street', 'department', 'hotline'];
/** Puts the circle on the list of participants. */
async function gather(id: string): Promise<void> {
  const people: Json[] = [];
  for (const account of circle) {
    const { person } = await (await as(account)).call('GET', '/sessions/current');
    people.push({ id: newId(), person: person.id, name: person.name, side: people.length < 3 ? 'affected' : 'resident', why: '住在二号楼' });
  }
  await (await as('community')).call('POST', `/deliberations/${id}/participants`, { people });
}

/** Votes by the API. */
async function castBy(account: string, ballot: string, vote: Readonly<Record<string, string>>): Promise<void> {
  const voter = await as(account);
  const { items } = await voter.call<{ items: Json[] }>('GET', '/my/ballots?limit=50');
  const { entry } = items.find((one) => one['ballot'] === ballot)!;
  await voter.call('POST', `/my/ballots/${district}/${ballot}/casts`, { id: newId(), entry, vote, nonce: `${circle.indexOf(account) + 1}`.repeat(32) });
}
const state = async (id: string): Promise<unknown> => (await (await as('resident')).call('GET', `/public/talks/${district}/${id}`))['state'];

test('a resident’s words become a decision that anybody can check: proposed, co-signed, taken up, told, talked over, voted on, counted, verified', async () => {
  // 1 A resident proposes on the phone.
  let id = '';
  await at('resident', '/talks/new', async (page) => {
    await page.getByLabel('题目').fill('二号楼前加装充电桩');
    await page.getByLabel('什么事').fill('有人从楼上拉线充电，很危险。');
    await page.getByLabel('街道').selectOption('610402010');
    await page.getByLabel('社区').selectOption(community);
    await page.getByRole('button', { name: '提出', exact: true }).click();
    await sure(page, '提出');
    await page.waitForURL(/\/talk\/610402\//);
    id = page.url().split('/').at(-1)!;
    await page.getByRole('heading', { name: '二号楼前加装充电桩' }).waitFor();
  });
  // 2 Neighbours co-sign; the last of them by hand.
  for (const account of ['grid', 'street', 'department', 'hotline']) await (await as(account)).call('POST', `/deliberations/${id}/cosign`);
  await at('mediator', `/talk/${district}/${id}`, async (page) => {
    await page.getByRole('button', { name: '我附议' }).click();
    await sure(page, '我附议');
    await page.getByText('已附议').first().waitFor();
  });
  // 3 The community takes it up, settles who takes part, and tells it.
  await byHand(id, '列入议题', { 理由: '涉及多户安全' });
  await gather(id);
  await byHand(id, '确定参与人、内容和规则', { '议什么（定内容）': '装不装、装在哪里', '怎么议、怎么定（定规则）': '过半数参加，参加者过半数同意' });
  // 4 The notice runs by working days; then it is talked over, and who takes part says where they stand.
  await house.pass(14 * DAY);
  await meet(id, 'council', 4);
  await at('resident', `/talk/${district}/${id}`, async (page) => {
    await page.getByRole('button', { name: '赞成', exact: true }).click();
    await page.getByLabel('理由或建议').fill('东侧离楼远，安全');
    await page.getByRole('button', { name: '提交意见' }).click();
    await page.getByText('意见已记录，表决前都可以改').first().waitFor();
  });
  await step('community', id, 'conclude', { note: '多数赞成' });
  await step('community', id, 'form_opinion', { opinion: '在东侧空地装10个充电桩' });
  // 5 The vote: on the phone, with a receipt.
  const ballot = newId();
  const [opensAt, closesAt] = [iso(house.now() + 60_000), iso(house.now() + 2 * DAY)];
  const asked = {
    id: ballot,
    voters: 'participants',
    secrecy: 'receipt',
    do: '是否加装充电桩',
    how: { question: '装在哪里', options: ['东侧空地', '西侧车棚'] },
  };
  await (await as('community')).call('POST', `/deliberations/${id}/ballot`, { ...asked, opensAt, closesAt, binding: true, basis: '社区议事规则' });
  await house.pass(120_000);
  const receipts: string[] = [];
  for (const account of ['resident', 'mediator'])
    await at(account, `/vote/${district}/${ballot}`, async (page) => {
      await page.getByRole('radio', { name: '同意' }).check();
      await page.getByRole('radio', { name: '东侧空地' }).check();
      await page.getByRole('button', { name: '投票', exact: true }).click();
      await sure(page, '确定，投票');
      await page.getByRole('heading', { name: '您的回执' }).waitFor();
      receipts.push((await page.locator('.hzb-receipt p.hzb-mono').innerText()).trim());
    });
  await castBy('grid', ballot, { whether: 'yes', how: 'option2' });
  await castBy('street', ballot, { whether: 'no', how: 'option1' });
  // 6 It closes and is counted by itself; the topic goes on with what came out.
  await house.pass(3 * DAY);
  await at('resident', `/talk/${district}/${id}`, async (page) => {
    await page.getByText('做不做：通过').first().waitFor();
  });
  expect(await (await as('resident')).call('GET', `/public/talks/${district}/${id}`)).toMatchObject({ state: 'publishing', outcome: 'passed' });
  // 7 Anybody counts again.
  const tally = await (await as('resident')).ask('GET', `/public/ballots/${district}/${ballot}/tally`);
  expect(tally.status).toBe(200);
  // The verifier is a file for keeping: it is opened from the disk, without a network.
  const kept = join(inject('folder'), 'verifier.html');
  writeFileSync(kept, await (await fetch(`${house.address}/verifier.html`)).text());
  const { context, page, faults } = await open(browser, house.address, 'deliberation-verifier', { more: { offline: true } });
  await page.goto(pathToFileURL(kept).href);
  await page.setInputFiles('#file', { name: 'tally.json', mimeType: 'application/json', buffer: Buffer.from(tally.text) });
  await page.getByText('核验通过').waitFor();
  await page.focus('#file');
  await page.keyboard.press('Tab');
  await page.keyboard.type(receipts[0]!);
  await page.keyboard.press('Enter');
  // So few have voted that single slips would point at people: the verifier says so.
  await page.getByText('回执无从查找').waitFor();
  expect(faults.list).toEqual([]);
  await context.close();
});

test('three meetings: a hearing before the decision, a coordination where interests collide, a review of what was done, rated by residents', async () => {
  const id = newId();
  const given = { title: '小广场跳舞的时间', text: '晚上声音大，楼上孩子写作业受影响。', wish: '定个时间', area: community, named: false };
  await (await as('resident')).call('POST', '/deliberations', { id, ...given, procedure: 'three_meetings' });
  for (const account of circle.slice(1)) await (await as(account)).call('POST', `/deliberations/${id}/cosign`);
  await step('community', id, 'accept', { note: '涉及多户' });
  await gather(id);
  await step('community', id, 'settle', { content: '定时间和音量', rules: '过半数参加，参加者过半数同意' });
  await house.pass(16 * DAY);
  // The hearing: who takes part signs in by the code on the wall.
  await meet(id, 'hearing', 12, 'resident');
  await step('community', id, 'conclude', { note: '时间能商量，音量有分歧' });
  for (const [i, account] of ['resident', 'grid'].entries())
    await (await as(account)).call('POST', `/deliberations/${id}/position`, { stance: i === 0 ? 'for' : 'against', words: '', named: false });
  // Interests collide: nothing is put to the vote before they were brought together.
  await byHand(id, '提请协调会', { 分歧是什么: '音量' });
  expect((await (await as('community')).ask('POST', `/matters/${id}/steps`, { step: 'form_opinion', data: { opinion: '先表决' } })).status).toBe(409);
  await meet(id, 'coordination', 3);
  await step('community', id, 'coordination_done', { result: 'agreed', note: '音箱朝向路面' });
  await step('community', id, 'form_opinion', { opinion: '晚上不晚于九点，音箱朝向路面' });
  const ballot = newId();
  const times = { opensAt: iso(house.now() + 60_000), closesAt: iso(house.now() + DAY) };
  const asked = { id: ballot, voters: 'participants', secrecy: 'open', do: '是否按方案约定', ...times, binding: true, basis: '社区议事规则' };
  await (await as('community')).call('POST', `/deliberations/${id}/ballot`, asked);
  await house.pass(120_000);
  for (const account of circle.slice(0, 4)) await castBy(account, ballot, { whether: 'yes' });
  await house.pass(2 * DAY);
  expect(await state(id)).toBe('publishing');
  await house.pass(12 * DAY);
  expect(await state(id)).toBe('carrying_out');
  const task = newId();
  const clerk = await as('community');
  const { current } = await clerk.call('GET', '/sessions/current');
  const due = iso(house.now() + 10 * DAY).slice(0, 10);
  await clerk.call('POST', `/deliberations/${id}/tasks`, { id: task, title: '张贴约定', text: '在小广场张贴', owner: { org: current.org }, due });
  await step('community', task, 'report_done', { note: '已张贴' });
  await step('community', task, 'accept_done', {});
  await house.pass(60_000);
  await step('community', id, 'carried_out', { note: '约定已张贴', spending: '无' });
  // The review of what was done, and everybody's marks for it.
  await meet(id, 'review', 5);
  await step('community', id, 'reviewed', { note: '大家认为有效' });
  await at('resident', `/talk/${district}/${id}`, async (page) => {
    await page.getByRole('button', { name: '5 分' }).click();
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('谢谢您的评价').first().waitFor();
  });
  await house.pass(12 * DAY);
  expect(await state(id)).toBe('archived');
});
