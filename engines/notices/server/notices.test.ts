import { newId } from '@hezhi/contract';
import { routes as directory } from '@hezhi/directory/contract';
import { drain, sql } from '@hezhi/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errors, routes } from '../contract/index.ts';
import { noticesTest, type NoticesTest } from '../testing/house.ts';
import { deliverDue, registerTemplates, sealContact } from './index.ts';

let t: NoticesTest;
beforeAll(async () => void (t = await noticesTest()));
afterAll(() => t.close());

describe('the inbox', () => {
  test('a notice is read in the reader’s language, once however often it is told, and only by its recipient', async () => {
    const resident = await t.resident();
    const key = newId();
    await t.tell({ to: [{ person: resident.person! }, { person: resident.person! }], key });
    await t.tell({ to: [{ person: resident.person! }], key });
    const own = t.as(resident);
    const first = await own.call(routes.list);
    expect(first.items).toHaveLength(1);
    expect(first).toMatchObject({
      unread: 1,
      next: null,
      items: [{ title: '路灯有进展', body: '“路灯”将在 11月24日 17:30 前办完，由 渭滨社区 负责。', read: false, category: 'progress' }],
    });
    const english = await own.ask(routes.list, {}, { headers: { 'accept-language': 'en' } });
    expect(english.body.items[0]).toMatchObject({ title: 'News of Street lamp', body: '“Street lamp” will be done by 24/11 17:30, by 渭滨社区.' });
    const hant = await own.ask(routes.list, {}, { headers: { 'accept-language': 'zh-Hant' } });
    expect(hant.body.items[0]!.title).toBe('路燈有進展');
    expect((await t.as(await t.resident('neighbour')).call(routes.list)).items).toEqual([]);
    expect((await t.withToken(null).ask(routes.list)).problem().status).toBe(401);
  });

  test('pages by keyset, counts what is unread, marks some or all as read, tells the person’s screens', async () => {
    const neighbour = await t.resident('neighbour');
    const own = t.as(neighbour);
    const hints: string[] = [];
    t.house.live.subscribe((hint) => void (list(hint.data['persons']).includes(neighbour.person) && hints.push(hint.topic)));
    for (let i = 0; i < 5; i++) {
      t.clock.advance(1000);
      await t.tell({ to: [{ person: neighbour.person! }], ...(i === 4 ? { template: 'sample.alarm' } : {}) });
    }
    const page = await own.call(routes.list, { query: { limit: 2 } });
    const rest = await own.call(routes.list, { query: { limit: 10, cursor: page.next! } });
    expect([page.items.length, rest.items.length, rest.next, page.unread]).toEqual([2, 3, null, 5]);
    expect(new Set([...page.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
    expect((await own.call(routes.list, { query: { category: 'alert' } })).items).toMatchObject([{ title: '紧急：路灯', urgent: true }]);
    expect(await own.call(routes.read, { body: { ids: [page.items[0]!.id] } })).toEqual({ unread: 4 });
    expect((await own.call(routes.list, { query: { unread: 'true' } })).items).toHaveLength(4);
    // Another person's read changes nothing of mine.
    await t.as(await t.resident()).call(routes.read, { body: { until: page.items[0]!.id } });
    expect(await own.call(routes.unread)).toEqual({ unread: 4 });
    expect(await own.call(routes.read, { body: { until: page.items[0]!.id } })).toEqual({ unread: 0 });
    expect(hints.filter((one) => one === 'notices.new')).toHaveLength(5);
    expect(hints.filter((one) => one === 'notices.read')).toHaveLength(2);
  });

  test('who chose a community hears what its staff said of it', async () => {
    const [resident, clerk] = [await t.resident(), await t.town.actor('community')];
    const area = clerk.post!.area.slice(0, 12);
    await t.as(resident).call(directory.chooseHome, { body: { area, how: 'list' } });
    const { items } = await t.as(clerk).call(directory.homes, { query: { state: 'declared', limit: 10 } });
    const { version } = items.find(({ id }) => id === resident.person)!;
    const people = [{ person: resident.person!, version }];
    await t.as(clerk).call(directory.decideHomes, { body: { people, decision: 'refuse', reason: '登记的住户中没有您' } });
    await drain(t.house);
    const [refused] = (await t.as(resident).call(routes.list)).items;
    expect(refused).toMatchObject({
      title: expect.stringContaining('没有确认您住在本社区'),
      body: expect.stringContaining('登记的住户中没有您'),
      link: '/me/home',
    });
    t.clock.advance(1000);
    await t.as(clerk).call(directory.decideHomes, { body: { people: [{ ...people[0]!, version: version + 1 }], decision: 'confirm' } });
    await drain(t.house);
    expect((await t.as(resident).call(routes.list)).items[0]!.title).toContain('确认您住在本社区');
  });

  test('a post is its holder; an organisation is those who act for it and carry the right, but who did it knows already', async () => {
    const { people, posts, orgs } = t.town;
    const key = newId();
    await t.tell({ key, to: [{ post: posts.department2 }, { org: orgs.community, with: 'cases.accept' }], except: [people.colleague] });
    const told = async (role: 'community' | 'colleague' | 'grid' | 'department' | 'department2') =>
      (await t.as(await t.actor(role)).call(routes.list)).items.length;
    expect([await told('community'), await told('colleague'), await told('grid'), await told('department'), await told('department2')]).toEqual([
      1, 0, 0, 0, 1,
    ]);
  });
});

describe('preferences', () => {
  test('are complete, changed as a whole, and hold', async () => {
    const resident = await t.resident();
    await t.phone(resident.person!, '13800138000');
    const own = t.as(resident);
    const usual = await own.call(routes.preferences);
    expect(usual).toMatchObject({ quiet: { from: '22:00', to: '07:00' }, modes: { progress: { sms: 'absent' }, alert: { sms: 'always' } } });
    expect(usual.channels).toEqual([
      { channel: 'sms', set_up: true, to: '138****8000', confirmed: true },
      { channel: 'wechat', set_up: true, to: null, confirmed: false },
      { channel: 'email', set_up: true, to: null, confirmed: false },
    ]);
    const changed = await own.call(routes.setPreferences, { body: { modes: { progress: { sms: 'never' } }, quiet: null } });
    expect(changed).toMatchObject({ quiet: null, modes: { progress: { sms: 'never', wechat: 'always' } } });
    const before = (await t.deliveries()).length;
    await t.tell({ to: [{ person: resident.person! }] });
    expect(await t.deliveries()).toHaveLength(before);
    await own.call(routes.setPreferences, { body: { modes: { progress: { sms: 'always' } }, quiet: { from: '09:00', to: '11:00' } } });
    await t.tell({ to: [{ person: resident.person! }] });
    expect((await t.deliveries()).at(-1)).toMatchObject({ channel: 'sms', state: 'queued', reason: 'quiet' });
    expect(Date.parse((await t.deliveries()).at(-1)!.next_at!)).toBe(Date.parse('2026-11-23T11:00:00+08:00'));
    expect(
      (await own.ask(routes.setPreferences, { body: { modes: { progress: { sms: 'loud' as never } }, quiet: { from: '25:00', to: '07:00' } } })).problem()
        .status,
    ).toBe(422);
  });

  test('a mail address counts once its code was entered; codes are few and guesses too', async () => {
    const neighbour = await t.resident('neighbour');
    const own = t.as(neighbour);
    const address = 'lin@example.com';
    const waiting = await own.call(routes.setEmail, { body: { address } });
    expect(waiting.channels[2]).toEqual({ channel: 'email', set_up: true, to: 'l***@example.com', confirmed: false });
    expect((await own.ask(routes.setEmail, { body: { address } })).problem().code).toBe(errors.code_too_often.code);
    const [mail] = (await t.withToken(null).call(routes.sandbox, { query: { to: address } })).items;
    const code = /\d{6}/.exec(mail!.text)![0];
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await own.ask(routes.confirmEmail, { body: { code: wrong } })).problem().code).toBe(errors.wrong_code.code);
    // Another person's code is none.
    expect((await t.as(await t.resident()).ask(routes.confirmEmail, { body: { code } })).problem().code).toBe(errors.wrong_code.code);
    expect((await own.call(routes.confirmEmail, { body: { code } })).channels[2]).toMatchObject({ confirmed: true });
    t.clock.advance(1000);
    await t.tell({ to: [{ person: neighbour.person! }] });
    await deliverDue(t.house);
    const [news] = (await t.withToken(null).call(routes.sandbox, { query: { to: address } })).items;
    expect(news).toMatchObject({ channel: 'email', title: '路灯有进展' });
    expect((await own.call(routes.dropAddress, { params: { channel: 'email' } })).channels[2]!.to).toBeNull();
  });

  test('five wrong guesses end a code', async () => {
    const own = t.as(await t.resident());
    await own.call(routes.setEmail, { body: { address: 'zhao@example.com' } });
    const [mail] = (await t.withToken(null).call(routes.sandbox, { query: { to: 'zhao@example.com' } })).items;
    const code = /\d{6}/.exec(mail!.text)![0];
    const wrong = code === '111111' ? '111112' : '111111';
    await Promise.all(Array.from({ length: 5 }, () => own.ask(routes.confirmEmail, { body: { code: wrong } })));
    expect((await own.ask(routes.confirmEmail, { body: { code } })).problem().code).toBe(errors.wrong_code.code);
  });

  test('WeChat is bound by the code of its log-in', async () => {
    const own = t.as(await t.resident());
    expect((await own.ask(routes.bindWechat, { body: { code: '??' } })).problem().code).toBe(errors.wechat_refused.code);
    expect((await own.call(routes.bindWechat, { body: { code: 'abc-123' } })).channels[1]).toEqual({
      channel: 'wechat',
      set_up: true,
      to: 'sand***',
      confirmed: true,
    });
  });
});

describe('templates', () => {
  const manager = () => t.actor('district', 'notices.manage_templates');
  const words = { title: { 'zh-Hans': '{what}新消息', en: 'News: {what}' }, body: { 'zh-Hans': '{who}：{due}', en: '{who}: {due}' }, sms: null };

  test('a district’s own words hold there, are checked, previewed, based on a version, and go back', async () => {
    const own = t.as(await manager());
    const all = await own.call(routes.templates);
    const sample = all.items.filter(({ key }) => key.startsWith('sample.'));
    expect(sample.map(({ key }) => key)).toEqual(['sample.alarm', 'sample.news']);
    expect(sample[1]).toMatchObject({ placeholders: ['due', 'what', 'who'], version: 0, changed: null });
    const at = { params: { key: 'sample.news' } };
    const lone = { ...words, body: { 'zh-Hans': '{who', en: '{who' } };
    const unequal = { ...words, body: { 'zh-Hans': '{who}', en: 'nobody' } };
    const strange = { ...words, body: { 'zh-Hans': '{phone}', en: '{phone}' } };
    const code = async (body: typeof words) => (await own.ask(routes.setTemplate, { ...at, body: { words: body, version: 0 } })).problem().code;
    expect([await code(lone), await code(unequal), await code(strange)]).toEqual([
      errors.lone_brace.code,
      errors.languages_differ.code,
      errors.unknown_placeholder.code,
    ]);
    const shown = await own.call(routes.preview, { ...at, body: { words } });
    expect(shown.items.map(({ title }) => title)).toEqual(['路灯新消息', '路灯新消息', 'News: 路灯']);
    expect(shown.items[0]!.sms_parts).toBe(1);
    expect((await own.call(routes.templates)).items.find(({ key }) => key === 'sample.news')!.version).toBe(0);
    // Two at once from one version: one wins.
    const both = await Promise.all([1, 2].map(() => own.ask(routes.setTemplate, { ...at, body: { words, version: 0 } })));
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const resident = await t.resident();
    await t.tell({ to: [{ person: resident.person! }] });
    expect((await t.as(resident).call(routes.list)).items[0]!.title).toBe('路灯新消息');
    t.clock.advance(1000);
    expect(await own.call(routes.resetTemplate, at)).toMatchObject({ version: 0, words: { title: { en: 'News of {what}' } } });
    await t.tell({ to: [{ person: resident.person! }] });
    expect((await t.as(resident).call(routes.list)).items[0]!.title).toBe('路灯有进展');
    expect((await own.ask(routes.setTemplate, { params: { key: 'no.such' }, body: { words, version: 0 } })).problem().status).toBe(404);
    expect((await t.as(await t.resident()).ask(routes.templates)).problem().status).toBe(403);
  });

  test('a room whose words do not fit stops the start', () => {
    const bad = {
      key: 'sample.bad',
      category: 'news' as const,
      channels: [],
      words: { title: { 'zh-Hans': '{a}', en: '{b}' }, body: { 'zh-Hans': 'x', en: 'x' } },
    };
    expect(() => registerTemplates(t.house, [bad])).toThrow(/sample\.bad.*title/);
    expect(() => registerTemplates(t.house, [{ ...bad, key: 'sample.news' }])).toThrow(/two templates/);
  });
});

describe('the log', () => {
  test('shows what went out about one’s territory, contacts masked, and lets one send again what failed', async () => {
    const { communities, street } = t.town;
    const clerk = t.as(await t.actor('community', 'notices.read_log'));
    const other = t.as(await t.actor('community2', 'notices.read_log'));
    const dispatcher = t.as(await t.actor('street', 'notices.read_log', 'notices.resend'));
    const to = sealContact(t.house, { phone: '13912345678', language: 'zh-Hans' });
    const matter = newId();
    await t.tell({ to: [to], area: communities[0], matter });
    await deliverDue(t.house);
    const mine = (await clerk.call(routes.deliveries, { query: { matter } })).items;
    expect(mine).toMatchObject([{ channel: 'sms', state: 'sent', to: '139****5678', recipient: '', title: '…有进展', matter, resend: false }]);
    expect((await other.call(routes.deliveries, { query: { matter } })).items).toEqual([]);
    expect((await dispatcher.call(routes.deliveries, { query: { matter, state: 'failed' } })).items).toEqual([]);
    expect((await dispatcher.ask(routes.resend, { params: { id: mine[0]!.id } })).problem().code).toBe(errors.already_sent.code);
    expect((await clerk.ask(routes.resend, { params: { id: mine[0]!.id } })).problem().status).toBe(403);
    expect((await t.as(await t.actor('grid')).ask(routes.deliveries)).problem().status).toBe(403);
    // A hook that nobody gave: left out, then sent again by hand, and left out again.
    await t.tell({ to: [{ hook: 'nowhere' }], area: street });
    const left = (await dispatcher.call(routes.deliveries, { query: { channel: 'webhook' } })).items[0]!;
    expect(left).toMatchObject({ state: 'skipped', reason: 'no_provider', resend: true });
    const again = await Promise.all([1, 2].map(() => dispatcher.ask(routes.resend, { params: { id: left.id } })));
    expect(again.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    await deliverDue(t.house);
    expect((await dispatcher.call(routes.deliveries, { query: { channel: 'webhook' } })).items[0]).toMatchObject({
      id: left.id,
      state: 'skipped',
      attempts: 1,
    });
    const audited = await t.db.all(sql`SELECT FROM directory.audit WHERE action = 'notice.resend'`);
    expect(audited).toHaveLength(1);
  });
});

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
