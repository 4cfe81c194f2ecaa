import { useCallback, useState } from 'react';
import { client, type Reply } from '../shared/client.ts';

export type TerritoryRow = Reply<'GET /territory'>['items'][number];

/** The children that were asked for, by the parent's code; `load` asks once more (all pages). */
export function useTerritoryTree(): { below: Readonly<Record<string, readonly TerritoryRow[]>>; failed: unknown; load: (code: string) => Promise<void> } {
  const [below, setBelow] = useState<Readonly<Record<string, readonly TerritoryRow[]>>>({});
  const [failed, setFailed] = useState<unknown>(null);
  const load = useCallback(async (code: string) => {
    try {
      const items: TerritoryRow[] = [];
      for (let cursor: string | null = '', first = true; first || cursor; first = false) {
        const page: Reply<'GET /territory'> = await client('GET /territory', { query: { parent: code, limit: 100, ...(cursor ? { cursor } : {}) } });
        items.push(...page.items);
        cursor = page.next;
      }
      setBelow((before) => ({ ...before, [code]: items }));
      setFailed(null);
    } catch (error) {
      setFailed(error);
    }
  }, []);
  return { below, failed, load };
}
