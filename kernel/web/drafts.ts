import { useCallback, useEffect, useRef, useState } from 'react';
import { draftsHeld, month } from './draft-store.ts';
import { keep, recall } from './memory.ts';
import { useSession } from './session.tsx';

/**
 * What somebody is typing, kept on this device per person until `clear()`: `[value, set, clear, restored]`. `restored` says that an earlier
 * draft was found. Written after 250 ms of rest and when the page goes away; drafts older than 30 days are dropped.
 */
export function useDraft<T>(name: string, start: T): readonly [T, (next: T | ((before: T) => T)) => void, () => void, boolean] {
  const { person } = useSession();
  const key = `hezhi.draft.${person?.id ?? 'visitor'}.${name}`;
  const [found] = useState(() => read<T>(key));
  const [value, setValue] = useState<T>(found ?? start);
  const latest = useRef<{ value: T; dirty: boolean; key: string }>({ value, dirty: false, key });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (!latest.current.dirty) return;
    latest.current.dirty = false;
    if (draftsHeld()) return;
    keep(latest.current.key, JSON.stringify({ at: Date.now(), value: latest.current.value }));
  }, []);

  const set = useCallback(
    (next: T | ((before: T) => T)) => {
      const made = typeof next === 'function' ? (next as (before: T) => T)(latest.current.value) : next;
      latest.current.value = made;
      latest.current.dirty = true;
      setValue(made);
      clearTimeout(timer.current);
      timer.current = setTimeout(write, 250);
    },
    [write],
  );

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    latest.current = { ...latest.current, value: start, dirty: false };
    keep(latest.current.key, null);
    setValue(start);
  }, [start]);

  useEffect(() => {
    latest.current.key = key;
  }, [key]);
  useEffect(() => {
    addEventListener('pagehide', write);
    return () => {
      removeEventListener('pagehide', write);
      write();
    };
  }, [write]);

  return [value, set, clear, found !== undefined];
}

function read<T>(key: string): T | undefined {
  const text = recall(key);
  if (text === null) return undefined;
  try {
    const kept = JSON.parse(text) as { at: number; value: T };
    if (Date.now() - kept.at < month) return kept.value;
  } catch {
    // Written by another version: forget it.
  }
  keep(key, null);
  return undefined;
}
