import type { Words } from '@hezhi/contract/light';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays: readonly (readonly [zh: string, en: string])[] = [
  ['日', 'Sunday'],
  ['一', 'Monday'],
  ['二', 'Tuesday'],
  ['三', 'Wednesday'],
  ['四', 'Thursday'],
  ['五', 'Friday'],
  ['六', 'Saturday'],
];
const numbers = (date: string): [year: number, month: number, day: number] => [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];

/** A month (`2026-12`) as a notice says it, with its year because it may be read later: 2026年12月, December 2026. A value for `notify`. */
export function writtenMonth(month: string): Words {
  const [year, n] = numbers(month);
  return { 'zh-Hans': `${year}年${n}月`, en: `${months[n - 1] ?? ''} ${year}` };
}

/**
 * A day (`2026-12-03`) as a notice says it: 12月3日（周四）, Thursday 3 December. The year only when it is another than that of `now` (epoch ms, China). `clock` (`17:30`) says the time of
 * day behind it. Absolute, because it may be read days later. A value for `notify`.
 */
export function writtenDay(date: string, now: number, clock = ''): Words {
  const [year, month, day] = numbers(date);
  const [zh, en] = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ['', ''];
  const other = year !== new Date(now + 8 * 3_600_000).getUTCFullYear();
  return {
    'zh-Hans': `${other ? `${year}年` : ''}${month}月${day}日（周${zh}）${clock}`,
    en: `${en} ${day} ${months[month - 1] ?? ''}${other ? ` ${year}` : ''}${clock === '' ? '' : `, ${clock}`}`,
  };
}
