import type { Words } from '@hezhi/contract/light';
import type { Path } from './part.ts';

/** What is wrong with a pack, and where: file, JSON pointer, line and column (from 1; null where no text can be pointed at). Notes are no faults. */
export type PackFault = {
  readonly code: string;
  readonly note: boolean;
  readonly file: string;
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly words: Words;
};

const w = (hans: string, en: string): Words => ({ 'zh-Hans': hans, en });

/** Sentences of the faults that the engine itself finds; `{name}` is filled in. */
export const faultWords = {
  no_manifest: w('缺少 pack.yaml', 'There is no pack.yaml'),
  too_large: w('文件超过 {limit} KB', 'The file is larger than {limit} kB'),
  too_many_files: w('文件超过 {limit} 个', 'There are more than {limit} files'),
  syntax: w('YAML 语法错误：{what}', 'This is not valid YAML: {what}'),
  twice: w('同一内容有两个文件：{other}', 'The same is written in another file: {other}'),
  unknown_file: w('不认识这个文件；工作法包里没有这一部分', 'This file belongs to no part of a method pack'),
  wrong_name: w('文件名应与其中的 key 一致：{key}', 'The file must be named after its key: {key}'),
  needs_module: w('需要“{module}”模块，本版本还没有；请列入 needs', 'It needs the module {module}, which this version does not have; list it under needs'),
  needs_later: w('需要“{module}”模块，装有该模块后生效', 'It needs the module {module} and takes effect once that is there'),
  missing: w('缺少“{name}”', '“{name}” is missing'),
  unknown_key: w('没有这一项：{names}', 'There is no such entry here: {names}'),
  wrong_type: w('应为{type}', 'This should be {type}'),
  not_offered: w('只能是：{options}', 'This must be one of: {options}'),
  too_small: w('不能小于 {limit}', 'This must be at least {limit}'),
  too_big: w('不能大于 {limit}', 'This must be at most {limit}'),
  too_few: w('至少 {limit} 项', 'At least {limit} entries are needed'),
  too_many: w('最多 {limit} 项', 'At most {limit} entries are possible'),
  empty: w('不能为空', 'This cannot be empty'),
  too_long: w('最多 {limit} 个字', 'At most {limit} characters are possible'),
  wrong_format: w('写法不对', 'This is not written as expected'),
  no_variant: w('与任何一种写法都不符：{what}', 'This fits none of the possible forms: {what}'),
  key_twice: w('“{key}”出现了两次', '“{key}” occurs twice'),
  untranslated: w('缺少译文，或中英文写反', 'A translation is missing, or Chinese and English are confused'),
  unknown_reference: w('没有“{key}”（{kind}）', 'There is no {kind} “{key}”'),
  setting_no_place: w('设置“{setting}”指向的位置不存在：{pointer}', 'The setting “{setting}” points to nothing: {pointer}'),
  setting_default: w('设置“{setting}”的默认值与文件中的值不一致', 'The default of the setting “{setting}” is not what the file says'),
  setting_bounds: w(
    '设置“{setting}”的上下限不合理：须与默认值用同一单位，并包含默认值',
    'The bounds of the setting “{setting}” must be in the unit of its default and contain it',
  ),
  setting_breaks: w('设置“{setting}”取“{value}”时不成立：{what}', 'With “{value}” the setting “{setting}” leads to a fault: {what}'),
  no_source: w('地方工作法须写明出处（sources）', 'A place’s method must name its sources'),
  upgrade_unknown: w('升级说明提到的“{key}”不存在', 'The upgrade names “{key}”, which does not exist'),
} as const satisfies Record<string, Words>;
export type FaultCode = keyof typeof faultWords;

/** Words with their `{names}` filled in, in every language. Values may be words themselves. */
export function fill(words: Words, values: Readonly<Record<string, string | number | Words>> = {}): Words {
  const put = (text: string, language: 'zh-Hans' | 'en'): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === 'object' ? value[language] : String(value);
    });
  return { 'zh-Hans': put(words['zh-Hans'], 'zh-Hans'), en: put(words.en, 'en') };
}

/** A JSON pointer (RFC 6901). */
export const pointer = (path: Path): string => path.map((one) => `/${String(one).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The path that a JSON pointer means; numbers stay text. */
export const pathOf = (text: string): string[] =>
  text === ''
    ? []
    : text
        .slice(1)
        .split('/')
        .map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'));
