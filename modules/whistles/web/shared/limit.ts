import { useWords } from '@hezhi/web';

type Limit = { readonly amount: number; readonly unit: 'working-minutes' | 'working-days' | 'minutes' | 'days' };

/** A limit in words: 4 小时(工作时间), 5 个工作日, 30 分钟. */
export function useLimit(): (limit: Limit) => string {
  const t = useWords('whistles');
  return ({ amount, unit }) => {
    const hours = unit.endsWith('minutes') && amount >= 60 && amount % 60 === 0;
    return hours ? t(unit === 'minutes' ? 'limit.hours' : 'limit.workingHours', { n: amount / 60 }) : t(`limit.${unit}`, { n: amount });
  };
}
