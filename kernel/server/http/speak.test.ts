import { expect, test } from 'vitest';
import { speak, withTraditional } from './speak.ts';

test('words are completed wherever they stand; what needs nothing stays the very same', () => {
  const kept = { label: '按期结案', items: [{ id: 'a', at: new Date(0), bytes: Buffer.from('x') }] };
  expect(withTraditional(kept)).toBe(kept);
  const own = { name: { 'zh-Hans': '信息', en: 'Notices', 'zh-Hant': '消息' } };
  expect(withTraditional(own)).toBe(own);
  const rows = { kept, rows: [{ words: { 'zh-Hans': '看表决', en: 'Votes' }, n: 1 }] };
  expect(withTraditional(rows)).toEqual({ kept, rows: [{ words: { 'zh-Hans': '看表决', en: 'Votes', 'zh-Hant': '看表決' }, n: 1 }] });
  expect(withTraditional(rows).kept).toBe(kept);
  expect(rows.rows[0]!.words).not.toHaveProperty('zh-Hant');
});

test('values are filled in after the characters were changed, so that names stay as they are written', () => {
  expect(speak({ 'zh-Hans': '“{name}”还没有登录', en: '' }, 'zh-Hant', { name: '于欢发' })).toBe('「于欢发」還沒有登入');
});
