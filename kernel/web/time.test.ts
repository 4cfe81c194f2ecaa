import { createInstance } from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { timeWords, type TimeWords } from './time.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-11-22T15:00:00');
const spoken: Record<string, TimeWords> = {};

beforeAll(async () => {
  for (const language of ['zh-Hans', 'zh-Hant', 'en']) {
    const words = createInstance();
    const web = JSON.parse(readFileSync(new URL(`./words/${language}.json`, import.meta.url), 'utf8')) as object;
    await words.init({ lng: language, resources: { [language]: { web } }, interpolation: { escapeValue: false } });
    spoken[language] = timeWords(words.t, language);
  }
});

describe('moments in Shanghai, whatever the zone of the machine', () => {
  test.each([
    ['2026-11-22T17:30:00', '今天 17:30', 'today 17:30'],
    ['2026-11-23T00:00:00', '明天 00:00', 'tomorrow 00:00'],
    ['2026-11-21T23:59:00', '昨天 23:59', 'yesterday 23:59'],
    ['2026-11-20T08:05:00', '11月20日 08:05', '20 Nov 08:05'],
    ['2025-11-20T08:05:00', '2025年11月20日 08:05', '20 Nov 2025 08:05'],
  ])('%s', (moment, zh, en) => {
    expect(spoken['zh-Hans']!.moment(at(moment), now)).toBe(zh);
    expect(spoken['en']!.moment(at(moment), now)).toBe(en);
  });
  test('from when until when: one day is said once', () => {
    const between = (language: string, from: string, to: string): string => spoken[language]!.between(at(from), at(to), now);
    expect(between('zh-Hans', '2026-11-27T15:00:00', '2026-11-27T17:00:00')).toBe('11月27日 15:00–17:00');
    expect(between('zh-Hans', '2026-11-22T17:30:00', '2026-11-23T08:30:00')).toBe('今天 17:30 – 明天 08:30');
    expect(between('en', '2026-11-27T15:00:00', '2026-11-27T17:00:00')).toBe('27 Nov 15:00–17:00');
  });
  test('the wire form is understood; the exact moment has seconds', () => {
    expect(spoken['zh-Hans']!.moment('2026-11-22T09:30:00Z', now)).toBe('今天 17:30');
    expect(spoken['zh-Hans']!.exact('2026-11-22T09:30:05Z')).toBe('2026-11-22 17:30:05');
  });
});

describe('what is left', () => {
  const minute = 60_000;
  test.each([
    [30_000, '还剩 不到 1 分钟', 'less than a minute left'],
    [45 * minute, '还剩 45 分钟', '45 min left'],
    [119 * minute, '还剩 1 小时 59 分钟', '1 h 59 min left'],
    [120 * minute, '还剩 2 小时', '2 h left'],
    [5.9 * 60 * minute, '还剩 5 小时', '5 h left'],
    [49 * 60 * minute, '还剩 2 天', '2 days left'],
    [-25 * 60 * minute, '超时 1 天', '1 day overdue'],
  ])('%d ms', (rest, zh, en) => {
    expect(spoken['zh-Hans']!.left(now + rest, now)).toBe(zh);
    expect(spoken['en']!.left(now + rest, now)).toBe(en);
  });
  test('traditional characters are derived', () => {
    expect(spoken['zh-Hant']!.left(now + 2 * 3600_000, now)).toBe('還剩 2 小時');
  });
});
