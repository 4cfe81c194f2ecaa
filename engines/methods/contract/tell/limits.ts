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
export function limitWords({ amount, unit }: Limit): Words {
  const whole = hours[unit] && amount % 60 === 0 && amount > 0 ? hours[unit] : undefined;
  const n = whole ? amount / 60 : amount;
  const name = whole ?? units[unit];
  return { 'zh-Hans': `${n} ${name['zh-Hans']}`, en: `${n} ${name.en}${n === 1 ? '' : 's'}` };
}
