import { newId } from '@hezhi/contract';
import { routes as methods } from '@hezhi/methods/contract';
import { room as methodsRoom, shipFrom } from '@hezhi/methods/server';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casesTest, type CasesTest } from '../testing/house.ts';
import { treeOf } from './categories.ts';

let t: CasesTest;
const folder = mkdtempSync(join(tmpdir(), 'hezhi-packs-'));
beforeAll(async () => {
  t = await casesTest({ more: [methodsRoom] });
  const pack = join(folder, 'quick');
  mkdirSync(pack);
  const w = (zh: string, en: string): string => `{ zh-Hans: ${zh}, en: ${en} }`;
  writeFileSync(
    join(pack, 'pack.yaml'),
    `key: quick\nversion: 1\nname: ${w('快办法', 'The quick way')}\nsummary: ${w('更快。', 'Sooner.')}\nstory: ${w('更快。', 'Sooner.')}\nsources: [{ document: test, title: 测试 }]\n`,
  );
  const limit = '{ amount: 60, unit: working-minutes }';
  writeFileSync(
    join(pack, 'categories.yaml'),
    `categories:\n  - { code: A01, limits: { handle: { amount: 120, unit: working-minutes } } }\n  - { code: A90, name: ${w('河道垃圾', 'Rubbish in the river')}, tier: 3, lead: sanitation, settle: community, limits: { accept: ${limit}, dispatch: ${limit}, handle: ${limit}, verify: ${limit} } }\n`,
  );
  shipFrom(t.house, pathToFileURL(`${folder}/`));
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a pack in force for a district changes its categories and limits, and gives them back', async () => {
  const district = t.town.district;
  const supervisor = t.as(await t.town.actor('district'));
  const before = treeOf(t.house, district).leaves.get('A01')!.limits;
  const put = (area: string) => supervisor.call(methods.install, { body: { id: newId(t.house.now()), key: 'quick', version: 1, area } });
  await put(t.town.street);
  expect(treeOf(t.house, district).leaves.get('A01')!.limits).toEqual(before);
  expect(treeOf(t.house, district).leaves.has('A90')).toBe(false);
  await put(district);
  expect(treeOf(t.house, district).leaves.get('A01')!.limits).toEqual({ ...before, handle: { amount: 120, unit: 'working-minutes' } });
  expect(treeOf(t.house, district).leaves.get('A90')).toMatchObject({ active: true, name: { 'zh-Hans': '河道垃圾' } });
  expect(treeOf(t.house, '310105').leaves.get('A01')!.limits).toEqual(before);
  await supervisor.call(methods.withdraw, { body: { id: newId(t.house.now()), area: district, reason: '试行期满' } });
  expect(treeOf(t.house, district).leaves.get('A01')!.limits).toEqual(before);
  expect(treeOf(t.house, district).leaves.get('A90')).toMatchObject({ active: false });
});
