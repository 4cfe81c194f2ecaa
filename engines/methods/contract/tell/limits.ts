import type { Limit } from '@hezhi/calendar/contract';
import type { Words } from '@hezhi/contract/light';

const units: Readonly<Record<Limit['unit'], Words>> = {
  'working-minutes': { 'zh-Hans': '工作分钟', en: 'working minute' },
  'working-days': { 'zh-Hans': '个工作日', en: 'working day' },
  minutes: { 'zh-Hans': '分钟', en: 'minute' },
  days: { 'zh-Hans': '天', en: 'day' },
};
const hours: Readonly<Partial<Record<Limit['unit'], Words>>> = {
  'working-minutes': { 'zh-Hans': '工作小时', en: 'working hour' },
  minutes: { 'zh-Hans': '小时', en: 'hour' },
};

/** An amount of time as people read it: whole hours as hours. `4 工作小时`, `4 working hours`. */
export function limitWords(limit: Limit): Words {
  const { unit, words } = unitOf([limit]);
  return words(limit.amount / unit.scale);
}

/** A unit in which amounts of time are shown. `scale`: how many of the written unit make one of it (60: hours of what is written in minutes). `name`: as it stands behind a number field. */
export type ShownUnit = { readonly scale: number; readonly name: Words };

/** The one unit in which amounts of time of one written unit are read side by side: hours where each is a whole number of hours, else the unit they are written in. `words`: a number of it. */
export function unitOf(limits: readonly Limit[]): { readonly unit: ShownUnit; readonly words: (n: number) => Words } {
  const { unit } = limits[0]!;
  const whole = hours[unit] && limits.every(({ amount }) => amount % 60 === 0 && amount > 0) ? hours[unit] : undefined;
  const name = whole ?? units[unit];
  const words = (n: number): Words => ({ 'zh-Hans': `${n} ${name['zh-Hans']}`, en: `${n} ${name.en}${n === 1 ? '' : 's'}` });
  return { unit: { scale: whole ? 60 : 1, name: { 'zh-Hans': name['zh-Hans'], en: `${name.en}s` } }, words };
}
