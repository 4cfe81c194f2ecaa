import { may, Refusal } from '@hezhi/contract';
import { audit, staffOf, type Staff } from '@hezhi/directory/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, permissions, type Delivery } from '../contract/index.ts';
import { logRow, logRows, requeue, type LogFilter, type LogRow } from './queries-delivery.ts';
import { templateOf } from './registry.ts';

type View = z.input<typeof Delivery>;

/** Where the caller stands: a post in a district. */
export function standing(call: Call): { district: string; area: string; person: string } {
  const { district, post, person } = call.actor;
  if (district === null || post === null || person === null) throw new Refusal(errors.no_post);
  return { district, area: post.area, person };
}

/** A recipient as the staff reads it: colleagues by name, residents by surname only, others not at all. */
function nameOf(row: LogRow, staff: Staff): string {
  if (row.person === null) return '';
  const colleague = staff.personNames.get(row.person);
  if (colleague !== undefined && !row.resident) return colleague;
  return row.person_name === null ? '' : `${[...row.person_name][0] ?? ''}**`;
}

function view(call: Call, row: LogRow, staff: Staff): View {
  const template = templateOf(call.house, row.template);
  return {
    id: row.id,
    channel: row.channel,
    state: row.state,
    template: row.template,
    title: template ? speak(template.words.title, call.language).replace(/\{\w+\}/g, '…') : row.template,
    category: row.category,
    recipient: nameOf(row, staff),
    to: row.masked,
    matter: row.matter,
    attempts: row.attempts,
    reason: row.reason,
    reference: row.reference,
    created: row.created_at,
    changed: row.changed_at,
    next: row.state === 'queued' ? row.next_at : null,
    resend: may(call.actor, permissions.resend) && ['failed', 'unknown', 'skipped'].includes(row.state) && !row.contact_gone,
  };
}

/** A page of deliveries about the caller's territory. */
export async function deliveries(
  call: Call,
  find: LogFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: View[]; next: string | null }> {
  const { district, area } = standing(call);
  const { cursor, limit, ...filter } = find;
  const rows = await logRows(call.db, district, area, filter, cursor ?? null, limit + 1);
  const staff = await staffOf(call.house, district);
  const items = rows.slice(0, limit).map((row) => view(call, row, staff));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Queues a delivery again, under the same token; who did it stands in the audit log. */
export async function resend(call: Call, id: string): Promise<View> {
  const { district, area } = standing(call);
  const row = await logRow(call.db, district, area, id);
  if (!row) throw new Refusal(errors.not_found);
  if (row.state === 'sent') throw new Refusal(errors.already_sent);
  if (row.state === 'queued' || row.state === 'sending') throw new Refusal(errors.still_waiting);
  if (row.contact_gone) throw new Refusal(errors.contact_gone);
  const at = new Date(call.now).toISOString();
  const next: LogRow = { ...row, state: 'queued', attempts: 0, reason: null, created_at: at, changed_at: at, next_at: at };
  const reply = view(call, next, await staffOf(call.house, district));
  const write = call.write(reply);
  requeue(write, district, id, at, () => new Refusal(errors.still_waiting));
  audit(write, call, { action: 'notice.resend', target: id, detail: { channel: row.channel, template: row.template } });
  write.after(() => call.house.live.publish({ district, topic: 'notices.queued', data: { secrecy: 1 } }));
  await write.run(call.db);
  return reply;
}
