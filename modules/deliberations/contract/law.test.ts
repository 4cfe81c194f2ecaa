import { describe, expect, it } from 'vitest';
import { kindOn, meetingLaws } from './law.ts';
import { shippedSettings } from './part.ts';
import { attained } from './quorum.ts';

const kind = (key: string) => shippedSettings.meetings.find((one) => one.key === key)!;

describe.each(['residents_meeting', 'representatives_meeting'])('the law of a %s', (key) => {
  it.each([
    ['1990-01-01', '1989年', true],
    ['2018-12-28', '1989年', true],
    ['2018-12-29', '2018年修正', true],
    ['2025-12-31', '2018年修正', true],
    ['2026-01-01', '2025年修订', false],
    ['2026-11-23', '2025年修订', false],
  ])('on %s is that of %s', (day, law, confirmed) => {
    const found = kindOn(kind(key), day);
    expect(found.basis['zh-Hans']).toContain(law);
    expect(found.basis['zh-Hans'].includes('第 9 条')).toBe(confirmed);
    // What is not known is said to be so, in both languages; nothing stands there as if the law said it.
    expect(found.basis['zh-Hans'].includes('不代表新法规定')).toBe(!confirmed);
    expect(found.basis.en.includes('says nothing of what the revision demands')).toBe(!confirmed);
    // More than half of those entitled: exactly half is not enough.
    expect([50, 51].map((present) => attained(found.quorum, 100, present))).toEqual([false, true]);
  });

  it('has no gap and no overlap, and what is not confirmed has no article but a note', () => {
    const list = meetingLaws[key]!;
    const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    list.forEach((one, i) => expect(one.to === null ? null : next(one.to)).toBe(list[i + 1]?.from ?? null));
    for (const one of list) expect([one.article !== null, one.note === undefined]).toEqual([one.confirmed, one.confirmed]);
  });
});

it('other kinds are as they are on every day', () => {
  for (const one of shippedSettings.meetings) if (!meetingLaws[one.key]) expect(kindOn(one, '2026-01-01')).toBe(one);
});
