import { useLiveRefresh } from '@hezhi/web';
import type { Sort } from '@hezhi/ui/desk';
import { useEffect, useMemo } from 'react';
import { useList, type InboxItem, type Matter } from '../shared/client.ts';
import { inboxQuery, listQuery, viewOf, type QueueFilters } from './use-filters.ts';

/** A line of the queue: a stretch of responsibility of a matter, or the matter alone where everything is listed. */
export type QueueRow = { id: string; matter: Matter; leg: InboxItem['leg'] | null };

/** So many lines are sorted here when another order than the server's is wished; more are left in the server's order. */
export const sortable = 500;

/** The order in words of the address: `due`, `-opened`. */
export function sortOf(text: string): Sort | null {
  if (text === '') return null;
  return text.startsWith('-') ? { key: text.slice(1), down: true } : { key: text, down: false };
}

const orders: Readonly<Record<string, (row: QueueRow) => string | number>> = {
  due: (row) => Date.parse(row.leg?.dueAt ?? row.matter.dueAt ?? '9999-01-01T00:00:00Z'),
  opened: (row) => Date.parse(row.matter.openedAt),
  number: (row) => row.matter.number,
  state: (row) => row.leg?.name['zh-Hans'] ?? row.matter.state,
  owner: (row) => row.leg?.owner.name ?? '',
  subject: (row) => row.matter.subject,
  area: (row) => row.matter.area,
  tier: (row) => row.matter.tier,
};

function sorted(rows: readonly QueueRow[], sort: Sort | null): readonly QueueRow[] {
  const of = sort ? orders[sort.key] : undefined;
  if (!sort || !of) return rows;
  const way = sort.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const left = of(a);
    const right = of(b);
    return way * (typeof left === 'string' ? left.localeCompare(String(right), 'zh') : left - Number(right));
  });
}

/** The lines of the queue by its filters, kept fresh; the open legs by deadline, or every matter newest first. */
export function useQueue(filters: QueueFilters) {
  const view = viewOf(filters);
  const all = view === 'all';
  const matters = useList('GET /matters', { query: { ...listQuery(filters), limit: 50 } }, { enabled: all });
  const inbox = useList('GET /inbox', { query: { ...inboxQuery(filters, all ? 'mine' : view), limit: 50 } }, { enabled: !all });
  useLiveRefresh(['matters.'], ['GET /inbox', 'GET /matters']);

  const list = all ? matters : inbox;
  const sort = sortOf(filters.sort);
  const here = !all && sort !== null && !(sort.key === 'due' && !sort.down);
  const { hasMore, isMoreFetching, more } = list;
  const short = list.items.length < sortable;
  useEffect(() => {
    if (here && hasMore && short && !isMoreFetching) more();
  }, [here, hasMore, short, isMoreFetching, more]);

  const rows = useMemo<readonly QueueRow[]>(() => {
    const found: QueueRow[] = all
      ? matters.items.map((matter) => ({ id: matter.id, matter, leg: null }))
      : inbox.items.map(({ matter, leg }) => ({ id: leg.id, matter, leg }));
    return here ? sorted(found, sort) : found;
    // `sort` is made anew at every drawing; its text is in `filters`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [all, matters.items, inbox.items, here, filters.sort]);

  return { ...list, view, rows, sort: sort ?? (all ? { key: 'opened', down: true } : { key: 'due', down: false }), cut: here && hasMore && !short };
}
