import { useEffect, useSyncExternalStore } from 'react';

export type Theme = 'auto' | 'light' | 'dark';
const remembered = 'hezhi.theme';
const watchers = new Set<() => void>();
const read = (): Theme => {
  try {
    const kept = localStorage.getItem(remembered);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
};
let theme: Theme = read();

/** Day or night: `[theme, set]`; `auto` follows the device. Sets `data-theme` on `<html>`. */
export function useTheme(): readonly [Theme, (next: Theme) => void] {
  const now = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => theme,
  );
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      document.documentElement.dataset['theme'] = now === 'auto' ? (dark.matches ? 'dark' : 'light') : now;
    };
    show();
    dark.addEventListener('change', show);
    return () => dark.removeEventListener('change', show);
  }, [now]);
  return [
    now,
    (next) => {
      theme = next;
      try {
        localStorage.setItem(remembered, next);
      } catch {
        // The device keeps nothing: the choice lasts as long as the page.
      }
      for (const watcher of watchers) watcher();
    },
  ];
}
