import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { password } from './world/api.ts';
import { open, openBrowser, phone, sessions, wide, type Person } from './world/browser.ts';
import { picture, pointIn } from './world/ground.ts';

/** The whole job by hand: every role in its own browser, nobody reloads. Accounts, places and words are those of the demo. */
const address = inject('address');
const session = sessions(address);
let browser: Browser;
let place: { lon: number; lat: number };
const people: Person[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  const grid = await session('grid');
  const { current } = await grid.call('GET', '/sessions/current');
  place = await pointIn(grid, current.area);
});
afterAll(async () => void (await browser?.close()));

/** A word that no other case has; without digits, so that nothing of it is taken for a phone number. */
const word = (): string => Array.from({ length: 6 }, () => '春江花月夜山川湖海云松竹梅兰菊'[Math.floor(Math.random() * 15)]).join('');

async function come(name: string, viewport: { width: number; height: number }): Promise<Person> {
  const person = await open(browser, address, `job-${name}`, {
    viewport,
    more: { geolocation: { longitude: place.lon, latitude: place.lat }, permissions: ['geolocation'] },
  });
  people.push(person);
  return person;
}

async function logInAt(page: Page, app: string, account: string): Promise<void> {
  await page.goto(`${app}/login`);
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/login'));
}

async function addPhoto(page: Page, colour: [number, number, number]): Promise<void> {
  const sent = page.waitForResponse((reply) => reply.url().includes('/api/files') && reply.request().method() === 'POST' && reply.ok());
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: /添加照片/ }).click()]);
  await chooser.setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: picture(...colour) });
  await sent;
}

/** Fills the form of 报一件事 and sends it; gives what was sent and what came back. */
async function report(
  page: Page,
  words: string,
): Promise<{ sent: { place: { point: [number, number] }; photos: string[] }; got: { id: string; number: string; code: string | null; sentence: string } }> {
  await page.goto('/report');
  await addPhoto(page, [190, 60, 40]);
  // Who has allowed it before is found by itself; a touch on the map moves the pin.
  const map = page.locator('.ol-viewport canvas').first();
  await map.waitFor();
  await page.getByText('第一网格').first().waitFor();
  const placed = page.waitForResponse((reply) => reply.url().includes('/places/locate'));
  const box = (await page.locator('.ol-viewport').boundingBox())!;
  await page.locator('.ol-viewport').click({ position: { x: box.width / 2 + 12, y: box.height / 2 + 9 } });
  await placed;
  await page.getByLabel(/说说情况/).fill(words);
  await page.getByRole('radio', { name: /路灯/ }).first().check();
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST' && new URL(one.url()).pathname === '/api/cases'),
    page.getByRole('button', { name: '提交', exact: true }).click(),
  ]);
  const reply = (await request.response())!;
  expect([reply.status(), await reply.text()]).toEqual([201, expect.any(String)]);
  await page.getByRole('heading', { name: '已经收到' }).waitFor();
  return { sent: request.postDataJSON(), got: await reply.json() };
}

/** Opens a step on the desk, fills it by `fill` and sends it. */
async function step(page: Page, name: string, fill: (form: ReturnType<Page['getByRole']>) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('region', { name: '可以办理的动作' }).getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name, exact: true });
  await fill(dialog);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

const openCase = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('row').filter({ hasText: words }).first().click();
  await page.getByRole('article').filter({ hasText: words }).first().waitFor();
};
const state = (page: Page, words: string) => page.getByText(words, { exact: false }).first().waitFor();

test('resident reports, community accepts, street dispatches, grid worker handles, community verifies, resident rates; each sees the others at once', async () => {
  const mark = word();
  const words = `${mark}巷口的路灯不亮，晚上很黑`;
  const resident = await come('resident', phone);
  const community = await come('community', wide);
  const street = await come('street', wide);
  const grid = await come('grid', phone);
  await logInAt(resident.page, '', 'resident');
  await logInAt(community.page, '/desk', 'community');
  await logInAt(street.page, '/desk', 'street');
  await logInAt(grid.page, '/field', 'grid');
  // They look at their work and wait; from here on nobody reloads.
  await community.page.goto('/desk/matters?view=org');
  await street.page.goto('/desk/matters?view=org');
  await grid.page.goto('/field/');
  await Promise.all([community, street].map(({ page }) => page.getByRole('heading', { name: '办理队列' }).waitFor()));
  await grid.page.getByText('我的待办').first().waitFor();

  const { sent, got } = await report(resident.page, words);
  expect(sent.photos).toHaveLength(1);
  // The touch has moved the pin from where the phone is, by metres.
  expect(sent.place.point).not.toEqual([place.lon, place.lat]);
  expect(Math.hypot(sent.place.point[0] - place.lon, sent.place.point[1] - place.lat)).toBeLessThan(0.01);
  expect(await resident.page.getByText(got.number).count()).toBeGreaterThan(0);
  await resident.page.getByRole('button', { name: '查看进展' }).click();
  await state(resident.page, '等待受理');

  await openCase(community.page, mark);
  await community.page
    .getByRole('button', { name: /查看：/ })
    .first()
    .waitFor();
  await step(
    community.page,
    '受理',
    async (form) =>
      void (await form
        .getByLabel(/说明|备注|意见/)
        .first()
        .fill('已核实，属于本社区')),
  );
  await state(resident.page, '已受理，正在安排');

  await openCase(street.page, mark);
  await step(street.page, '派遣', async (form) => {
    await form.getByRole('searchbox').fill('沈芳菱');
    await form
      .getByRole('radio', { name: /沈芳菱/ })
      .first()
      .check();
  });
  await state(resident.page, '已安排人办理');

  const card = grid.page.getByRole('article').filter({ hasText: mark });
  await card.getByRole('button', { name: /接单/ }).click();
  await state(resident.page, '正在处理');
  await card.getByRole('link').click();
  await grid.page.getByRole('button', { name: '处置完成', exact: true }).click();
  const sheet = grid.page.getByRole('dialog', { name: '处置完成' });
  await addPhoto(grid.page, [60, 150, 70]);
  await sheet.getByRole('radio').first().check({ force: true });
  await sheet.locator('textarea').first().fill('灯泡已更换，夜间试亮正常');
  await sheet.getByRole('button', { name: /提交：处置完成/ }).click();
  await sheet.waitFor({ state: 'detached' });
  await state(resident.page, '处理完毕，正在核查');

  await community.page.getByRole('button', { name: '核查通过', exact: true }).waitFor();
  await step(community.page, '核查通过');
  await resident.page.getByRole('heading', { name: '办完了，您满意吗？' }).waitFor();
  await resident.page.getByText('满意', { exact: true }).locator('xpath=ancestor::label').click();
  await resident.page.getByRole('button', { name: '提交评价' }).click();
  await state(resident.page, '已办结');
  await community.page.getByText('已结案').first().waitFor();
  // Before and after, for who asked.
  await resident.page.getByText('处理后').first().waitFor();

  expect(await (await session('street')).call('GET', `/cases/${got.id}`)).toMatchObject({ matter: { state: 'closed', rating: 4 } });
  for (const person of [resident, community, street, grid]) expect(person.faults.list).toEqual([]);
});

test('a visitor reports without an account, twice pressed is once sent, and follows it by number and code on another device', async () => {
  const mark = word();
  const visitor = await open(browser, address, 'job-visitor');
  const { page } = visitor;
  await page.goto('/report');
  await page.getByLabel(/所在区县/).selectOption({
    label: (await session('street').then((one) => one.call('GET', '/public/districts'))).items.find((one: { code: string }) => one.code === '610402').full_name,
  });
  await page.getByText('找不到？选择街道和社区').click();
  await page.getByLabel('街道（乡镇）').selectOption({ label: '渭滨街道' });
  await page.getByLabel('社区（村）').selectOption({ label: '七〇四社区' });
  await page.getByLabel(/说说情况/).fill(`${mark}小区门口的路灯坏了`);
  await page.getByRole('radio', { name: /路灯/ }).first().check();
  await page.getByLabel(/手机号/).fill('16012345678');
  await page.getByRole('button', { name: '提交', exact: true }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await page.getByRole('heading', { name: '已经收到' }).waitFor();
  const number = await page.locator('.hz-res-number').innerText();
  const code = await page.locator('.hz-res-code').innerText();
  const found = await (await session('community')).call<{ items: unknown[] }>('GET', `/matters?q=${encodeURIComponent(mark)}`);
  expect(found.items).toHaveLength(1);

  const other = await open(browser, address, 'job-visitor-other-device');
  other.faults.expected.add(404);
  const follow = async (typed: string): Promise<void> => {
    await other.page.goto('/track');
    await other.page.getByLabel(/编号/).fill(number);
    await other.page.getByLabel(/查询码/).fill(typed);
    await other.page.getByRole('button', { name: '查看进展' }).click();
  };
  await follow('ZZZZ2222');
  await other.page.getByRole('alert').first().waitFor();
  expect(await other.page.getByText(mark).count()).toBe(0);
  await follow(code);
  await state(other.page, '等待受理');
  await other.page.getByText(mark).first().waitFor();
  await other.page.getByRole('button', { name: '补充说明' }).click();
  const sheet = other.page.getByRole('dialog', { name: '补充说明' });
  await sheet.locator('textarea').fill('就在公交站旁边');
  await sheet.getByRole('button', { name: '补充说明' }).click();
  await other.page.getByText('就在公交站旁边').first().waitFor();
  expect([...visitor.faults.list, ...other.faults.list]).toEqual([]);
});

test('two tabs: who is second is told who was first, and keeps what was typed', async () => {
  const mark = word();
  const community = await session('community');
  const { id } = await community.call('POST', '/cases', { category: 'B03', description: `${mark}楼道口路灯闪烁`, place: { point: [place.lon, place.lat] } });
  const first = await open(browser, address, 'job-tab-first', { viewport: wide, as: community });
  const second = await open(browser, address, 'job-tab-second', { viewport: wide, as: community });
  // The second tab hears of nothing: its network lets no live updates through.
  await second.context.route('**/api/live', (route) => route.abort());
  await Promise.all([first, second].map(({ page }) => page.goto(`/desk/matters/${id}`)));
  await second.page.getByRole('region', { name: '可以办理的动作' }).getByRole('button', { name: '受理', exact: true }).click();
  const dialog = second.page.getByRole('dialog', { name: '受理', exact: true });
  await dialog.getByLabel(/说明/).first().fill('我来受理这件事');
  await step(first.page, '受理');
  await dialog.getByRole('button', { name: '受理', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: '您填写的内容都还在' }).waitFor();
  expect(await dialog.getByRole('alert').innerText()).toContain('受理');
  expect(await dialog.getByLabel(/说明/).first().inputValue()).toBe('我来受理这件事');
  await dialog.getByText(/现在不能办理/).waitFor();
  expect(await dialog.getByRole('button', { name: '受理', exact: true }).isDisabled()).toBe(true);
  const { timeline } = await community.call('GET', `/cases/${id}`);
  expect(timeline.filter((entry: { step: string }) => entry.step === 'accept')).toHaveLength(1);
});
