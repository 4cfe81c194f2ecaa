import type { Words } from '@hezhi/contract';

/** What a column of a spreadsheet can hold, in the order in which it is shown. */
export const importFields = [
  'description',
  'category',
  'place',
  'address',
  'lon',
  'lat',
  'datum',
  'name',
  'phone',
  'source',
  'reference',
  'reported_at',
] as const;
export type ImportField = (typeof importFields)[number];
/** Which column (from 0) holds which field. */
export type ImportMapping = { [K in ImportField]?: number | undefined };

/** Which column (from 0) holds the answers to a category's question, by the question's words (zh-Hans). Categories that ask the same share the column. */
export type ImportAnswers = Record<string, number>;

/** In which datum coordinates are given; the house keeps WGS84. */
export const importDatums = ['wgs84', 'gcj02', 'bd09'] as const;
export type ImportDatum = (typeof importDatums)[number];

/** What a file may be at most. Bytes of the file and of what it unpacks to; rows without the head; characters of a cell; days that a report may lie back. */
export const importLimits = {
  bytes: 10 * 1024 * 1024,
  unpacked: 64 * 1024 * 1024,
  rows: 10_000,
  columns: 60,
  sheets: 20,
  cell: 4000,
  days: 366,
  keepDays: 30,
} as const;

/** Heads of the template, in its order. */
export const importHeads: Record<ImportField, Words> = {
  description: { 'zh-Hans': '反映内容', en: 'What happened' },
  category: { 'zh-Hans': '类别', en: 'Category' },
  place: { 'zh-Hans': '社区或网格', en: 'Community or grid' },
  address: { 'zh-Hans': '地址', en: 'Address' },
  lon: { 'zh-Hans': '经度', en: 'Longitude' },
  lat: { 'zh-Hans': '纬度', en: 'Latitude' },
  datum: { 'zh-Hans': '坐标系', en: 'Datum' },
  name: { 'zh-Hans': '反映人', en: 'Reporter' },
  phone: { 'zh-Hans': '联系电话', en: 'Phone' },
  source: { 'zh-Hans': '来源', en: 'Source' },
  reference: { 'zh-Hans': '原编号', en: 'Original number' },
  reported_at: { 'zh-Hans': '反映时间', en: 'Reported at' },
};

/** Other heads under which the field is met in exports of hotlines, inspection systems and registers; whole heads without spaces and signs, small letters. */
const known: Record<ImportField, string> = {
  description:
    '反映内容 问题描述 诉求内容 事件描述 描述 内容 问题 情况描述 主要内容 工单内容 案件描述 反映问题 问题内容 诉求描述 详细内容 事项内容 whathappened description details content problem issue complaint text',
  category:
    '类别 案件类别 问题类别 事件类别 诉求类别 类型 分类 问题分类 问题类型 小类 类别名称 类别代码 事件类型 案件小类 category type categorycode subcategory',
  place:
    '社区或网格 社区网格 社区 网格 所属社区 所在社区 所属网格 所在网格 网格名称 社区名称 网格编码 网格代码 社区代码 村社区 所属区域 区域 communityorgrid community grid area neighbourhood neighborhood',
  address: '地址 详细地址 地点 位置 事发地址 发生地址 发生地点 事发地点 诉求地址 问题地址 案件地址 位置描述 address location place street',
  lon: '经度 x坐标 坐标x lon lng long longitude x',
  lat: '纬度 y坐标 坐标y lat latitude y',
  datum: '坐标系 坐标类型 坐标系统 datum crs coordinatesystem',
  name: '反映人 姓名 反映人姓名 来电人 诉求人 联系人 上报人 当事人 市民姓名 联系人姓名 诉求人姓名 来电人姓名 投诉人 reporter name contact contactname reportername caller',
  phone:
    '联系电话 电话 手机 手机号 手机号码 联系方式 来电号码 电话号码 联系号码 反映人电话 诉求人电话 联系人电话 来电电话 phone mobile telephone tel phonenumber contactphone',
  source: '来源 渠道 诉求来源 案件来源 问题来源 工单来源 信息来源 上报渠道 受理渠道 source channel origin',
  reference:
    '原编号 编号 工单编号 工单号 案件编号 案件号 事件编号 流水号 受理编号 诉求编号 外部编号 originalnumber reference number no id ticket ticketnumber caseid',
  reported_at:
    '反映时间 上报时间 诉求时间 来电时间 受理时间 登记时间 发生时间 事发时间 创建时间 时间 日期 反映日期 上报日期 reportedat reported time date reporttime createdat',
};

/** A head without what people add to it: spaces, signs, stars of must, what stands in brackets. */
export const plainHead = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【〔].*?[)）\]】〕]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

const byHead = new Map<string, ImportField>(
  importFields.flatMap((field) => [
    ...known[field].split(' ').map((head) => [head, field] as const),
    ...Object.values(importHeads[field]).map((head) => [plainHead(head), field] as const),
  ]),
);

/** The field that a head names, or null. */
export const fieldOfHead = (head: string): ImportField | null => byHead.get(plainHead(head)) ?? null;

/** Which columns these heads name; of two for one field the first. */
export function recognise(heads: readonly (string | null)[]): ImportMapping {
  const mapping: ImportMapping = {};
  heads.forEach((head, column) => {
    const field = head === null ? null : fieldOfHead(head);
    if (field && mapping[field] === undefined) mapping[field] = column;
  });
  return mapping;
}

/** Which of the columns that hold no field answer questions: their head says the question's words in one of its languages. Keyed by the words (zh-Hans). */
export function recogniseAnswers(heads: readonly (string | null)[], mapping: ImportMapping, questions: readonly Words[]): ImportAnswers {
  const taken = new Set(Object.values(mapping));
  const columns = new Map<string, number>();
  heads.forEach((head, column) => {
    const plain = taken.has(column) || head === null ? '' : plainHead(head);
    if (plain && !columns.has(plain)) columns.set(plain, column);
  });
  return Object.fromEntries(
    questions.flatMap((label) => {
      const column = Object.values(label)
        .map((words) => columns.get(plainHead(words)))
        .find((found) => found !== undefined);
      return column === undefined ? [] : [[label['zh-Hans'], column]];
    }),
  );
}

/** The row that holds the heads: the one that names most fields (two at least) among the first ten; else the first that is not empty. Index from 0; -1 where all are empty. */
export function headRow(rows: readonly (readonly (string | null)[])[]): number {
  const first = rows.slice(0, 10);
  const counts = first.map((row) => Object.keys(recognise(row)).length);
  const most = Math.max(0, ...counts);
  return most >= 2 ? counts.indexOf(most) : rows.findIndex((row) => row.some((cell) => cell !== null && cell !== ''));
}
