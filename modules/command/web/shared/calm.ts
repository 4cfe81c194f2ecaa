import { useLive, useRefresh } from '@hezhi/web';
import { useCallback, useEffect, useRef } from 'react';

/** Least time between two refreshes (ms): a desk with a hundred changes a minute stays readable. */
const calm = 3000;

/** Asks routes again when hints come, at most once in three seconds; what comes meanwhile is caught up with at the end of them. */
export function useCalmRefresh(topics: readonly string[], routes: readonly string[]): void {
  const refresh = useRefresh();
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const wanted = useRef(routes);
  useEffect(() => {
    wanted.current = routes;
  });
  const go = useCallback(() => {
    timer.current = undefined;
    last.current = Date.now();
    void refresh(wanted.current);
  }, [refresh]);
  useLive(topics, () => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(go, Math.max(0, last.current + calm - Date.now()));
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
