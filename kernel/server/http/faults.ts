import type { z } from 'zod';
import { en, zhCN, zhTW } from 'zod/locales';
import type { ErrorDef, FieldFault, Language, Words } from '@hezhi/contract';
import { speak } from './speak.ts';

type Issue = z.core.$ZodIssue;

const locales = { 'zh-Hans': zhCN().localeError, 'zh-Hant': zhTW().localeError, en: en().localeError };

const w = (hans: string, english: string): Words => ({ 'zh-Hans': hans, en: english });
const words = {
  missing: w('此项必填', 'This is required'),
  empty: w('此项不能为空', 'This cannot be empty'),
  wrong_kind: w('格式不对，应为{kind}', 'This should be {kind}'),
  too_short: w('至少 {limit} 个字', 'At least {limit} characters'),
  too_long: w('最多 {limit} 个字', 'At most {limit} characters'),
  too_small: w('不能小于 {limit}', 'This must be at least {limit}'),
  too_large: w('不能大于 {limit}', 'This must be at most {limit}'),
  too_few: w('至少 {limit} 项', 'At least {limit} entries'),
  too_many: w('最多 {limit} 项', 'At most {limit} entries'),
  not_offered: w('请从给出的选项中选择', 'Please choose one of the given values'),
  wrong_format: w('格式不对', 'This is not written as expected'),
  unknown_field: w('没有这个字段：{names}', 'There is no such field: {names}'),
  control_characters: w('含有不能使用的字符', 'This contains characters that cannot be used'),
} as const;

const kinds: Record<string, Words> = {
  string: w('文字', 'text'),
  number: w('数字', 'a number'),
  int: w('整数', 'a whole number'),
  boolean: w('是或否', 'yes or no'),
  array: w('列表', 'a list'),
  tuple: w('列表', 'a list'),
  object: w('对象', 'an object'),
  record: w('对象', 'an object'),
  date: w('日期', 'a date'),
  null: w('空', 'nothing'),
};

type Wording = { code: string; words: Words; values?: Record<string, unknown> };

function bounds(issue: Issue & { code: 'too_small' | 'too_big' }): Wording {
  const small = issue.code === 'too_small';
  const limit = small ? issue.minimum : issue.maximum;
  const values = { limit };
  if (issue.origin === 'string') {
    if (small && Number(limit) === 1) return { code: 'empty', words: words.empty };
    return small ? { code: 'too_short', words: words.too_short, values } : { code: 'too_long', words: words.too_long, values };
  }
  if (issue.origin === 'array' || issue.origin === 'set' || issue.origin === 'map') {
    return small ? { code: 'too_few', words: words.too_few, values } : { code: 'too_many', words: words.too_many, values };
  }
  return small ? { code: 'too_small', words: words.too_small, values } : { code: 'too_large', words: words.too_large, values };
}

function wording(issue: Issue, language: Language): Wording | null {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value')) {
    return { code: 'missing', words: words.missing };
  }
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected];
      return { code: 'wrong_kind', words: words.wrong_kind, values: { kind: kind ? speak(kind, language) : issue.expected } };
    }
    case 'too_small':
    case 'too_big':
      return bounds(issue as Issue & { code: 'too_small' | 'too_big' });
    case 'invalid_value':
      return { code: 'not_offered', words: words.not_offered };
    case 'unrecognized_keys':
      return { code: 'unknown_field', words: words.unknown_field, values: { names: issue.keys.join(', ').slice(0, 200) } };
    case 'invalid_format':
      return { code: 'wrong_format', words: words.wrong_format };
    default:
      return null;
  }
}

const pointer = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/**
 * The issues of one part of a request as faults a person can read. A schema names its own failure by an error code as its message
 * (`refine(..., { error: 'cases.too_far' })` or `'control_characters'`); its words come from `known` or from the table here.
 */
export function faultsOf(issues: readonly Issue[], part: 'params' | 'query' | 'body', language: Language, known: ReadonlyMap<string, ErrorDef>): FieldFault[] {
  return issues.slice(0, 50).map((issue) => {
    const path = `/${part}${pointer(issue.path)}`;
    const own = known.get(issue.message)?.words ?? (words as Record<string, Words>)[issue.message];
    if (own) return { path, code: issue.message, detail: speak(own, language) };
    const found = wording(issue, language);
    if (found) return { path, code: found.code, detail: speak(found.words, language, found.values) };
    const text = locales[language](issue as never);
    return { path, code: issue.code ?? 'invalid', detail: (typeof text === 'string' ? text : text?.message) ?? issue.message };
  });
}
