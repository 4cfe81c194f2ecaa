import { newId } from '@hezhi/contract';
import type { z } from 'zod';
import { findStored, procedureOf } from '@hezhi/matters/server';
import type { Call, HouseEvent, Write } from '@hezhi/server';
import type { PublicMatter } from '../contract/index.ts';
import { envelope } from './envelope.ts';
import type { EndpointRow } from './queries.ts';
import { insertOut } from './queries-messages.ts';
import type { Stepped } from './stepped.ts';

/** Which of its topics a step comes under: the most telling one that the webhook asked for. */
export function topicFor(data: Pick<Stepped, 'kind' | 'steps' | 'ended'>, topics: readonly string[]): 'opened' | 'stepped' | 'closed' | null {
  const wants = (end: string): boolean => topics.includes(`${data.kind}.${end}`);
  if (data.ended && wants('closed')) return 'closed';
  if (data.steps[0] === 'open' && wants('opened')) return 'opened';
  return wants('stepped') ? 'stepped' : null;
}

/** Messages to the webhooks that asked for such a step there. Only matters marked public, by the allow-list of `PublicMatter`. */
export async function tellWebhooks(call: Call, write: Write, event: HouseEvent, data: Stepped, hooks: readonly EndpointRow[]): Promise<void> {
  if (!data.public) return;
  const asked = hooks.flatMap((hook) => {
    const end = topicFor(data, hook.topics);
    return end !== null && (hook.area === null || data.area.startsWith(hook.area)) ? [{ hook, end }] : [];
  });
  if (asked.length === 0) return;
  const row = await findStored(call.db, event.district, data.matter);
  if (!row || row.secrecy !== 0 || !row.public) return;
  const fits = asked.filter(({ hook }) => hook.subjects.length === 0 || hook.subjects.some((subject) => row.subject.startsWith(subject)));
  if (fits.length === 0) return;
  const state = (await procedureOf(call.house, row.procedure, row.procedure_version)).states[data.state];
  if (!state) return;
  const matter: z.input<typeof PublicMatter> = {
    id: row.id,
    number: row.number,
    kind: row.kind,
    district: row.district,
    // A grid is a few dozen homes: too near to a person.
    area: row.area.slice(0, 12),
    category: row.subject,
    state: data.state,
    state_name: state.public,
    stage: state.stage,
    final: data.final,
    steps: data.steps,
    revision: data.revision,
    opened_at: row.opened_at,
    closed_at: data.final ? row.closed_at : null,
    rating: data.final ? row.rating : null,
  };
  const at = new Date(event.at).toISOString();
  for (const { hook, end } of fits) {
    const id = newId(call.now);
    const type = `hezhi.${row.kind}.${end}.v1`;
    const payload = envelope(call.house, row.district, {
      id,
      type,
      at,
      data: matter,
      subject: row.number,
      revision: data.revision,
      schema: 'hezhi.webhook.matter.v1',
    });
    insertOut(write, {
      district: row.district,
      id,
      endpoint: hook.id,
      type,
      payload,
      matter: row.id,
      number: row.number,
      order_no: null,
      ordinal: data.revision,
      at: new Date(call.now).toISOString(),
    });
  }
}
