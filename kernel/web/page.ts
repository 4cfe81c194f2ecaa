import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router';
import { useWords } from './language.ts';

/** Names the page in the browser's title, before the app's own name. */
export function usePageTitle(title: string): void {
  const product = useWords('app')('name');
  useEffect(() => {
    document.title = title ? `${title} · ${product}` : product;
  }, [title, product]);
}

/** False while the device has no network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('online', changed);
      addEventListener('offline', changed);
      return () => {
        removeEventListener('online', changed);
        removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}

type Shape = Readonly<Record<string, string | readonly string[]>>;
type Loose<S extends Shape> = { [K in keyof S]: S[K] extends string ? string : string[] };

/**
 * Filters kept in the address, so that going back loses nothing: `useFilters({ state: 'open', q: '', areas: [] })` ->
 * `[values, set, reset]`. The shape gives the defaults; defaults are not written into the address; lists repeat their name.
 */
export function useFilters<const S extends Shape>(shape: S): readonly [Loose<S>, (change: Partial<Loose<S>>) => void, () => void] {
  const [params, setParams] = useSearchParams();
  const standard = JSON.stringify(shape);
  const values = useMemo(() => {
    const read: Record<string, string | string[]> = {};
    for (const [key, normal] of Object.entries(JSON.parse(standard) as Shape)) {
      const given = params.getAll(key);
      read[key] = typeof normal === 'string' ? (given[0] ?? normal) : given.length > 0 ? given : [...normal];
    }
    return read as Loose<S>;
  }, [params, standard]);
  const set = useCallback(
    (change: Partial<Loose<S>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          const normals = JSON.parse(standard) as Shape;
          for (const [key, value] of Object.entries(change)) {
            next.delete(key);
            const list: string[] = value === undefined ? [] : typeof value === 'string' ? [value] : (value as string[]);
            if (typeof value === 'string' && value === normals[key]) continue;
            for (const one of list) next.append(key, one);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams, standard],
  );
  const reset = useCallback(
    () =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const key of Object.keys(JSON.parse(standard) as Shape)) next.delete(key);
          return next;
        },
        { replace: true },
      ),
    [setParams, standard],
  );
  return [values, set, reset];
}
