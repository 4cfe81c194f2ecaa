/**
 * Every error of this engine: HTTP status and sentences with `{named}` places. zh-Hant is generated from zh-Hans.
 * 409 = the installation lacks something (an administrator loads a calendar); 422 = what was sent cannot be read.
 */
export const calendarErrors = {
  'calendar.year_unknown': {
    status: 409,
    'zh-Hans': '没有{year}年的节假日安排（已有{first}—{last}年），无法计算时限。请管理员导入当年放假安排，或启用法定节假日暂算。',
    en: 'The working days of {year} are not known (known: {first} to {last}); load the official calendar or allow provisional years.',
  },
  'calendar.years_gap': {
    status: 422,
    'zh-Hans': '日历年份不连续：缺少{year}年。',
    en: 'The years of the calendar have a gap: {year} is missing.',
  },
  'calendar.date_invalid': {
    status: 422,
    'zh-Hans': '“{date}”不是有效日期（应为 2027-01-31 这样的写法）。',
    en: '"{date}" is not a date like 2027-01-31.',
  },
  'calendar.moment_invalid': {
    status: 422,
    'zh-Hans': '“{value}”不是有效时刻。',
    en: '"{value}" is not a moment in epoch milliseconds.',
  },
  'calendar.limit_invalid': {
    status: 422,
    'zh-Hans': '时限“{limit}”无效：数量应为正整数，单位应为工作分钟、工作日、分钟或日。',
    en: 'The limit {limit} is invalid: a positive whole amount of working-minutes, working-days, minutes or days is needed.',
  },
  'calendar.hours_invalid': {
    status: 422,
    'zh-Hans': '工作时间设置无效：{reason}',
    en: 'The working hours are invalid: {reason}',
  },
  'calendar.official_invalid': {
    status: 422,
    'zh-Hans': '放假安排无法使用：{reason}',
    en: 'The official calendar cannot be used: {reason}',
  },
} as const;

export type CalendarErrorCode = keyof typeof calendarErrors;
type Params = Readonly<Record<string, string | number>>;

/** The sentence for a person. `params` are those of the error; a missing one stays visible as `{name}`. */
export function calendarSentence(code: CalendarErrorCode, language: 'zh-Hans' | 'en', params: Params): string {
  return calendarErrors[code][language].replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
}

/** The only error thrown by this engine. `code` and `params` give the sentence, `status` the HTTP status; `message` is English. */
export class CalendarError extends Error {
  readonly code: CalendarErrorCode;
  readonly status: number;
  readonly params: Params;

  constructor(code: CalendarErrorCode, params: Params) {
    super(calendarSentence(code, 'en', params));
    this.name = 'CalendarError';
    this.code = code;
    this.status = calendarErrors[code].status;
    this.params = params;
  }
}
