import type { Browser, Page } from 'playwright-core';
import { newId } from '@hezhi/contract';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import type { Json } from './world/api.ts';
import { open, openBrowser, patience, phone, sessions, shoot, wide, type Visit } from './world/browser.ts';
import { lookInside } from './world/drawers.ts';
import { axe, elder, large, ledAway, sideways, turn, visit, words } from './world/look.ts';
import { mayEnter, mounts, pagesOf, type AppName, type AppPage } from './world/pages.ts';
import { autonomySamples } from './world/samples.ts';

/** Every page of every app, as those see it who may: WCAG 2.2 AA, languages, widths, large print, and nothing failing behind it. */
const address = inject('address');
const session = sessions(address);
let browser: Browser;
/** Values for the parts of a path that name a record. A page with another part makes the test fail until a value stands here. */
const samples = new Map<string, string>();

beforeAll(async () => {
  browser = await openBrowser();
  const resident = await session('resident');
  const street = await session('street');
  const { items: mine } = await resident.call<{ items: Json[] }>('GET', '/my/cases');
  const own =
    mine[0]?.['id'] ??
    (await resident.call('POST', '/cases', { category: 'B03', description: '楼道灯坏了三天没人修', place: { area: '610402010001001', address: '第一网格' } }))[
      'id'
    ];
  const { items: all } = await street.call<{ items: Json[] }>('GET', '/matters?limit=5');
  const { items: open } = await street.call<{ items: Json[] }>('GET', '/public/cases?district=610402&limit=1');
  samples.set('resident /mine/:id', `/mine/${own}`);
  samples.set('resident /near/:district/:id', `/near/610402/${open[0]?.['id']}`);
  samples.set('field /task/:id', `/task/${own}`);
  samples.set('desk /matters/:id', `/matters/${all[0]!['id']}`);
  samples.set('desk /cases/map/:id', `/cases/map/${all[0]!['id']}`);
  samples.set('desk /search', '/search?q=路灯');
  const { items: rosters } = await street.call<{ items: Json[] }>('GET', '/duty/rosters');
  const roster = rosters.find((one) => one['mayManage'] !== false) ?? rosters[0]!;
  for (const page of ['', '/settings', '/changes']) samples.set(`desk /duty/rosters/:id${page}`, `/duty/rosters/${roster['id']}${page}`);
  const { items: warnings } = await street.call<{ items: Json[] }>('GET', '/warnings');
  samples.set('desk /warnings/:id', `/warnings/${warnings[0]!['id']}`);
  const { rows: units } = await street.call<{ rows: Json[] }>('GET', '/insight/units');
  samples.set('desk /insight/units/legs', `/insight/units/legs?org=${units[0]!['org']}&measure=given`);
  const incident = newId();
  const { items: plans } = await street.call<{ items: Json[] }>('GET', '/command/plans');
  await street.call('POST', '/command/incidents', { id: incident, plan: plans[0]!['key'], area: '610402010', reason: '演练：检查各项任务是否到人' });
  samples.set('desk /command/:id', `/command/${incident}`);
  samples.set('field /command/:id', `/command/${incident}`);
  for (const [page, path] of await autonomySamples(street)) samples.set(page, path);
  const report = newId();
  await street.call('POST', '/insight/reports', { id: report, area: '610402010', month: new Date().toISOString().slice(0, 7) });
  const ready = async (): Promise<void> => {
    const { state } = await street.call('GET', `/insight/reports/${report}`);
    if (state !== 'ready') throw new Error(`The report is ${state}.`);
  };
  await vi.waitFor(ready, { timeout: patience, interval: 500 });
  samples.set('desk /reports/:id', `/reports/${report}`);
});
afterAll(async () => void (await browser?.close()));

/** Who looks: the first of these who may enter. */
const lookers: Readonly<Record<AppName, readonly string[]>> = {
  resident: ['resident'],
  field: ['grid'],
  desk: ['street', 'district', 'admin', 'security', 'auditor', 'community'],
  screen: ['district'],
};

type Look = { name: string; app: AppName; path: string; account: string | null };

async function looks(app: AppName): Promise<Look[]> {
  const list: Look[] = [];
  const permissions = new Map<string, readonly string[]>();
  for (const account of lookers[app])
    permissions.set(account, (await (await session(account)).call<{ permissions: string[] }>('GET', '/sessions/current')).permissions);
  const place = (page: AppPage): string => {
    const path = samples.get(`${app} ${page.path}`) ?? page.path;
    if (path.includes(':')) throw new Error(`The page ${app} ${page.path} has no sample in access.test.ts.`);
    return mounts[app] + path;
  };
  for (const page of await pagesOf(app)) {
    const name = `${app} ${page.path}`;
    const who = [...permissions].find(([, held]) => mayEnter(page, held))?.[0];
    if (!who) throw new Error(`Nobody of the demo may enter ${name}.`);
    if (page.public) list.push({ name: `${name} as a visitor`, app, path: place(page), account: null });
    if (page.path !== '/login' && page.path !== '/register' && page.path !== '/recover' && page.path !== '/track' && !page.task)
      list.push({ name, app, path: place(page), account: who });
  }
  return list;
}

/** `elder`: each page once more in large print. */
type Way = { language: 'zh-Hans' | 'zh-Hant' | 'en'; elder?: boolean; widths?: readonly number[] };

/** Looks at pages in two rows side by side; gives every finding with the page it is on. */
async function lookAt(list: readonly Look[], way: Way): Promise<string[]> {
  const rows = [list.filter((_, i) => i % 2 === 0), list.filter((_, i) => i % 2 === 1)].filter((row) => row.length > 0);
  return (await Promise.all(rows.map((row) => lookAtRow(row, way)))).flat();
}

/** One after the other, a browser context an account. */
async function lookAtRow(list: readonly Look[], way: Way): Promise<string[]> {
  const findings: string[] = [];
  const viewport = list[0]!.app === 'desk' || list[0]!.app === 'screen' ? wide : phone;
  for (const account of new Set(list.map((one) => one.account))) {
    const as = account === null ? null : await session(account);
    const more: Visit['more'] = { permissions: [] };
    const { context, page, faults } = await open(browser, address, `access-${account}`, { viewport, as, more });
    await context.addInitScript((language) => {
      localStorage.setItem('hezhi.language', language);
      // What the page's own rules of security forbid is a fault of the page.
      document.addEventListener('securitypolicyviolation', (event) => console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`));
    }, way.language);
    let inside = false;
    for (const look of list.filter((one) => one.account === account)) {
      faults.list.length = 0;
      const found: string[] = [];
      try {
        // Who is in an app goes on inside it; a visitor comes by the address.
        if (!inside || account === null || !(await turn(page, look.path))) await visit(page, look.path);
        inside = true;
        found.push(...ledAway(page, look.path), ...(await words(page, way.language)), ...(await axe(page)));
        if (way.widths) found.push(...(await sideways(page, way.widths)));
        if (way.elder) found.push(...(await inLargePrint(page)));
      } catch (error) {
        found.push(`could not be looked at: ${(error as Error).message.split('\n')[0]}`);
      }
      found.push(...faults.list);
      if (found.length > 0) await shoot(page, `${look.name}-${way.language}`);
      findings.push(...found.map((one) => `${look.name}: ${one}`));
    }
    await context.close();
  }
  return findings;
}

async function inLargePrint(page: Page): Promise<string[]> {
  await elder(page, true);
  const found = [...(await axe(page)), ...(await sideways(page, [360])), ...(await large(page))];
  await elder(page, false);
  return found.map((one) => `in large print: ${one}`);
}

const widths = [360, 768, 1440];

test('what looks at pages sees what is wrong with one', async () => {
  const { page, faults, context } = await open(browser, address, 'access-planted', { as: null });
  await visit(page, '/');
  await page.evaluate(() => {
    const bad = document.createElement('div');
    bad.innerHTML = '<img src="data:," width="9"><p style="width:3000px;font-size:9px;color:#bbb">resident.home.title {{name}}</p><button>x</button>';
    document.querySelector('main')!.append(bad);
    console.error('planted');
  });
  const found = [
    ...(await axe(page)),
    ...(await sideways(page, [360])),
    ...(await words(page, 'en')),
    ...(await large(page)),
    ...ledAway(page, '/mine'),
    ...faults.list,
  ].join('\n');
  for (const each of [
    'axe image-alt',
    'axe color-contrast',
    'sideways at 360',
    'key instead of words: resident.home.title',
    'place without value',
    'language is zh-Hans',
    'text 9 px',
    'target',
    'led to',
    'console: planted',
  ])
    expect(found).toContain(each);
  await context.close();
});

test.each(['resident', 'field', 'desk'] as const)('%s: every page is reachable for all, at every width, the resident’s in large print too', async (app) => {
  expect(await lookAt(await looks(app), { language: 'zh-Hans', widths, elder: app === 'resident' })).toEqual([]);
});

test('screen: every page is reachable for all on a wall', async () => {
  expect(await lookAt(await looks('screen'), { language: 'zh-Hans', widths: [1440, 1920] })).toEqual([]);
});

test('desk: what opens is reachable for all', async () => {
  const { page, context } = await open(browser, address, 'access-dialogs', { viewport: wide, as: await session('street') });
  const dialogs = [
    ['/bodies', '建立议事组织'],
    ['/ballots/rolls', '新建名册'],
  ] as const;
  const found: string[] = [];
  for (const [path, button] of dialogs) found.push(...(await lookInside(page, { path: `/desk${path}`, button })));
  expect(found).toEqual([]);
  await context.close();
});

/** Where people spend their days. */
const main = new Set(['/', '/report', '/mine', '/mine/:id', '/task/:id', '/matters', '/matters/:id', '/cases/new', '/insight', '/login']);

test.each([
  ['en', 'resident'],
  ['en', 'field'],
  ['en', 'desk'],
  ['zh-Hant', 'resident'],
  ['zh-Hant', 'desk'],
] as const)('%s: main pages of %s', async (language, app) => {
  const list = (await looks(app)).filter(({ name, account }) => main.has(name.split(' ')[1]!) && (account !== null || name.includes('/login')));
  expect(list.length).toBeGreaterThan(2);
  expect(await lookAt(list, { language, widths: app === 'desk' ? [1440] : [360] })).toEqual([]);
});
