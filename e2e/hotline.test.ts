import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { password, type Api } from './world/api.ts';
import { open, openBrowser, sessions, wide } from './world/browser.ts';

/** An agent of the street's line works from the first word of a call to the call-back without a mouse. Accounts, places and words are those of the demo. */
const address = inject('address');
const session = sessions(address);
let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(async () => void (await browser?.close()));

const focused = (wanted: Locator): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement);

/** Tab until the focus is on what is wanted, as a person does who has no mouse. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let n = 0; n < 120; n++) {
    if (await focused(wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${String(wanted)}`);
}

/** A compound by name that lies where the demo's community clerk works. */
async function compoundIn(agent: Api, area: string): Promise<string> {
  for (const part of ['院', '园', '小区', '苑', '村']) {
    const { items } = await agent.call('GET', `/places/addresses?q=${encodeURIComponent(part)}&district=${area.slice(0, 6)}&limit=20`);
    const found = items.find((one: { code: string | null }) => one.code?.startsWith(area));
    if (found) return found.text;
  }
  throw new Error(`no compound is known in ${area}`);
}

test('finds the caller, types, files, finishes and calls back, by keyboard alone', async () => {
  const [community, street, district, line] = await Promise.all([session('community'), session('street'), session('district'), session('hotline')]);
  const { current } = await community.call('GET', '/sessions/current');
  const compound = await compoundIn(line, current.area);
  // Calls of the line are called back as soon as they are settled, at any hour: a test does not wait for the morning.
  const { body, version } = await district.call('GET', '/hotline/callback-rules');
  const rule = { key: 'at_once', channels: ['hotline'], share: 1, after: { of: 'closing', hours: 0 } };
  await district.call('PUT', '/hotline/callback-rules', { body: { ...body, rules: [rule], from: 0, to: 1440 }, version });

  const { page, faults } = await open(browser, address, 'hotline', { viewport: wide });
  const keys = page.keyboard;
  await page.goto('/desk/login');
  await tabTo(page, page.getByLabel('账号', { exact: true }));
  await keys.type('hotline');
  await tabTo(page, page.getByLabel('密码', { exact: true }));
  await keys.type(password);
  await keys.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('/login'));
  await page.goto('/desk/hotline');

  // Who calls: the number is typed, F2 begins, F4 asks who it is.
  const phone = '16000019999';
  await tabTo(page, page.getByLabel('来电号码', { exact: true }));
  await keys.type(phone);
  await keys.press('F2');
  await page.locator('#hzl-words:focus').waitFor();
  await keys.press('F4');
  await page.getByText(phone, { exact: true }).waitFor();

  // What it is about: words, kind, the category that the words suggest, the place that the name suggests.
  await keys.type('小区路灯坏了三天不亮，晚上看不清路');
  await tabTo(page, page.locator('input[name="hzl-kind"]').first());
  await keys.press('ArrowDown');
  const guess = page.getByRole('group', { name: '可能的类别' }).getByRole('button', { name: '路灯不亮' });
  await tabTo(page, guess);
  await keys.press('Enter');
  await expect.poll(() => guess.getAttribute('aria-pressed')).toBe('true');
  await tabTo(page, page.getByRole('textbox', { name: /^地点/ }));
  await keys.type(compound);
  await tabTo(page, page.getByRole('list', { name: '匹配的地点' }).getByRole('button', { name: compound }).first());
  await keys.press('Enter');
  await page.getByText(/^位于 /).waitFor();
  const filing = page.waitForResponse((reply) => /\/hotline\/calls\/[^/]+\/cases$/.test(reply.url()));
  await keys.press('F8');
  const filed = (await (await filing).json()) as { id: string; number: string };
  expect(filed.number).toMatch(/^\d{4}-\d{4}-\d{6}$/);
  await page.locator('.hzl-filed').waitFor();
  const matter = await line.call('GET', `/matters/${filed.id}`);
  expect(matter.matter.channel).toBe('hotline');

  // Hanging up and finishing: the outcome follows from what was filed.
  const ended = page.waitForResponse((reply) => /\/hotline\/calls\/[^/]+\/end$/.test(reply.url()) && reply.ok());
  await keys.press('F10');
  await ended;
  await keys.press('F9');
  await page.getByText('没有通话', { exact: true }).waitFor();

  // Others settle it; then it waits to be called back.
  const step = (who: Api, name: string, data: object = {}) => who.call('POST', `/matters/${filed.id}/steps`, { step: name, data });
  await step(community, 'accept');
  const { current: office } = await street.call('GET', '/sessions/current');
  await step(street, 'dispatch', { to: { org: office.org } });
  await step(street, 'finish', { outcome: 'solved', note: '灯已修好' });
  // What else is due at this hour is put off, so that the next one is this call's.
  for (;;) {
    const { callback } = await line.call('POST', '/hotline/callbacks/next', {});
    if (callback === null) break;
    await line.call('POST', `/hotline/callbacks/${callback.id}/skip`, { reason: '稍后再访', hours: 168 });
  }
  await step(community, 'verify');

  await page.goto('/desk/hotline/callbacks');
  await page.getByRole('heading', { name: '回访', level: 1 }).waitFor();
  await page.getByText('路灯不亮').first().waitFor();
  await keys.press('F2');
  const reveal = page.getByRole('button', { name: '查看联系方式' });
  await tabTo(page, reveal);
  await keys.press('Enter');
  await page.getByText(phone, { exact: true }).waitFor();
  await tabTo(page, page.locator('input[name="hzl-reached"]').first());
  await keys.press('Space');
  await tabTo(page, page.locator('input[name="hzl-solved"]').first());
  await keys.press('Space');
  const saved = page.waitForResponse((reply) => /\/callbacks\/[^/]+\/result$/.test(reply.url()));
  await tabTo(page, page.getByRole('button', { name: '保存结果' }));
  await keys.press('Enter');
  expect((await saved).ok()).toBe(true);
  const after = await street.call('GET', `/matters/${filed.id}`);
  expect(after.timeline.map((entry: { step: string }) => entry.step)).toContain('call_back');
  expect(faults.list).toEqual([]);
  await district.call('PUT', '/hotline/callback-rules', { body, version: version + 1 });
});
