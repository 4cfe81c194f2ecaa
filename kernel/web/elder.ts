import { useSyncExternalStore } from 'react';
import { keep, recall } from './memory.ts';

const remembered = 'hezhi.elder';
const watchers = new Set<() => void>();
let on = false;

function show(): void {
  if (on) document.documentElement.dataset['elder'] = '';
  else delete document.documentElement.dataset['elder'];
  for (const watcher of watchers) watcher();
}

/** Reads what this device remembers; called once before the first paint. `?elder=1` switches it on (links from kiosks). */
export function startElder(): void {
  const asked = new URLSearchParams(location.search).get('elder');
  if (asked !== null) keep(remembered, asked === '0' ? null : '1');
  const read = (): void => {
    on = recall(remembered) === '1';
    show();
  };
  read();
  // Switched in another tab: this one follows.
  addEventListener('storage', ({ key }) => {
    if (key === remembered) read();
  });
}

/** 长辈版: `[on, set]`. Sets `data-elder` on `<html>`; styles answer with larger text, larger targets, fewer things. */
export function useElder(): readonly [boolean, (on: boolean) => void] {
  const now = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => on,
  );
  return [
    now,
    (next) => {
      on = next;
      keep(remembered, next ? '1' : null);
      show();
    },
  ];
}
