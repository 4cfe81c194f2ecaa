import { useWords } from '@hezhi/web';
import { useCallback } from 'react';
import type { RuleInput } from './client.ts';

/** When a rule holds, as people say it. */
export function useTimeWords(): (rule: Pick<RuleInput, 'days' | 'hours' | 'from' | 'to'>) => string {
  const t = useWords('routing');
  return useCallback(
    ({ days, hours, from, to }) => {
      const parts = [
        ...(days === 'any' ? [] : [t(`days.${days}`)]),
        ...(hours === 'any' ? [] : [t(`hours.${hours}`)]),
        ...(from !== null && to !== null ? [t(from < to ? 'window' : 'overnight', { from, to })] : []),
      ];
      return parts.length > 0 ? parts.join(t('comma')) : t('always');
    },
    [t],
  );
}
