import { useCallback, useRef, useState } from 'react';
import { client, type Reply } from '../shared/client.ts';

export type TerritoryRow = Reply<'GET /territory'>['items'][number];
export type TerritoryTree = {
  /** Children by the parent's code, as far as they were asked for. */
  below: Readonly<Record<string, readonly TerritoryRow[]>>;
  failed: unknown;
  /** Asks for the children (all pages); what is there or on its way is asked for again only when `again`. */
  load: (code: string, again?: boolean) => Promise<void>;
};

/** The children that were asked for, by the parent's code. */
export function useTerritoryTree(): TerritoryTree {
  const [below, setBelow] = useState<TerritoryTree['below']>({});
  const [failed, setFailed] = useState<unknown>(null);
  const asked = useRef(new Set<string>());
  const load = useCallback(async (code: string, again = false) => {
    if (asked.current.has(code) && !again) return;
    asked.current.add(code);
    try {
      const items: TerritoryRow[] = [];
      let cursor: string | null = null;
      do {
        const page: Reply<'GET /territory'> = await client('GET /territory', { query: { parent: code, limit: 100, ...(cursor ? { cursor } : {}) } });
        items.push(...page.items);
        cursor = page.next;
      } while (cursor);
      setBelow((before) => ({ ...before, [code]: items }));
      setFailed(null);
    } catch (error) {
      asked.current.delete(code);
      setFailed(error);
    }
  }, []);
  return { below, failed, load };
}
