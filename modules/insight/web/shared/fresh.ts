import { useLive, useRefresh } from '@hezhi/web';
import { useEffect, useRef } from 'react';

/** Asks the routes again when matters move, at most once in `every` ms: a busy street must not make a thousand questions. */
export function useFresh(routes: readonly string[], every: number): void {
  const refresh = useRefresh();
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive(['matters.'], () => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        last.current = Date.now();
        void refresh(routes);
      },
      Math.max(0, last.current + every - Date.now()),
    );
  });
}
