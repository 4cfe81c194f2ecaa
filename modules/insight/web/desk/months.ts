import { useWords } from '@hezhi/web';
import { monthBefore } from '../../contract/month.ts';
import { monthOf } from '../../contract/periods.ts';
import { todayInChina } from './view.ts';

/** The running month and those before it, for two years. */
export function lastMonths(): string[] {
  const list = [monthOf(todayInChina())];
  while (list.length < 25) list.push(monthBefore(list.at(-1)!));
  return list;
}

/** `2026-11` in words. */
export function useMonthName(): (month: string) => string {
  const t = useWords('insight');
  return (month) => t('reports.monthName', { year: month.slice(0, 4), month: Number(month.slice(5)) });
}
