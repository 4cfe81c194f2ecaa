import { iso } from '@hezhi/contract';
import type { Call, Write } from '@hezhi/server';
import type { FastifyRequest } from 'fastify';
import { insertAudit } from './queries-audit.ts';

/** Entries that belong to no district: attempts on unknown accounts, imports. */
export const HOUSE = '000000';

export type AuditFact = {
  /** `account.lock`, `session.begin`, … */
  action: string;
  /** What it was done to: an id or code. */
  target?: string | null;
  detail?: Record<string, unknown>;
  district?: string;
  /** Who did it, where the call does not say (signing in). */
  actor?: { id: string; name: string } | null;
  address?: string | null;
};

/** Adds an entry of the audit log to a write: durable with what it tells of. Never put secrets or full numbers into `detail`. */
export function audit(write: Write, call: Call, fact: AuditFact): Write {
  const { actor } = call;
  const by = fact.actor === undefined ? (actor.person ? { id: actor.person, name: actor.name } : null) : fact.actor;
  const at = iso(call.now);
  const entry = JSON.stringify({
    at,
    action: fact.action,
    actor: by?.id ?? null,
    actor_name: by?.name ?? null,
    post: actor.post?.id ?? null,
    target: fact.target ?? null,
    detail: fact.detail ?? {},
    address: fact.address ?? null,
    reference: call.reference,
  });
  return write.add(
    insertAudit(fact.district ?? actor.district ?? HOUSE, { at, action: fact.action, actor: by?.id ?? null, target: fact.target ?? null, entry }),
    1,
  );
}

/**
 * Puts into the audit log that somebody did not prove who they are: by `what` (`password`, `second_factor`, `code`, `recovery`, `sso`), from which address, and for
 * which account if there is one.
 */
export async function noteRefusal(call: Call, account: { id: string; district: string } | undefined, address: string, what: string): Promise<void> {
  const fact = { action: 'session.refuse', target: account?.id ?? null, detail: { what }, address, actor: null };
  await audit(call.with({ key: null }).write(), call, account ? { ...fact, district: account.district } : fact).run(call.db);
}

/** Where a request comes from, as the log keeps it. */
export function whence(request: FastifyRequest): { address: string; device: string | null } {
  return { address: request.ip, device: request.headers['user-agent']?.slice(0, 200) ?? null };
}
