import { newId } from '@hezhi/contract';
import { endPost } from '@hezhi/directory/server';
import { makeCall, sql } from '@hezhi/server';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRoutes as routes } from '../../contract/import-routes.ts';
import { routes as cases } from '../../contract/index.ts';
import { casesTest, type CasesTest } from '../../testing/house.ts';
import { csvOf, importer, sheetOf, xlsxOf } from './import.fixture.ts';

let t: CasesTest;
let i: ReturnType<typeof importer>;
beforeAll(async () => {
  t = await casesTest();
  i = importer(t);
});
afterAll(() => t.close());

const good = { description: '楼道灯坏了三天没人修', category: 'B03', place: '测试一社区', name: '王小明', phone: '138 1234 5678', source: '12345工单' };
const count = async () => (await t.db.find<{ n: number }>(sql`SELECT count(*)::int AS n FROM cases.case`))!.n;

describe('a spreadsheet of cases', () => {
  test('is read, checked, and becomes cases with their facts', async () => {
    const by = t.who.community;
    const one = await i.checked(by, [
      ['某区12345工单导出', null, null, null, null, null, null, null, null, null],
      ['工单编号', '诉求内容*', '问题类别（小类）', '所属社区', '详细地址', '诉求人姓名', '联系电话', '诉求来源', '诉求时间', '备注'],
      ['GD1', '楼道灯坏了三天没人修', '楼道照明', '测试一社区', '渭滨家园3号楼', '王小明', 13812345678, '12345', new Date(Date.UTC(2026, 10, 22, 9, 30)), 'x'],
      [null, null, null, null, null, null, null, null, null, null],
      ['GD2', '小区门口井盖不见了，很危险', null, '610402010001002', null, '匿名', '不详', null, null, null],
    ]);
    expect(one).toMatchObject({
      state: 'checked',
      head_row: 2,
      mine: true,
      file: '工单.xlsx',
      area_name: '渭滨街道测试一社区',
      heads: expect.arrayContaining(['诉求内容*', '备注']),
    });
    expect(one.reading.mapping).toEqual({ reference: 0, description: 1, category: 2, place: 3, address: 4, name: 5, phone: 6, source: 7, reported_at: 8 });
    const rows = await i.rows(by, one.id);
    const codes = (await t.db.all<{ code: string }>(sql`SELECT code FROM cases.category WHERE name->>'zh-Hans' = '楼道照明'`)).map(({ code }) => code);
    expect(rows.map((row) => [row.row, row.state, row.guessed, row.place])).toEqual([
      [3, codes.length === 1 ? 'ready' : 'faulty', false, '渭滨街道测试一社区'],
      [5, 'ready', true, '渭滨街道测试一社区第2网格'],
    ]);
    expect(rows[0]!.cells).toMatchObject({ phone: '13812345678', reported_at: '2026-11-22 09:30' });
    if (rows[0]!.state === 'faulty') expect((await i.mend(by, one.id, rows[0]!, { category: 'B03' })).body).toMatchObject({ state: 'ready', guessed: false });

    expect(await count()).toBe(0);
    const { body } = await i.confirm(by, one, true);
    expect(body.state).toBe('importing');
    await i.work(one.id);
    const done = await i.rows(by, one.id, 'done');
    expect(done).toHaveLength(2);
    expect((await i.detail(by, one.id)).counts).toMatchObject({ rows: 2, done: 2 });
    const { case: facts, matter, timeline } = await t.as(by).call(cases.get, { params: { id: done[0]!.case!.id } });
    expect([matter.number, matter.channel, matter.area, Date.parse(matter.openedAt)]).toEqual([
      done[0]!.case!.number,
      'import',
      t.town.communities[0],
      t.clock.now(),
    ]);
    expect(facts).toMatchObject({ address: '渭滨家园3号楼', contact: { name: '王**', phone: '138****5678' }, reporter: { kind: 'staff', name: by.name } });
    expect(timeline[0]!.data['answers']).toBe('来源：12345；原编号：GD1；反映时间：2026-11-22 09:30；表格导入：工单.xlsx第3行');
    const second = await t.as(by).call(cases.facts, { params: { id: done[1]!.case!.id } });
    expect(second.contact).toBeNull();
    const kept = await t.db.all<{ text: string }>(
      sql`SELECT row(r.*)::text AS text FROM cases.import_row r UNION ALL SELECT row(c.*)::text FROM cases.case c UNION ALL SELECT row(i.*)::text FROM cases.import i`,
    );
    expect(kept.some(({ text }) => text.includes('王小明') || text.includes('13812345678'))).toBe(false);
    expect(await t.findings()).toEqual([]);
  });

  test('tells what is wrong by row, column and value; mended on the screen the row is sound', async () => {
    const by = t.who.community;
    const one = await i.checked(
      by,
      sheetOf([
        { ...good, category: '没有这一类', phone: '打电话', reported_at: '前天', description: '' },
        { ...good, description: 'x', place: '测试二社区' },
        { ...good, description: 'y', place: '火星' },
        { ...good, description: 'z', place: '', lon: '34.3345', lat: '108.7105' },
        { ...good, description: 'w', place: '测试一社区', lon: '108.725', lat: '34.335' },
        { ...good, description: 'v', place: '', address: '渭滨家园' },
        { ...good, description: 'u', place: '', address: '' },
        { ...good, description: 't', reported_at: '2027-01-01' },
        { ...good, description: 's', reported_at: '2024-01-01' },
        { ...good, description: 'r', reference: 'A1' },
        { ...good, description: 'q', reference: 'A1' },
        { ...good, description: 'r', reference: 'A1' },
        { ...good, description: 'p', place: '', lon: '108.705', lat: '' },
      ]),
    );
    const rows = await i.rows(by, one.id);
    expect(rows.map((row) => [row.row, row.faults.map((fault) => `${fault.column} ${fault.code}`).join(' ')])).toEqual([
      [2, 'description empty phone phone_wrong category category_unknown reported_at moment_wrong'],
      [3, 'place place_outside'],
      [4, 'place place_unknown'],
      [5, 'lon point_swapped'],
      [6, 'lon point_outside'],
      [7, ''],
      [8, 'place place_needed'],
      [9, 'reported_at moment_ahead'],
      [10, 'reported_at moment_old'],
      [11, ''],
      [12, 'reference reference_twice'],
      [13, 'reference reference_twice'],
      [14, 'lat point_half'],
    ]);
    expect(rows[0]!.faults.map((fault) => fault.text)).toContain('没有“没有这一类”这个类别');
    expect(rows[1]!.faults[0]!.text).toBe('“渭滨街道测试二社区”不在您的辖区内');
    expect(rows[5]!.place).toBe('渭滨街道测试一社区第1网格');
    const mended = await i.mend(by, one.id, rows[0]!, {
      category: '',
      phone: '13900001111',
      reported_at: '2026年11月22日 8时',
      description: '楼下有人乱倒垃圾',
    });
    expect(mended.body).toMatchObject({ state: 'ready', guessed: true, faults: [] });
    expect((await i.mend(by, one.id, rows[0]!, {})).problem().code).toBe('cases.import_changed');
    expect((await i.mend(by, one.id, rows[10]!, { reference: 'A2' })).body).toMatchObject({ state: 'ready' });
    // Without the guesses only rows whose category was written become cases; the rest may follow.
    const before = await count();
    await i.confirm(by, await i.detail(by, one.id));
    await i.work(one.id);
    expect((await i.detail(by, one.id)).counts).toMatchObject({ done: 3, guessed: 1 });
    expect(await count()).toBe(before + 3);
    expect((await i.mend(by, one.id, rows[5]!, {})).problem().status).toBe(409);
    await i.confirm(by, await i.detail(by, one.id), true);
    await i.work(one.id);
    expect((await i.detail(by, one.id)).counts).toMatchObject({ done: 4, ready: 0 });
    expect((await i.confirm(by, await i.detail(by, one.id), true)).problem().code).toBe('cases.import_nothing');
  });

  test('with other columns is checked anew; coordinates of map makers are turned', async () => {
    const by = t.who.street;
    const one = await i.checked(by, [
      ['甲', '乙', '经', '纬'],
      ['路灯不亮', '无关', 108.70969, 34.33345],
    ]);
    expect(one.counts).toMatchObject({ faulty: 1 });
    const read = (mapping: object, datum: string, version = one.version) =>
      t.as(by).ask(routes.importReading, { params: { id: one.id }, body: { version, mapping, datum, source: '巡查' } as never });
    expect((await read({ lon: 2 }, 'wgs84')).problem().code).toBe('cases.import_columns');
    expect((await read({ description: 0, lon: 0 }, 'wgs84')).problem().code).toBe('cases.import_columns');
    expect((await read({ description: 0, lon: 2, lat: 3 }, 'gcj02')).body).toMatchObject({ state: 'checking' });
    expect((await read({ description: 0, lon: 2, lat: 3 }, 'bd09')).problem().code).toBe('cases.import_changed');
    await i.work(one.id);
    const again = await i.detail(by, one.id);
    expect((await i.rows(by, one.id))[0]).toMatchObject({ state: 'ready', place: '渭滨街道测试一社区第1网格' });
    await i.confirm(by, again, true);
    await i.work(one.id);
    const [row] = await i.rows(by, one.id, 'done');
    const { matter } = await t.as(by).call(cases.get, { params: { id: row!.case!.id } });
    expect(Math.abs(matter.point![0] - 108.705) + Math.abs(matter.point![1] - 34.335)).toBeLessThan(0.0005);
    expect((await read({ description: 0 }, 'wgs84', (await i.detail(by, one.id)).version)).problem().code).toBe('cases.import_state');
  });

  test('comes as csv in UTF-8 and GB18030, with separators as spreadsheets write them', async () => {
    const by = t.who.community;
    const sheet = sheetOf([{ ...good, description: '第一行\n还有，“引号”' }]);
    const gb = (text: string) => Buffer.from(text, 'utf8');
    for (const bytes of [
      Buffer.from(csvOf(sheet)),
      Buffer.from(`\uFEFF${csvOf(sheet, ';')}`),
      Buffer.from(`\uFEFF${csvOf(sheet, '\t')}`, 'utf16le'),
      gb(csvOf(sheet)),
    ]) {
      const { status, body } = await i.send(by, bytes, {}, 'x.csv');
      expect([status, body.detail]).toEqual([201, undefined]);
      await i.work(body.id);
      expect((await i.rows(by, body.id)).map((row) => [row.state, row.cells.description])).toEqual([['ready', '第一行\n还有，“引号”']]);
    }
    // 反映内容,类别,社区 / 路灯不亮,B03,测试一社区 in GB18030.
    const bytes = Buffer.from('b7b4d3b3c4dac8dd2cc0e0b1f02cc9e7c7f80d0ac2b7b5c6b2bbc1c12c4230332cb2e2cad4d2bbc9e7c7f8', 'hex');
    const { body } = await i.send(by, bytes, {}, 'x.csv');
    await i.work(body.id);
    expect((await i.rows(by, body.id))[0]).toMatchObject({ state: 'ready', cells: { description: '路灯不亮' } });
  });

  test('is for who may, in the own territory; colleagues see it without contacts, and only the sender goes on', async () => {
    const { community, colleague, community2, street, resident, grid } = t.who;
    for (const by of [resident, grid]) expect((await t.as(by).ask(routes.imports)).problem().status).toBe(403);
    const one = await i.checked(community, sheetOf([{ ...good, description: '只给社区看' }]));
    expect((await t.as(community2).ask(routes.import, { params: { id: one.id } })).problem().status).toBe(404);
    expect((await t.as(community2).ask(routes.importRows, { params: { id: one.id } })).problem().status).toBe(404);
    expect((await t.as(community2).ask(routes.importResultFile, { params: { id: one.id, format: 'csv' } })).problem().status).toBe(404);
    const listed = await t.as(street).call(routes.imports, { query: { limit: 2 } });
    expect(listed.items[0]).toMatchObject({ id: one.id, mine: false, person: community.name, counts: { rows: 1, ready: 1 } });
    expect((await t.as(street).call(routes.imports, { query: { cursor: listed.next!, limit: 2 } })).items.some(({ id }) => id === one.id)).toBe(false);
    expect((await t.as(community2).call(routes.imports)).items).toEqual([]);
    const [row] = await i.rows(colleague, one.id);
    expect(row!.cells).toMatchObject({ name: '王**', phone: expect.stringContaining('*') as string });
    expect((await i.mend(colleague, one.id, row!, {})).problem().code).toBe('cases.import_not_yours');
    expect((await i.confirm(colleague, one)).problem().code).toBe('cases.import_not_yours');
    const csv = await t.as(colleague).inject({ method: 'GET', url: `/api/case-imports/${one.id}/result/csv` });
    expect(csv.body).not.toContain('王小明');
  });

  test('sent again takes the place of what has not begun; the same id is one import; dropped, its cells are gone', async () => {
    const by = t.who.community;
    const bytes = await xlsxOf(sheetOf([{ ...good, description: '甲' }]));
    const id = newId();
    const replies = await Promise.all([i.send(by, bytes, { id }), i.send(by, bytes, { id })]);
    expect(replies.map(({ status, body }) => [status, body.id])).toEqual([
      [201, id],
      [201, id],
    ]);
    expect((await i.send(by, await xlsxOf(sheetOf([good])), { id })).body.code).toBe('cases.import_id_taken');
    expect((await i.send(t.who.colleague, bytes, { replaces: id })).body.code).toBe('cases.import_not_yours');
    const next = await i.checked(by, sheetOf([{ ...good, description: '乙' }]), { replaces: id });
    expect(await i.detail(by, id)).toMatchObject({ state: 'replaced', has_cells: false, heads: [] });
    await t.as(by).call(routes.importCancel, { params: { id: next.id }, body: { version: next.version } });
    expect(await t.db.all(sql`SELECT FROM cases.import_row WHERE import IN (${id}, ${next.id}) AND cells_sealed IS NOT NULL`)).toEqual([]);
    await i.work(next.id);
    expect((await i.confirm(by, await i.detail(by, next.id))).problem().code).toBe('cases.import_state');
  });

  test('leaves nothing that a spreadsheet takes for a formula, in result and template', async () => {
    const by = t.who.community;
    const one = await i.checked(
      by,
      sheetOf([
        { ...good, description: '=HYPERLINK("http://x","y")', reference: '+1' },
        { ...good, description: '@SUM(1)', category: '-2' },
      ]),
    );
    await i.confirm(by, one);
    await i.work(one.id);
    const csv = await t.as(by).inject({ method: 'GET', url: `/api/case-imports/${one.id}/result/csv` });
    expect(csv.body.startsWith('\uFEFF行,结果,案件编号')).toBe(true);
    expect(csv.body).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(/(?:^|,|\n)"?[=+@-]/.test(csv.body)).toBe(false);
    const xlsx = await t.as(by).inject({ method: 'GET', url: `/api/case-imports/${one.id}/result/xlsx` });
    const [sheet] = await readXlsxFile(xlsx.rawPayload);
    const number = (await i.rows(by, one.id, 'done'))[0]!.case!.number;
    expect(sheet!.data[1]!.slice(0, 5)).toEqual([2, '已导入', number, expect.stringContaining('B03') as string, `'+1`]);
    expect(sheet!.data[2]![6]).toContain('没有“-2”这个类别');
    const template = await t.as(by).inject({ method: 'GET', url: '/api/case-imports/template.xlsx' });
    const sheets = await readXlsxFile(template.rawPayload);
    expect(sheets.map((each) => each.sheet)).toEqual(['导入', '填写说明', '类别', '补充问题', '社区和网格']);
    expect(sheets[0]!.data[0]).toContain('反映内容');
    expect(sheets[3]!.data.flat()).toEqual(expect.arrayContaining(['井盖是什么情况', '不见了、破损或下沉、松动作响', '是、否']));
    expect(sheets[4]!.data.flat()).toContain(t.town.grids[0]);
    expect(sheets[4]!.data.flat()).not.toContain(t.town.communities[1]);
  });

  test('stops when the sender may no longer, and goes when nobody goes on', async () => {
    const by = t.who.community2;
    const bytes = sheetOf([{ ...good, place: '测试二社区', description: '甲' }]);
    const [stopped, forgotten] = [await i.checked(by, bytes), await i.checked(by, bytes)];
    await i.confirm(by, stopped);
    await endPost(makeCall(t.house, { actor: t.who.admin }), by.post!.id, 1);
    const before = await count();
    await i.work(stopped.id);
    expect((await t.as(t.who.street).call(routes.import, { params: { id: stopped.id } })).state).toBe('stopped');
    expect(await count()).toBe(before);
    t.clock.advance(31 * 86_400_000);
    await t.house.jobs.runNow('cases.import.purge');
    const street = t.as(t.who.street);
    expect(await street.call(routes.import, { params: { id: forgotten.id } })).toMatchObject({ state: 'lapsed', has_cells: false });
    expect(await street.call(routes.import, { params: { id: stopped.id } })).toMatchObject({ state: 'stopped', has_cells: false });
    expect(await t.db.all(sql`SELECT FROM cases.import_row WHERE cells_sealed IS NOT NULL`)).toEqual([]);
    expect(await t.findings()).toEqual([]);
  });
});
