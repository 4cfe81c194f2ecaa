import { pressNames, territory, type Territory } from '@hezhi/directory/server';
import { levelOf } from '@hezhi/directory/contract';
import { cell } from '@hezhi/matters/server';
import { speak, type Call, type Wire } from '@hezhi/server';
import type { Language, Words } from '@hezhi/contract';
import type { Row } from 'write-excel-file/node';
import { groups, importFields, importHeads, importLimits, type Category } from '../../contract/index.ts';
import { categoryName, ownDistrict, treeOf } from '../categories.ts';
import { listLines, type ImportLine, type ImportRow } from '../queries-import.ts';
import type { Cells } from './check.ts';
import { seenImport } from './seen.ts';
import { askedIn, faultText, shownCells } from './views.ts';

const words = {
  sheet: { 'zh-Hans': '导入', en: 'Import' },
  categories: { 'zh-Hans': '类别', en: 'Categories' },
  questions: { 'zh-Hans': '补充问题', en: 'Further questions' },
  question: { 'zh-Hans': '问题（作为列名）', en: 'Question (as the head of a column)' },
  answer: { 'zh-Hans': '怎样回答', en: 'How to answer' },
  press: { 'zh-Hans': '俗称', en: 'Press names' },
  places: { 'zh-Hans': '社区和网格', en: 'Communities and grids' },
  how: { 'zh-Hans': '填写说明', en: 'How to fill in' },
  code: { 'zh-Hans': '代码', en: 'Code' },
  group: { 'zh-Hans': '大类', en: 'Group' },
  name: { 'zh-Hans': '名称', en: 'Name' },
  example: { 'zh-Hans': '例', en: 'Example' },
  full: { 'zh-Hans': '全称', en: 'Full name' },
  column: { 'zh-Hans': '列', en: 'Column' },
  hint: { 'zh-Hans': '怎样填', en: 'What to write' },
  row: { 'zh-Hans': '行', en: 'Row' },
  state: { 'zh-Hans': '结果', en: 'Result' },
  number: { 'zh-Hans': '案件编号', en: 'Case number' },
  faults: { 'zh-Hans': '问题', en: 'What is wrong' },
  guessed: { 'zh-Hans': '（系统推测）', en: ' (a guess)' },
} as const satisfies Record<string, Words>;

const hints: Record<(typeof importFields)[number], Words> = {
  description: { 'zh-Hans': '必填。发生了什么，最多2000字', en: 'Needed. What happened, 2,000 characters at most' },
  category: {
    'zh-Hans': '小类的名称或代码，见“类别”表；不填时由系统推测，导入前可改',
    en: 'Name or code of a category, see the sheet; left empty it is guessed, and can be changed before the import',
  },
  place: {
    'zh-Hans': '名称、俗称或代码，见“社区和网格”表；俗称包括几个社区时，另填地址或坐标；社区、地址、坐标至少填一项',
    en: 'Name, press name or code, see the sheet; where a press name stands for several, add the address or coordinates; one of community, address, coordinates is needed',
  },
  address: { 'zh-Hans': '小区、楼栋、道路等，最多200字', en: 'Estate, building, road and so on, 200 characters at most' },
  lon: { 'zh-Hans': '十进制度数，如 108.7105；与纬度一起填', en: 'Decimal degrees such as 108.7105; together with the latitude' },
  lat: { 'zh-Hans': '十进制度数，如 34.3345', en: 'Decimal degrees such as 34.3345' },
  datum: {
    'zh-Hans': 'WGS84（含2000国家大地坐标系）、GCJ02（高德、腾讯）或BD09（百度）；不填时按页面上的选择',
    en: 'WGS84 (CGCS2000 too), GCJ02 or BD09; left empty, what is chosen on the page',
  },
  name: { 'zh-Hans': '加密保存，查看要说明用途并留痕', en: 'Kept encrypted; reading it needs a purpose and is logged' },
  phone: { 'zh-Hans': '一个号码，加密保存', en: 'One number, kept encrypted' },
  source: { 'zh-Hans': '从哪里来，如“12345工单”“来信”', en: 'Where it comes from, such as a hotline ticket or a letter' },
  reference: { 'zh-Hans': '在原系统中的编号；同一文件中不能重复', en: 'Its number in the other system; not twice in a file' },
  reported_at: { 'zh-Hans': '如 2026-11-22 09:30；只作记录，办理时限从导入时算起', en: 'Such as 2026-11-22 09:30; kept as a fact, limits begin at the import' },
};
const questionHint: Words = {
  'zh-Hans': '类别要问的其他事，见“补充问题”表：需要哪个问题，就加一列，列名照抄问题；没有问过的留空',
  en: 'What a category asks besides, see the sheet: add a column with the question as its head where you have answers; leave empty what nobody was asked',
};
const answerHints: Record<Category['questions'][number]['type'], Words> = {
  text: { 'zh-Hans': '文字', en: 'Words' },
  number: { 'zh-Hans': '数字', en: 'A number' },
  choice: { 'zh-Hans': '', en: '' },
  boolean: { 'zh-Hans': '是、否', en: 'Yes, no' },
  date: { 'zh-Hans': '日期，如 2026-11-22', en: 'A date such as 2026-11-22' },
};
const states: Record<ImportLine['state'], Words> = {
  unchecked: { 'zh-Hans': '未检查', en: 'Not checked yet' },
  ready: { 'zh-Hans': '可导入，未导入', en: 'Sound, not imported' },
  faulty: { 'zh-Hans': '有误，未导入', en: 'Faulty, not imported' },
  failed: { 'zh-Hans': '导入失败', en: 'Refused' },
  done: { 'zh-Hans': '已导入', en: 'Imported' },
};

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const bold = (text: string): Row[number] => ({ value: text, fontWeight: 'bold', backgroundColor: '#E8F1F3' });
/** Text that no spreadsheet takes for a formula, also after it was saved as CSV and opened again. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const head = (list: readonly Words[], language: Language): Row => list.map((one) => bold(speak(one, language)));

function send({ reply }: Wire, name: string, type: string, body: Buffer | string): Buffer | string {
  void reply.header('content-type', type).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return body;
}

/** The empty spreadsheet, with a sheet of what may be written. */
export async function templateFile(call: Call, wire: Wire): Promise<Buffer | string> {
  const { house, language } = call;
  const district = ownDistrict(call);
  const tree = await territory(house).ensure(district);
  const leaves = [...treeOf(house, district).leaves.values()].filter((leaf) => leaf.active).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const groupOf = (code: string): string => speak(groups.find((one) => one.code === code)!.name, language);
  const area = call.actor.post?.area ?? district;
  const places = below(tree, area).filter((code) => levelOf(code) !== 'district');
  const text = (value: string): string => harmless(value);
  const called = new Map<string, string[]>();
  for (const { name, codes } of await pressNames(house, district)) for (const code of codes) called.set(code, [...(called.get(code) ?? []), name]);
  const between = language === 'en' ? ', ' : '、';
  const answerOf = ({ type, options = [] }: Category['questions'][number]): string =>
    type === 'choice' ? options.map(({ label }) => speak(label, language)).join(between) : speak(answerHints[type], language);
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const file = await writeXlsxFile([
    {
      sheet: speak(words.sheet, language),
      data: [
        head(
          importFields.map((field) => importHeads[field]),
          language,
        ),
      ],
      columns: importFields.map((field) => ({ width: field === 'description' ? 48 : 16 })),
      stickyRowsCount: 1,
    },
    {
      sheet: speak(words.how, language),
      data: [
        head([words.column, words.hint], language),
        ...importFields.map((field) => [speak(importHeads[field], language), speak(hints[field], language)]),
        [speak(words.questions, language), speak(questionHint, language)],
      ],
      columns: [{ width: 18 }, { width: 90 }],
    },
    {
      sheet: speak(words.categories, language),
      data: [
        head([words.code, words.group, words.name, words.example], language),
        ...leaves.map((leaf) => [leaf.code, text(groupOf(leaf.parent)), text(speak(leaf.name, language)), text(speak(leaf.example, language))]),
      ],
      columns: [{ width: 8 }, { width: 20 }, { width: 30 }, { width: 60 }],
      stickyRowsCount: 1,
    },
    {
      sheet: speak(words.questions, language),
      data: [
        head([words.code, words.name, words.question, words.answer], language),
        ...leaves.flatMap((leaf) =>
          leaf.questions.map((one) => [leaf.code, text(speak(leaf.name, language)), text(speak(one.label, language)), text(answerOf(one))]),
        ),
      ],
      columns: [{ width: 8 }, { width: 30 }, { width: 36 }, { width: 60 }],
      stickyRowsCount: 1,
    },
    {
      sheet: speak(words.places, language),
      data: [
        head([words.code, words.name, words.full, words.press], language),
        ...places.map((code) => [code, text(tree.name(code)), text(tree.fullName(code)), text((called.get(code) ?? []).join(between))]),
      ],
      columns: [{ width: 20 }, { width: 24 }, { width: 48 }, { width: 24 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer();
  return send(wire, `${language === 'en' ? 'cases' : '案件导入模板'}.xlsx`, xlsx, file);
}

const below = (tree: Territory, code: string): string[] => [code, ...tree.children(code).flatMap((node) => below(tree, node.code))];

/** What became of each row, as xlsx or csv. */
export async function resultFile(call: Call, id: string, format: 'xlsx' | 'csv', wire: Wire): Promise<Buffer | string> {
  const { language } = call;
  const one = await seenImport(call, id);
  const lines = await listLines(call.db, one.district, id, 'all', 0, importLimits.rows);
  const heads = [words.row, words.state, words.number, importHeads.category, importHeads.reference, importHeads.description, words.faults];
  const rows = lines.map((line) => told(call, one, line, shownCells(call, one, line)));
  const name = `${one.file.replace(/\.(xlsx|csv)$/i, '')} ${language === 'en' ? 'result' : '导入结果'}.${format}`;
  if (format === 'csv') {
    const text = [heads.map((each) => speak(each, language)), ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
    return send(wire, name, 'text/csv; charset=utf-8', `\uFEFF${text}\r\n`);
  }
  const data = [head(heads, language), ...rows.map((row) => row.map((value) => (typeof value === 'string' ? harmless(value) : value)))];
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const file = await writeXlsxFile(data, { columns: [8, 16, 22, 24, 20, 60, 60].map((width) => ({ width })), stickyRowsCount: 1 }).toBuffer();
  return send(wire, name, xlsx, file);
}

function told(call: Call, one: ImportRow, line: ImportLine, cells: Cells): (string | number)[] {
  const { language, house } = call;
  const category =
    line.category === null
      ? ''
      : `${line.category} ${speak(categoryName(house, one.district, line.category), language)}${line.guessed ? speak(words.guessed, language) : ''}`;
  const asked = askedIn(call, one, line);
  const faults = line.faults.map((fault) => {
    const label = fault.question?.label ?? (fault.column ? importHeads[fault.column] : null);
    return `${label ? `${speak(label, language)}${language === 'en' ? ': ' : '：'}` : ''}${faultText(call, fault, cells, asked)}`;
  });
  return [
    line.row,
    speak(states[line.state], language),
    line.number ?? '',
    category,
    cells.reference ?? '',
    cells.description ?? '',
    faults.join(language === 'en' ? '; ' : '；'),
  ];
}
