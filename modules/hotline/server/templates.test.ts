import { newId } from '@hezhi/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differing, routes, unknownPlaceholder } from '../contract/index.ts';
import { hotlineTest, type HotlineTest } from '../testing/house.ts';
import shipped from './templates.json' with { type: 'json' };
import { groups, baseCategories } from '@hezhi/cases/contract';

let t: HotlineTest;
beforeAll(async () => void (t = await hotlineTest()));
afterAll(() => t.close());

const street = () => t.as(t.who.street);
const template = (more: object = {}) => ({
  id: newId(t.house.now()),
  title: '路灯抢修',
  categories: ['B03'],
  steps: ['finish'],
  texts: { 'zh-Hans': '“{title}”的路灯已于{today}修复。', en: 'The lamp of “{title}” was mended on {today}.' },
  ...more,
});

test('the shipped templates are sound: known placeholders in both languages, known categories', () => {
  const known = new Set([...groups.map(({ code }) => code), ...baseCategories.map(({ code }) => code)]);
  for (const one of shipped) {
    for (const text of Object.values(one.texts)) expect(unknownPlaceholder(text), one.title).toBeNull();
    expect(differing(Object.values(one.texts)), one.title).toEqual([]);
    expect(
      one.categories.filter((code) => !known.has(code)),
      one.title,
    ).toEqual([]);
  }
  expect(new Set(shipped.map(({ id }) => id)).size).toBe(shipped.length);
});

test('a step of a matter gets the fitting ones, filled in, in the language asked for; only who sees the matter', async () => {
  const made = await street().call(routes.addTemplate, { body: template() });
  expect(made).toMatchObject({ scope: 'organisation', editable: true, uses: 0 });
  const { id } = (await t.report(t.who.community)).body;
  const ask = (language: 'zh-Hans' | 'zh-Hant' | 'en') => street().call(routes.offered, { query: { matter: id, step: 'finish', language } });
  const { matter } = await t.matter(t.who.street, id);
  expect((await ask('zh-Hans')).items[0]).toMatchObject({ id: made.id, text: `“${matter.title}”的路灯已于2026-11-23修复。` });
  expect((await ask('zh-Hant')).items[0]!.text).toBe(`「${matter.title}」的路燈已於2026-11-23修復。`);
  expect((await ask('en')).items[0]!.text).toContain('was mended on 2026-11-23');
  expect((await street().call(routes.offered, { query: { matter: id, step: 'decline' } })).items.map((one) => one.id)).not.toContain(made.id);
  expect((await t.as(t.who.community2).ask(routes.offered, { query: { matter: id } })).status).toBe(404);
  expect((await t.as(t.who.resident).ask(routes.offered, {})).problem().code).toBe('hotline.no_post');
  // Another organisation has its own.
  expect((await t.as(t.who.community).call(routes.offered, { query: { matter: id, step: 'finish' } })).items.map((one) => one.id)).not.toContain(made.id);
});

test('use is counted and moves a template up; the telephone gets answers by category and words', async () => {
  const line = (query: object) => t.as(t.agents[0]).call(routes.offered, { query: { step: 'line', ...query } });
  expect((await line({ category: 'L03' })).items[0]!.title).toBe('医保缴费与报销');
  expect((await line({ q: '12393' })).items.map(({ title }) => title)).toEqual(['医保缴费与报销']);
  const [first, next] = (await line({})).items.filter(({ title }) => title.startsWith('通话'));
  for (let n = 0; n < 2; n++) await t.as(t.agents[0]).call(routes.used, { params: { id: next!.id } });
  const after = (await line({})).items.filter(({ title }) => title.startsWith('通话'));
  expect(after.map((one) => [one.id, one.uses])).toEqual([
    [next!.id, 2],
    [first!.id, 0],
  ]);
  expect((await t.as(t.agents[0]).ask(routes.used, { params: { id: newId() } })).problem().code).toBe('hotline.template_not_found');
});

test('is checked: placeholders, languages, categories, who may write what', async () => {
  const code = async (body: object) => (await street().ask(routes.addTemplate, { body: body as never })).problem().code;
  expect(await code(template({ texts: { 'zh-Hans': '{phone}', en: '{phone}' } }))).toBe('hotline.placeholder_unknown');
  expect(await code(template({ texts: { 'zh-Hans': '{title}', en: 'x' } }))).toBe('hotline.placeholders_differ');
  expect(await code(template({ categories: ['Z01'] }))).toBe('hotline.category_unknown');
  expect(await code(template({ whole: true }))).toBe('hotline.district_only');
  const whole = await t.as(t.who.district).call(routes.addTemplate, { body: template({ whole: true, title: '全区通用' }) });
  const { id: _, ...rest } = template({ title: '改名' });
  expect((await street().ask(routes.saveTemplate, { params: { id: whole.id }, body: { ...rest, version: 1 } })).problem().code).toBe(
    'hotline.template_not_found',
  );
  const saved = await t.as(t.who.district).call(routes.saveTemplate, { params: { id: whole.id }, body: { ...rest, whole: true, version: 1 } });
  expect(saved).toMatchObject({ title: '改名', version: 2, scope: 'district' });
  expect((await t.as(t.who.district).ask(routes.saveTemplate, { params: { id: whole.id }, body: { ...rest, whole: true, version: 1 } })).problem().code).toBe(
    'hotline.changed',
  );
  const pages: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await street().call(routes.templates, { query: { limit: 10, ...(cursor ? { cursor } : {}) } });
    pages.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(new Set(pages).size).toBe(pages.length);
  expect(pages.length).toBeGreaterThan(shipped.length);
});
