import { expect, test } from 'vitest';
import { comparison, traditional, traditionalText } from './catalogue.ts';

test('the house’s own words come before the converter; placeholders stay', () => {
  expect(traditionalText('请登录后查看网格信息，还剩 {{count}} 天')).toBe('請登入後查看網格資訊，還剩 {{count}} 天');
  expect(traditional({ a: { b: '简体中文' } })).toEqual({ a: { b: '简体中文' } });
});

test('missing, superfluous and empty keys and other placeholders are found; plurals count once', () => {
  expect(comparison({ a: '一', n: '{{count}} 条' }, { a: 'one', n_one: 'one row', n_other: '{{count}} rows' })).toEqual([]);
  expect(comparison({ a: '一 {{x}}', b: '二', c: '三' }, { a: 'one {{y}}', c: ' ', d: 'four' })).toEqual([
    'a has other placeholders in en (zh-Hans: x)',
    'b is missing in en',
    'c is empty',
    'd is in en only',
  ]);
});
