import { setPressName } from '@hezhi/directory/server';
import { checkAnswers } from '@hezhi/forms/server';
import { makeCall } from '@hezhi/server';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importRoutes as routes } from '../../contract/import-routes.ts';
import { baseCategories, routes as cases } from '../../contract/index.ts';
import { casesTest, type CasesTest } from '../../testing/house.ts';
import { answersOf } from './answers.ts';
import { importer } from './import.fixture.ts';

let t: CasesTest;
let i: ReturnType<typeof importer>;
beforeAll(async () => {
  t = await casesTest();
  i = importer(t);
});
afterAll(() => t.close());

const told = (line: Awaited<ReturnType<typeof i.rows>>[number]) => line.faults.map(({ question, column, code, text }) => [question?.key ?? column, code, text]);

describe('columns that answer the questions of a category', () => {
  test('are known by the words at their head, checked by type, mended, and become the answers of the case', async () => {
    const by = t.who.community;
    const heads = ['反映内容', '类别', '社区', '井盖是什么情况', '有没有人受伤*', '停电户数', '涉及金额（元）', '从哪天开始', '备注'];
    const row = (description: string, category: string, ...cells: (string | number | null)[]) => [description, category, '测试一社区', ...cells];
    const one = await i.checked(by, [
      heads,
      row('井盖没了', 'B01', '不见了', '没有', null, null, null, null),
      row('井盖响', 'B01', '歪了', '也许', null, null, null, null),
      row('停电了', 'F01', null, null, '十几户', null, null, null),
      row('停电了，多户', 'F01', null, '是', 12, null, null, null),
      row('欠薪', 'L04', null, null, null, '1,200.50元', null, null),
      row('违建', 'D01', null, null, null, null, '上周', null),
      row('违建二', 'D01', null, null, null, null, '2026年11月2日', null),
      row('井盖坏了', 'B01', '松动作响', null, null, null, null, 'x'),
    ]);
    const { questions, reading } = one;
    const homes = questions.find((label) => label['zh-Hans'] === '影响几户')!;
    expect(reading.answers).toEqual({ 井盖是什么情况: 3, 有没有人受伤: 4, '涉及金额（元）': 6, 从哪天开始: 7 });
    const body = { version: one.version, ...reading, answers: { ...reading.answers, [homes['zh-Hans']]: 5 } };
    const say = (answers: Record<string, number>, version = one.version) =>
      t.as(by).ask(routes.importReading, { params: { id: one.id }, body: { ...body, version, answers } });
    expect((await say({ 没有这样的问题: 5 })).problem().code).toBe('cases.import_question');
    expect((await say({ 影响几户: 0 })).problem().code).toBe('cases.import_columns');
    expect((await say(body.answers)).status).toBe(200);
    await i.work(one.id);
    const lines = await i.rows(by, one.id);
    expect(lines.map(told)).toEqual([
      [],
      [
        ['cover', 'answer_choice', '“歪了”不在选项中；请填：不见了、破损或下沉、松动作响'],
        ['hurt', 'answer_boolean', '“也许”看不出是或否；请填“是”或“否”'],
      ],
      [['homes', 'answer_number', '“十几户”不是数字']],
      [],
      [],
      [['since', 'answer_date', '看不懂日期“上周”，请写成 2026-11-22']],
      [],
      [],
    ]);
    expect(lines[1]!.answers.map(({ key, text }) => [key, text])).toEqual([
      ['cover', '歪了'],
      ['hurt', '也许'],
    ]);
    const csv = await t.as(by).inject({ method: 'GET', url: `/api/case-imports/${one.id}/result/csv` });
    expect(csv.body).toContain('有没有人受伤：“也许”看不出是或否');
    const half = await i.mend(by, one.id, lines[1]!, {}, { cover: '松动作响' });
    expect(told(half.body)).toEqual([['hurt', 'answer_boolean', '“也许”看不出是或否；请填“是”或“否”']]);
    expect((await i.mend(by, one.id, half.body, {}, { hurt: '否' })).body.state).toBe('ready');
    expect((await i.mend(by, one.id, lines[2]!, {}, { homes: '' })).body.state).toBe('ready');

    await i.confirm(by, await i.detail(by, one.id));
    await i.work(one.id);
    const facts = async (at: number) => {
      const line = (await i.rows(by, one.id)).find(({ row: n }) => n === at)!;
      const { case: found, timeline } = await t.as(by).call(cases.get, { params: { id: line.case!.id } });
      return { answers: found.answers.map(({ key, text }) => [key, text]), note: String(timeline[0]!.data['answers']) };
    };
    expect((await facts(2)).answers).toEqual([
      ['cover', '不见了'],
      ['hurt', '否'],
    ]);
    expect((await facts(3)).answers).toEqual([
      ['cover', '松动作响'],
      ['hurt', '否'],
    ]);
    expect((await facts(4)).answers).toEqual([]);
    // What its category does not ask is not lost.
    const power = await facts(5);
    expect(power.answers).toEqual([['homes', '12']]);
    expect(power.note).toContain('有没有人受伤：是');
    expect((await facts(6)).answers).toEqual([['amount', '1200.5']]);
    expect((await facts(8)).answers).toEqual([['since', '2026-11-02']]);
    expect(await t.findings()).toEqual([]);
  });

  test('whatever stands in the cells, what is kept would be taken from a reporter too', () => {
    const questions = baseCategories.flatMap((leaf) => (leaf.questions.length > 0 ? [leaf.questions] : []));
    const cell = fc.oneof(
      fc.constantFrom('是', '否', '无', '有', 'YES', '不见了', '3', '1,200', '-5', '3万', '2026-11-22', '46328', '几袋', '不详', '99999999999999'),
      fc.string({ unit: 'binary', maxLength: 300 }).map((text) => text.replaceAll('\0', '')),
      fc.double({ noNaN: true }).map(String),
    );
    const seed = process.env['HEZHI_RANDOM'] ? Date.now() % 1_000_000 : 20261123;
    fc.assert(
      fc.property(fc.constantFrom(...questions), fc.array(cell, { minLength: 6, maxLength: 6 }), (asked, cells) => {
        const columns = Object.fromEntries(asked.map(({ label }, at) => [label['zh-Hans'], cells[at]!]));
        const { answers, faults, others } = answersOf(asked, { columns, mended: {} });
        expect(others).toEqual([]);
        if (faults.length > 0) return;
        expect(checkAnswers(asked, answers, 'zh-Hans').filter(({ code }) => code !== 'required')).toEqual([]);
      }),
      { seed, numRuns: process.env['HEZHI_RANDOM'] ? 5000 : 200 },
    );
  });
});

describe('a press name', () => {
  test('is taken where a place is named; where it stands for several, address or coordinates say which', async () => {
    const [first, second] = t.town.communities as [string, string];
    const admin = makeCall(t.house, { actor: t.who.admin });
    await setPressName(admin, '老机床厂', [first]);
    await setPressName(admin, '渭河片', [first, second]);
    const by = t.who.street;
    const heads = ['反映内容', '类别', '社区', '详细地址', '经度', '纬度'];
    const one = await i.checked(by, [
      heads,
      ['甲', 'B03', '老机床厂', null, null, null],
      ['乙', 'B03', '老机床厂社区', null, null, null],
      ['丙', 'B03', '渭河片', null, null, null],
      ['丁', 'B03', '渭河片', '测试二社区东门', null, null],
      ['戊', 'B03', '渭河片', null, '108.705', '34.335'],
      ['己', 'B03', '渭河片', '渭滨家园', null, null],
    ]);
    const lines = await i.rows(by, one.id);
    expect(lines.map((line) => [line.place, line.faults.map(({ column, code }) => `${column} ${code}`).join(' ')])).toEqual([
      ['渭滨街道测试一社区', ''],
      ['渭滨街道测试一社区', ''],
      ['', 'place place_press'],
      ['渭滨街道测试二社区', ''],
      ['渭滨街道测试一社区第1网格', ''],
      ['渭滨街道测试一社区第1网格', ''],
    ]);
    expect(lines[2]!.faults[0]!.text).toBe('“渭河片”是俗称，包括渭滨街道测试一社区、渭滨街道测试二社区；请写明是哪一个，或填写地址、坐标');
    // In one community of several it is that one; elsewhere it lies outside.
    const own = await i.checked(t.who.community, [heads, ['庚', 'B03', '渭河片', null, null, null]]);
    expect((await i.rows(t.who.community, own.id))[0]!.place).toBe('渭滨街道测试一社区');
    const other = await i.checked(t.who.community2, [heads, ['辛', 'B03', '老机床厂', null, null, null]]);
    expect((await i.rows(t.who.community2, other.id))[0]!.faults[0]!.code).toBe('place_outside');
    const template = await t.as(by).inject({ method: 'GET', url: '/api/case-imports/template.xlsx' });
    const places = (await readXlsxFile(template.rawPayload)).at(-1)!.data;
    expect(places.find(([code]) => code === first)!.at(-1)).toBe('渭河片、老机床厂');
  });
});
