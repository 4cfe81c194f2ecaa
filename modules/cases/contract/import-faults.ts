import type { Words } from '@hezhi/contract';
import type { ImportField } from './import-fields.ts';

/** What may be wrong with a row: a sentence each. `{value}` is filled with what stands in the cell when it is read, never stored. */
export const importFaults = {
  empty: { 'zh-Hans': '没有填写反映内容', en: 'What happened is not filled in' },
  long: { 'zh-Hans': '太长，最多{max}个字', en: 'Too long: {max} characters at most' },
  category_unknown: { 'zh-Hans': '没有“{value}”这个类别', en: 'There is no category “{value}”' },
  category_group: { 'zh-Hans': '“{value}”是大类，请写到小类', en: '“{value}” is a group; name a category in it' },
  category_none: { 'zh-Hans': '没有填写类别，从内容里也看不出来', en: 'No category is given, and the words do not tell' },
  place_needed: { 'zh-Hans': '社区、地址、坐标至少填写一项', en: 'Give a community, an address or coordinates' },
  place_unknown: { 'zh-Hans': '在您的辖区内没有“{value}”', en: 'There is no “{value}” in your area' },
  place_many: { 'zh-Hans': '“{value}”不止一处：{names}', en: '“{value}” stands for several: {names}' },
  place_press: {
    'zh-Hans': '“{value}”是俗称，包括{names}；请写明是哪一个，或填写地址、坐标',
    en: '“{value}” is a press name for {names}; say which, or give an address or coordinates',
  },
  place_outside: { 'zh-Hans': '“{name}”不在您的辖区内', en: '“{name}” lies outside your area' },
  address_unknown: { 'zh-Hans': '没有找到这个地址，请补填社区或坐标', en: 'This address was not found; add the community or coordinates' },
  address_wide: { 'zh-Hans': '按地址找到的“{name}”不在您的辖区内，请补填社区', en: 'The address leads to “{name}” outside your area; add the community' },
  point_half: { 'zh-Hans': '经度和纬度要一起填写', en: 'Longitude and latitude go together' },
  point_wrong: { 'zh-Hans': '“{value}”不是中国境内的经纬度（十进制度数）', en: '“{value}” is no coordinate in China (decimal degrees)' },
  point_swapped: { 'zh-Hans': '经度和纬度填反了', en: 'Longitude and latitude are swapped' },
  point_outside: { 'zh-Hans': '坐标不在您的辖区内；坐标系选错时也会这样', en: 'The coordinates lie outside your area; a wrong datum does this too' },
  point_differs: { 'zh-Hans': '坐标在{name}，与所填的“{value}”不符', en: 'The coordinates lie in {name}, not in “{value}”' },
  datum_unknown: { 'zh-Hans': '坐标系请填 WGS84、GCJ02 或 BD09', en: 'The datum is WGS84, GCJ02 or BD09' },
  phone_wrong: { 'zh-Hans': '“{value}”不是电话号码', en: '“{value}” is no phone number' },
  moment_wrong: { 'zh-Hans': '看不懂时间“{value}”，请写成 2026-11-22 09:30', en: '“{value}” is no time; write 2026-11-22 09:30' },
  moment_ahead: { 'zh-Hans': '反映时间“{value}”还没有到', en: 'The time “{value}” lies ahead' },
  moment_old: { 'zh-Hans': '“{value}”早于一年前；这里只导入要办理的事项', en: '“{value}” is over a year ago; only what is to be settled is imported here' },
  answer_number: { 'zh-Hans': '“{value}”不是数字', en: '“{value}” is no number' },
  answer_range: { 'zh-Hans': '“{value}”超出范围（{range}）', en: '“{value}” is out of range ({range})' },
  answer_choice: { 'zh-Hans': '“{value}”不在选项中；请填：{options}', en: '“{value}” is no choice; write one of: {options}' },
  answer_boolean: { 'zh-Hans': '“{value}”看不出是或否；请填“是”或“否”', en: '“{value}” is neither yes nor no' },
  answer_date: { 'zh-Hans': '看不懂日期“{value}”，请写成 2026-11-22', en: '“{value}” is no date; write 2026-11-22' },
  answer_length: { 'zh-Hans': '字数不合要求（{range}）', en: 'Too long or too short ({range} characters)' },
  reference_twice: { 'zh-Hans': '原编号与第{row}行相同', en: 'The same original number as row {row}' },
  reference_known: { 'zh-Hans': '原编号“{value}”已经导入过，案件编号{number}', en: 'The original number “{value}” was imported before, as case {number}' },
  row_twice: { 'zh-Hans': '与第{row}行完全相同', en: 'The very same as row {row}' },
  internal: {
    'zh-Hans': '系统出错，没有导入；请重试，或把编号{reference}告诉管理员',
    en: 'Something went wrong and the row was not imported; try again, or tell the administrator {reference}',
  },
  refused: { 'zh-Hans': '{detail}', en: '{detail}' },
} as const satisfies Record<string, Words>;
export type ImportFaultCode = keyof typeof importFaults;

/** A fault as it is kept: where (a field, or a question of the category), what, and values of its sentence that are no personal data. */
export type ImportFaultKept = {
  column: ImportField | null;
  question?: { key: string; label: Words };
  code: ImportFaultCode;
  values?: Record<string, string | number>;
};
