import { useWords } from '@hezhi/web';
import { lastPeriod, type Rhythm } from '../../contract/posting-classes.ts';

/** `period(key)`: 2026-Q3 as people say it, 2026年第3季度; a key of another shape as it stands. */
export function usePeriod(): (key: string) => string {
  const t = useWords('publicity');
  return (key) => {
    const [, year, part = ''] = /^(\d{4})(?:-(\d{2}|[QH]\d))?$/.exec(key) ?? [];
    if (!year) return key;
    if (part === '') return t('postings.periodOf.year', { year });
    if (part.startsWith('Q')) return t('postings.periodOf.quarter', { year, n: part.slice(1) });
    if (part.startsWith('H')) return t(`postings.periodOf.half${part.slice(1) === '1' ? 1 : 2}`, { year });
    return t('postings.periodOf.month', { year, n: Number(part) });
  };
}

/** Periods that may be posted about now, nearest first: the one that runs and those before it (two years, halves, quarters; a year of months). */
export function periodsBefore(day: string): readonly string[] {
  const reach: readonly (readonly [Rhythm, number])[] = [
    ['quarter', 6],
    ['month', 13],
    ['half', 4],
    ['year', 3],
  ];
  return reach.flatMap(([every, count]) => {
    const months = { month: 1, quarter: 3, half: 6, year: 12 }[every];
    return Array.from({ length: count }, (_, back) => {
      const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months * (1 - back);
      return lastPeriod(every, `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`).key;
    });
  });
}
