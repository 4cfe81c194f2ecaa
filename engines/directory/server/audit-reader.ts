import type { Call } from '@hezhi/server';
import { fromCursor, page } from './cursor.ts';
import { listAudit } from './queries-audit.ts';
import { scopeOf } from './scope.ts';

type Entry = {
  seq: number;
  at: string;
  action: string;
  actor: string | null;
  actor_name: string | null;
  target: string | null;
  detail: Record<string, unknown>;
  address: string | null;
  reference: string | null;
  hash: string;
};
type Written = { actor_name: string | null; detail: Record<string, unknown>; address: string | null; reference: string | null };

/** The audit log of the actor's district, newest first, with what each entry says. */
export async function readAudit(
  call: Call,
  find: {
    action?: string | undefined;
    actor?: string | undefined;
    target?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ items: Entry[]; next: string | null }> {
  const before = fromCursor(find.cursor, 'number')?.[0];
  const rows = await listAudit(call.db, scopeOf(call).district, {
    action: find.action ?? null,
    actor: find.actor ?? null,
    target: find.target ?? null,
    from: find.from ?? null,
    to: find.to ?? null,
    before: before === undefined ? null : Number(before),
    limit: find.limit + 1,
  });
  return page(
    rows,
    find.limit,
    (row) => [String(row.seq)],
    ({ seq, at, action, actor, target, entry, hash }) => {
      const { actor_name, detail, address, reference } = JSON.parse(entry) as Written;
      return { seq, at, action, actor, actor_name, target, detail, address, reference, hash: hash.toString('hex') };
    },
  );
}
