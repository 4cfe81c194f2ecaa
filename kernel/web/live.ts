import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useRefresh } from './query.ts';

/** A small word from the server that something changed; the screen asks again by its ordinary routes. `*`: anything may have. */
export type Hint = { readonly topic: string; readonly district?: string; readonly data?: Readonly<Record<string, unknown>> };
export type LiveState = 'off' | 'live' | 'polling';

type Hear = (hint: Hint) => void;
const hearers = new Set<Hear>();
const watchers = new Set<() => void>();
let source: EventSource | null = null;
let state: LiveState = 'off';
let wanted = false;
let missed = false;
let failures = 0;
let again: ReturnType<typeof setTimeout> | undefined;
let poll: ReturnType<typeof setInterval> | undefined;
let sleep: ReturnType<typeof setTimeout> | undefined;

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const watcher of watchers) watcher();
}

const tell = (hint: Hint) => {
  for (const hear of hearers) hear(hint);
};

function hearMessage(event: MessageEvent<string>): void {
  try {
    const hint = JSON.parse(event.data) as Hint;
    if (typeof hint.topic === 'string') tell(hint);
  } catch {
    // A heartbeat or a newer server's word: nothing to do.
  }
}

function open(): void {
  clearTimeout(again);
  if (source || !wanted || document.hidden) return;
  const opened = new EventSource('/api/live');
  source = opened;
  opened.addEventListener('open', () => {
    failures = 0;
    clearInterval(poll);
    poll = undefined;
    become('live');
    if (missed) tell({ topic: '*' });
    missed = false;
  });
  opened.addEventListener('message', hearMessage);
  opened.addEventListener('hint', hearMessage as (event: Event) => void);
  opened.addEventListener('error', () => {
    opened.close();
    if (source === opened) source = null;
    missed = true;
    failures += 1;
    // Without the stream the page asks twice a minute: late, but not wrong.
    if (failures >= 2) {
      become('polling');
      poll ??= setInterval(() => !document.hidden && tell({ topic: '*' }), 30_000);
    }
    again = setTimeout(open, Math.min(1000 * 2 ** failures, 30_000) * (0.75 + Math.random() / 2));
  });
}

function close(): void {
  clearTimeout(again);
  source?.close();
  source = null;
}

function seen(): void {
  clearTimeout(sleep);
  if (document.hidden) {
    sleep = setTimeout(() => {
      missed = true;
      close();
    }, 60_000);
  } else open();
}

/** Opens the one stream of this tab (the shells do it once somebody is logged in); returns the way to close it. */
export function startLive(): () => void {
  wanted = true;
  document.addEventListener('visibilitychange', seen);
  open();
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', seen);
    clearInterval(poll);
    poll = undefined;
    close();
    become('off');
  };
}

/** Hints come together for this long (ms) before they are told, and while they keep coming only so often. */
const GATHER = 300;
const SPACING = 3000;

function useHints(topics: readonly string[], hear: (hints: readonly Hint[]) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  const wantedTopics = topics.join(' ');
  useEffect(() => {
    const begin = wantedTopics.split(' ');
    let waiting: Hint[] = [];
    let told = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen: Hear = (hint) => {
      if (hint.topic !== '*' && !begin.some((topic) => hint.topic.startsWith(topic))) return;
      waiting.push(hint);
      timer ??= setTimeout(
        () => {
          const hints = waiting;
          waiting = [];
          timer = undefined;
          told = performance.now();
          latest.current(hints);
        },
        Math.max(GATHER, told + SPACING - performance.now()),
      );
    };
    hearers.add(listen);
    return () => {
      hearers.delete(listen);
      clearTimeout(timer);
    };
  }, [wantedTopics]);
}

/** Calls `hear` for hints whose topic begins with one of `topics`, and for `*`; bursts are gathered and spaced. */
export function useLive(topics: readonly string[], hear: (hint: Hint) => void): void {
  useHints(topics, (hints) => {
    for (const hint of hints) hear(hint);
  });
}

/** Asks the given routes again when hints of `topics` come: once a burst. */
export function useLiveRefresh(topics: readonly string[], routes: readonly string[]): void {
  const refresh = useRefresh();
  useHints(topics, () => void refresh(routes));
}

/** How the page hears of changes now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}
