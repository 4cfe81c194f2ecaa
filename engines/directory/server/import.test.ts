import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '@hezhi/server';
import { testHouse } from '@hezhi/testing';
import { afterAll, expect, test } from 'vitest';
import { importDivisions, room, territory } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hezhi-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const provinces = file('provinces.csv', '\uFEFFcode,name\r\n62,"甘肃省"\r\n');
const cities = file('cities.csv', 'code,name,provinceCode\n6202,"嘉峪关市",62\n');
const areas = file('areas.csv', 'code,name,cityCode,provinceCode\n620201,"嘉峪关市",6202,62\n');
const streets = file('streets.csv', 'code,name,areaCode,cityCode,provinceCode\n620201001,"雄关街道",620201,6202,62\n620201100,"新城镇",620201,6202,62\n');

test('files in any order; a second run changes nothing; names change, missing codes end only when asked', async () => {
  await using t = await testHouse({ rooms: [room] });
  const files = [streets, areas, provinces, cities];
  expect(await importDivisions(t.house, files)).toMatchObject({ rows: 5, added: 5, changed: 0, unchanged: 0, faulty: 0, done: true });
  expect(await importDivisions(t.house, files)).toMatchObject({ added: 0, changed: 0, unchanged: 5, ended: 0 });
  const renamed = file('streets2.csv', 'code,name,areaCode\n620201001,雄关新街道,620201\n');
  expect(await importDivisions(t.house, [renamed])).toMatchObject({ added: 0, changed: 1, ended: 0 });
  expect(await importDivisions(t.house, [renamed], { endMissing: true })).toMatchObject({ changed: 0, unchanged: 1, ended: 1 });
  const tree = await territory(t.house).ensure('620201');
  expect(tree.children('620201').map((one) => one.name)).toEqual(['雄关新街道']);
  expect(tree.fullName('620201001', { from: 'district' })).toBe('嘉峪关市雄关新街道');
  expect(await importDivisions(t.house, [streets])).toMatchObject({ added: 0, changed: 2 });
});

test('a faulty file is refused as a whole, each fault by row, column and reason; partial takes the sound rows', async () => {
  await using t = await testHouse({ rooms: [room] });
  await importDivisions(t.house, [provinces, cities, areas]);
  const bad = file(
    'bad.csv',
    [
      'code,name,areaCode,cityCode',
      '620201001,雄关街道,620201,6202',
      '62020100,七位,620201,6202',
      '620201002,,620201,6202',
      '620201003,错父,620202,6202',
      '620201001,又一个,620201,6202',
      '620299001,孤儿,620299,6202',
      '620201004,多列,620201,6202,x',
      "620201005,O'Brien; DROP TABLE,620201,6202",
    ].join('\n'),
  );
  const report = await importDivisions(t.house, [bad, file('odd.csv', 'a,b\n1,2\n'), join(folder, 'missing.csv')]);
  expect(report).toMatchObject({ added: 0, faulty: 8, done: false });
  expect(report.faults.map(({ file: of, row, column, code }) => `${of} ${row} ${column} ${code}`)).toEqual([
    'bad.csv 3 code code',
    'bad.csv 4 name name',
    'bad.csv 5 areaCode parent_column',
    'bad.csv 6 code repeated',
    'bad.csv 7 code orphan',
    'bad.csv 8  quoting',
    'missing.csv 0  unreadable',
    'odd.csv 1 code header',
  ]);
  expect(await t.db.find(sql`SELECT count(*) AS n FROM directory.territory`)).toEqual({ n: 3 });
  expect(await importDivisions(t.house, [bad], { partial: true })).toMatchObject({ added: 2, faulty: 6, done: true });
  expect(await t.db.find(sql`SELECT name FROM directory.territory WHERE code = '620201001'`)).toEqual({ name: '雄关街道' });
});

test('twenty thousand rows at once', async () => {
  await using t = await testHouse({ rooms: [room] });
  const rows = Array.from({ length: 20_000 }, (_, n) => `620201${String(100 + Math.floor(n / 900)).padStart(3, '0')}${String(100 + (n % 900))},第${n}社区`);
  const above = Array.from({ length: 23 }, (_, n) => `620201${100 + n},第${n}街道`);
  const all = file('many.csv', ['code,name', ...rows, ...above].join('\n'));
  const seen: string[] = [];
  const report = await importDivisions(t.house, [provinces, cities, areas, all], { progress: ({ stage }) => void seen.push(stage) });
  expect(report).toMatchObject({ added: 20_026, faulty: 0 });
  expect(new Set(seen)).toEqual(new Set(['reading', 'checking', 'writing', 'done']));
});
