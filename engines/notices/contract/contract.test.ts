import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clock,
  minutesOf,
  modeOf,
  personalChannels,
  placeholders,
  placeholdersOf,
  planChannels,
  quietUntil,
  templateFault,
  usualQuiet,
  waitAfter,
  writtenDay,
  writtenMoment,
  writtenMonth,
  type Modes,
} from './index.ts';

const china = (text: string): number => Date.parse(`${text}+08:00`);
const minute = fc.integer({ min: 0, max: 1439 });

test('days and months are said as people say them, the year of a day where it is another one', () => {
  const now = china('2026-11-23T10:00:00');
  expect(writtenDay('2026-12-03', now)).toEqual({ 'zh-Hans': '12月3日（周四）', en: 'Thursday 3 December' });
  expect(writtenDay('2027-01-01', now, '08:30')).toEqual({ 'zh-Hans': '2027年1月1日（周五）08:30', en: 'Friday 1 January 2027, 08:30' });
  // New Year in China comes before that of Greenwich.
  expect(writtenDay('2027-01-01', china('2027-01-01T00:00:01'))['zh-Hans']).toBe('1月1日（周五）');
  expect(writtenMonth('2026-12')).toEqual({ 'zh-Hans': '2026年12月', en: 'December 2026' });
});

test('quiet hours go over midnight', () => {
  expect(quietUntil(china('2026-11-23T21:59:59'), usualQuiet)).toBeNull();
  expect(quietUntil(china('2026-11-23T22:00:00'), usualQuiet)).toBe(china('2026-11-24T07:00:00'));
  expect(quietUntil(china('2026-11-24T00:30:00'), usualQuiet)).toBe(china('2026-11-24T07:00:00'));
  expect(quietUntil(china('2026-11-24T07:00:00'), usualQuiet)).toBeNull();
  expect(quietUntil(china('2026-11-24T12:30:00'), { from: 12 * 60, to: 14 * 60 })).toBe(china('2026-11-24T14:00:00'));
  expect(quietUntil(china('2026-11-24T12:30:00'), { from: 60, to: 60 })).toBeNull();
});

test('whatever the quiet hours: what waits waits less than a day, and until they are over', () => {
  fc.assert(
    fc.property(minute, minute, fc.integer({ min: china('2026-01-01T00:00:00'), max: china('2027-12-31T00:00:00') }), (from, to, now) => {
      const until = quietUntil(now, { from, to });
      if (until === null) {
        // Outside: the minute of the day is not within.
        const at = Math.floor((now + 8 * 3_600_000) / 60_000) % 1440;
        expect(from === to || (from < to ? at < from || at >= to : at < from && at >= to)).toBe(true);
        return;
      }
      expect(until).toBeGreaterThan(now);
      expect(until - now).toBeLessThanOrEqual(86_400_000);
      expect(quietUntil(until, { from, to })).toBeNull();
      expect(quietUntil(until - 1, { from, to })).toBe(until);
    }),
  );
  fc.assert(fc.property(minute, (n) => minutesOf(clock(n)) === n));
});

const name = fc.stringMatching(/^[a-z_]{1,8}$/);
const text = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[^{}]{0,8}$/),
      name.map((one) => `{${one}}`),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

test('words stand only when each language has the same placeholders and no brace is alone', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const words = { title: { 'zh-Hans': 'x', en: 'x' }, body: { 'zh-Hans': a, en: b } };
      const same = placeholders(a).join() === placeholders(b).join();
      expect(templateFault(words)?.fault ?? null).toBe(same ? null : 'languages');
      expect(templateFault({ ...words, body: { 'zh-Hans': a, en: a } }, placeholders(a))).toBeNull();
      expect(templateFault({ ...words, body: { 'zh-Hans': `${a}{`, en: `${a}{` } })?.fault).toBe('brace');
    }),
  );
  const other = { title: { 'zh-Hans': '{a}', en: '{a}' }, body: { 'zh-Hans': '{b}', en: '{b}' }, sms: { 'zh-Hans': '{c}', en: '{c}' } };
  expect(placeholdersOf(other)).toEqual(['a', 'b', 'c']);
  expect(templateFault(other, ['a', 'b'])).toEqual({ part: 'sms', fault: 'unknown' });
});

test('a person is reached only by ways that are open and wished for; an SMS never doubles WeChat', () => {
  const some = fc.subarray([...personalChannels]);
  const wishes = fc.constantFrom<Modes>(
    {},
    { progress: { sms: 'always' } },
    { progress: { wechat: 'absent', sms: 'absent' } },
    { progress: { wechat: 'never', email: 'never' } },
  );
  fc.assert(
    fc.property(some, some, wishes, fc.boolean(), (channels, reachable, modes, lately) => {
      const plan = planChannels({ category: 'progress', channels }, { wishes: modes, reachable, lately });
      for (const channel of plan) {
        expect(channels).toContain(channel);
        expect(reachable).toContain(channel);
        const mode = modeOf(modes, 'progress', channel);
        expect(mode).not.toBe('never');
        if (mode === 'absent') expect(lately).toBe(false);
      }
      if (modeOf(modes, 'progress', 'sms') === 'absent' && plan.includes('wechat')) expect(plan).not.toContain('sms');
      for (const channel of channels) if (reachable.includes(channel) && modeOf(modes, 'progress', channel) === 'always') expect(plan).toContain(channel);
    }),
  );
});

test('waits grow to an hour, moments are absolute', () => {
  expect([1, 2, 3, 4, 5, 30].map(waitAfter)).toEqual([30_000, 120_000, 480_000, 1_920_000, 3_600_000, 3_600_000]);
  expect(writtenMoment(china('2026-11-24T17:30:00'), china('2026-11-23T10:00:00'), 'zh-Hans')).toBe('11月24日 17:30');
  expect(writtenMoment(china('2027-01-04T09:00:00'), china('2026-12-31T10:00:00'), 'en')).toBe('4/1/2027 09:00');
});
