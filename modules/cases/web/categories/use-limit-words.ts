import { useWords } from '@hezhi/web';
import { useCallback } from 'react';
import type { Limits } from './client.ts';

/** A limit as people say it: 120 working minutes are 2 working hours. */
export function useLimitWords(): (limit: Partial<Limits['accept']> | undefined) => string {
  const t = useWords('categories');
  return useCallback(
    (limit) => {
      if (!limit?.amount || !limit.unit) return '—';
      const { amount, unit } = limit;
      const hours = amount % 60 === 0;
      if (unit === 'working-minutes') return hours ? t('limit.workingHours', { count: amount / 60 }) : t('limit.workingMinutes', { count: amount });
      if (unit === 'minutes') return hours ? t('limit.hours', { count: amount / 60 }) : t('limit.minutes', { count: amount });
      return t(unit === 'days' ? 'limit.days' : 'limit.workingDays', { count: amount });
    },
    [t],
  );
}
