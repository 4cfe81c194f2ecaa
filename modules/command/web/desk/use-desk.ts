import { useFilters } from '@hezhi/web';
import { useEffect, useMemo } from 'react';
import { useCalmRefresh } from '../shared/calm.ts';
import { useList, type Row } from '../shared/client.ts';

/** What is carried from the queue while dragging. */
export const carried = 'application/x-hezhi-matter';
/** So many lines the desk holds at most; what is more is less pressing. */
const most = 300;

export type Filters = { q: string; kind: string; area: string; overdue: string; watching: string };

/** The queue of the desk: each open matter once, with its most pressing stretch of responsibility, by deadline. */
export function useDesk() {
  const [filters, set, reset] = useFilters({ q: '', kind: '', area: '', overdue: '', watching: '' });
  const list = useList('GET /inbox', {
    query: {
      view: filters.watching ? 'watching' : 'area',
      limit: 100,
      ...(filters.q ? { q: filters.q } : {}),
      ...(filters.kind ? { kind: filters.kind } : {}),
      ...(filters.area ? { area: filters.area } : {}),
      ...(filters.overdue ? { overdue: 'true' as never } : {}),
    },
  });
  useCalmRefresh(['matters.', 'duty.', 'command.'], ['GET /inbox', 'GET /command']);
  const { hasMore, isMoreFetching, more, items } = list;
  useEffect(() => {
    if (hasMore && !isMoreFetching && items.length < most) more();
  }, [hasMore, isMoreFetching, more, items.length]);
  const rows = useMemo(() => {
    const seen = new Map<string, Row>();
    for (const item of items) if (!seen.has(item.matter.id)) seen.set(item.matter.id, item);
    return [...seen.values()];
  }, [items]);
  return { filters, set, reset, list, rows };
}

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
/** Checkboxes take no letters: the desk's keys go on there. */
const box = (target: EventTarget | null) => target instanceof HTMLInputElement && target.type === 'checkbox';

/** Keys of the desk; silent while something is typed or a dialog is open. */
export function useKeys(press: (key: string) => boolean): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && !box(event.target)) || document.querySelector('dialog[open]')) return;
      if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button')) return;
      if (press(event.key)) event.preventDefault();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [press]);
}
