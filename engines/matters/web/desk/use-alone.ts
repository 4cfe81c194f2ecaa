import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 899px)');
const watch = (changed: () => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

/** On narrow windows queue and matter stand alone, one at a time. */
export const useAlone = (): boolean => useSyncExternalStore(watch, () => narrow.matches);
