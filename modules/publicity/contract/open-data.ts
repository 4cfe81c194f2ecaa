import type { Words } from '@hezhi/contract/light';

/**
 * Columns of the open data, in order: the allow-list. What is not named here leaves the house in no file. Free text is not among them: rules that take personal data out of words may
 * miss something, and a file that was downloaded cannot be taken back.
 */
export const openColumns = [
  { key: 'number', type: 'text', words: { 'zh-Hans': '案件编号', en: 'Number of the case' } },
  { key: 'category', type: 'text', words: { 'zh-Hans': '类别代码', en: 'Code of the category' } },
  { key: 'category_name', type: 'text', words: { 'zh-Hans': '类别名称', en: 'Name of the category' } },
  { key: 'street', type: 'text', words: { 'zh-Hans': '街道（镇）代码，9 位', en: 'Code of the street, 9 digits' } },
  { key: 'community', type: 'text', words: { 'zh-Hans': '社区（村）代码，12 位', en: 'Code of the community, 12 digits' } },
  { key: 'community_name', type: 'text', words: { 'zh-Hans': '社区（村）名称', en: 'Name of the community' } },
  { key: 'opened_day', type: 'day', words: { 'zh-Hans': '提出日期（北京时间，只到日）', en: 'Day of the report (China time, days only)' } },
  { key: 'closed_day', type: 'day', words: { 'zh-Hans': '办结日期，未办结为空', en: 'Day of closing; empty while open' } },
  { key: 'state', type: 'text', words: { 'zh-Hans': '公开状态', en: 'State as the public reads it' } },
  { key: 'overdue', type: 'yes_no', words: { 'zh-Hans': '是否曾超时（1 是，0 否）', en: 'Ever overdue (1 yes, 0 no)' } },
  { key: 'reopened', type: 'yes_no', words: { 'zh-Hans': '是否重开过（1 是，0 否）', en: 'Ever reopened (1 yes, 0 no)' } },
  { key: 'rating', type: 'number', words: { 'zh-Hans': '评价 1 至 5 星，未评价为空', en: 'Stars 1 to 5; empty where nobody rated' } },
  {
    key: 'lon',
    type: 'number',
    words: {
      'zh-Hans': '经度（WGS84），四舍五入到约 100 米；公开案件稀少处约 1 公里；没有位置为空',
      en: 'Longitude (WGS84), rounded to about 100 m, to about 1 km where public cases are few; empty without a place',
    },
  },
  { key: 'lat', type: 'number', words: { 'zh-Hans': '纬度，取整方式同经度', en: 'Latitude, rounded like the longitude' } },
] as const satisfies readonly { key: string; type: 'text' | 'day' | 'number' | 'yes_no'; words: Words }[];

export type OpenColumn = (typeof openColumns)[number]['key'];
/** One line of the open data; exactly the columns of the allow-list. */
export type OpenRow = Readonly<Record<OpenColumn, string | number | null>>;

/** In a square of about a kilometre with fewer public cases than this, the place is told to the square only. */
export const sparse = 5;

/** The square of 0.01 degrees in which a place lies, in hundredths; reckoned like the query that counts. */
export const squareOf = (lon: number, lat: number): string => `${Math.floor(lon * 100 + 0.5)} ${Math.floor(lat * 100 + 0.5)}`;
/** A coordinate as the files tell it. */
export const openDegrees = (degrees: number, dense: boolean): number => (dense ? Math.round(degrees * 1000) / 1000 : Math.round(degrees * 100) / 100);

/** Under what the files are given. */
export const licence = {
  url: 'https://creativecommons.org/licenses/by/4.0/',
  words: { 'zh-Hans': '知识共享 署名 4.0 国际（CC BY 4.0）', en: 'Creative Commons Attribution 4.0 International (CC BY 4.0)' },
} as const;
