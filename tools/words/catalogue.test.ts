import { expect, test } from 'vitest';
import { toTraditional } from '@hezhi/server/traditional';
import { comparison, traditional } from './catalogue.ts';

test('the house’s own words come before the converter; placeholders stay', () => {
  expect(toTraditional('请登录后查看网格信息，还剩 {{count}} 天')).toBe('請登入後查看網格資訊，還剩 {{count}} 天');
  expect(traditional({ a: { b: '简体中文' } })).toEqual({ a: { b: '简体中文' } });
});

test('what the converter takes for another word is said rightly', () => {
  for (const [hans, hant] of [
    ['投票人和面积以名册为准', '投票人和面積以名冊為準'],
    ['看表决', '看表決'],
    ['本区改过这个类别，只影响本区', '本區改過這個類別，只影響本區'],
    ['公告 {{days}} 天后才能开始投票', '公告 {{days}} 天後才能開始投票'],
    ['历史只有 {{weeks}} 周，满 {{least}} 周后才能预警', '歷史只有 {{weeks}} 週，滿 {{least}} 週後才能預警'],
    ['在地图上按周围的距离', '在地圖上按周圍的距離'],
    ['不会显示谁没有签', '不會顯示誰沒有簽'],
    ['留在历次版本里。', '留在歷次版本裏。'],
    ['改好之后再发布“草稿”', '改好之後再發佈「草稿」'],
  ] as const)
    expect(toTraditional(hans)).toBe(hant);
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
