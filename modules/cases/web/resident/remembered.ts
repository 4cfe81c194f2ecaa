import { useCallback, useSyncExternalStore } from 'react';

/** A case that a visitor follows from this device, newest first. */
export type Remembered = { readonly number: string; readonly code: string; readonly title: string; readonly at: number };

const key = 'hezhi.tracked';
const most = 30;
const month = 30 * 24 * 3600_000;
const changed = new Set<() => void>();
let kept: { text: string | null; list: readonly Remembered[] } = { text: null, list: [] };

function read(): readonly Remembered[] {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
    if (text !== kept.text) kept = { text, list: text === null ? [] : (JSON.parse(text) as Remembered[]).filter((one) => Date.now() - one.at < 12 * month) };
  } catch {
    // The device keeps nothing, or something else wrote there: then there is nothing to follow.
    kept = { text, list: [] };
  }
  return kept.list;
}

function write(list: readonly Remembered[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list.slice(0, most)));
  } catch {
    // Full or forbidden: the number and code stand on the page all the same.
  }
  for (const tell of changed) tell();
}

/** Keeps number and code of a visitor's case on this device. */
export const remember = (one: Remembered): void => write([one, ...read().filter((other) => other.number !== one.number)]);
/** Forgets it again: for borrowed phones and kiosks. */
export const forget = (number: string): void => write(read().filter((other) => other.number !== number));

/** What this device follows: `[list, forget]`. */
export function useRemembered(): readonly [readonly Remembered[], (number: string) => void] {
  const list = useSyncExternalStore(
    useCallback((tell: () => void) => {
      changed.add(tell);
      addEventListener('storage', tell);
      return () => {
        changed.delete(tell);
        removeEventListener('storage', tell);
      };
    }, []),
    read,
  );
  return [list, forget];
}
