import { useSay, useTime, useWords } from '@hezhi/web';
import { useCallback } from 'react';
import type { StepField } from './client.ts';
import { isFiles } from './photos.ts';

/**
 * `text(field, value)`: what was typed into a step, in words; null when there is nothing to say (photographs, voice notes, empty fields). A subject is named by the options that the server sends with it.
 */
export function useFieldText(): (field: StepField, value: unknown) => string | null {
  const say = useSay();
  const time = useTime();
  const t = useWords('matters');
  return useCallback(
    (field, value) => {
      if (value === undefined || value === null || value === '' || isFiles(field)) return null;
      const plain = typeof value === 'string' ? value : JSON.stringify(value);
      const option = (key: unknown) => {
        const found = field.options?.find((one) => one.value === key);
        return found ? say(found.label) : String(key);
      };
      switch (field.type) {
        case 'number':
          return field.key === 'score' ? t('shared.score', { count: Number(value) }) : time.count(Number(value));
        case 'choice':
        case 'subject':
          return option(value);
        case 'choices':
          return Array.isArray(value) && value.length > 0 ? value.map(option).join(t('shared.comma')) : null;
        case 'boolean':
          return t(value === true ? 'shared.yes' : 'shared.no');
        case 'date':
          return time.day(plain);
        case 'moment':
          return time.moment(plain);
        case 'owner':
        case 'place':
          return (value as { name?: string }).name || null;
        case 'owners': {
          const names = Array.isArray(value) ? value.flatMap((one: { name?: string }) => one.name || []) : [];
          return names.length > 0 ? names.join(t('shared.comma')) : null;
        }
        default:
          return plain;
      }
    },
    [say, time, t],
  );
}
