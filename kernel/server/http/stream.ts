import type { ServerResponse } from 'node:http';
import { kernelErrors, Refusal, type Actor } from '@hezhi/contract';
import type { FastifyInstance } from 'fastify';
import { GAP, type Hint } from '../live.ts';
import { httpErrors } from './errors.ts';
import { plainError } from './problem.ts';
import type { Shared } from './route.ts';
import type { Standing } from './standing.ts';

/** Whether the actor may be told that something happened, or what is told instead. Asked for hints of the actor's own district only. */
export type VisibleHint = (actor: Actor, hint: Hint) => boolean | Hint | Promise<boolean | Hint>;

/** Streams one person may hold open: tabs of one browser share one each. */
export const streamsPerPerson = 12;
const heartbeatMs = 25_000;
/** Bytes that may wait for a slow reader before its stream is cut; it reconnects and asks again. */
const backlog = 256 * 1024;

type Listener = { out: ServerResponse; actor: Actor; again: () => Promise<Standing> };

/**
 * GET /api/live: server-sent events `hint` with `{topic, district, data}`, so small that the screen asks again by its ordinary routes.
 * A heartbeat every 25 s also looks whether the session still holds. After a gap in the signals all get `{topic: '*'}`.
 */
export function addStream(app: FastifyInstance, shared: Shared, visible: VisibleHint = () => false): void {
  const { house } = shared;
  const open = new Set<Listener>();
  const perPerson = new Map<string, number>();

  const write = (listener: Listener, text: string): void => {
    const { out } = listener;
    if (out.writableLength > backlog) out.destroy();
    else out.write(text);
  };
  const words = ({ topic, district, data }: Hint): string => `event: hint\ndata: ${JSON.stringify({ topic, district, data })}\n\n`;
  const deliver = async (hint: Hint): Promise<void> => {
    for (const listener of [...open]) {
      if (hint.topic === GAP) write(listener, 'event: hint\ndata: {"topic":"*"}\n\n');
      if (hint.district !== listener.actor.district) continue;
      const seen = await visible(listener.actor, hint);
      if (seen) write(listener, words(seen === true ? hint : seen));
    }
  };
  // One hint after the other, so that a slow check never lets a later hint overtake.
  let last: Promise<void> = Promise.resolve();
  const unsubscribe = house.live.subscribe((hint) => {
    if (open.size === 0) return;
    last = last.then(() => deliver(hint)).catch((error: unknown) => house.log.warn({ error: plainError(error), topic: hint.topic }, 'live hint not delivered'));
  });

  const beat = async (listener: Listener): Promise<void> => {
    try {
      const { actor } = await listener.again();
      if (actor.person !== listener.actor.person) return void listener.out.end();
      listener.actor = actor;
      write(listener, ': beat\n\n');
    } catch {
      // The database is away: the stream stays, the next beat looks again.
      write(listener, ': beat\n\n');
    }
  };
  const pulse = setInterval(() => {
    for (const listener of [...open]) void beat(listener);
  }, heartbeatMs).unref();

  app.addHook('preClose', async () => {
    clearInterval(pulse);
    unsubscribe();
    for (const { out } of [...open]) out.end();
  });

  app.get('/api/live', { exposeHeadRoute: false, config: { quiet: true, label: 'GET /live' } }, async (request, reply) => {
    const { actor } = await shared.authenticate(request);
    if (actor.kind !== 'person' || actor.person === null) throw new Refusal(kernelErrors.not_logged_in);
    const person = actor.person;
    const held = perPerson.get(person) ?? 0;
    if (held >= streamsPerPerson) throw new Refusal(httpErrors.too_many_streams, {}, { extra: { retry_after: 30 } });
    reply.hijack();
    const out = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(name, value);
    out.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const listener: Listener = { out, actor, again: () => shared.authenticate(request) };
    open.add(listener);
    perPerson.set(person, held + 1);
    out.on('close', () => {
      open.delete(listener);
      const left = (perPerson.get(person) ?? 1) - 1;
      if (left > 0) perPerson.set(person, left);
      else perPerson.delete(person);
    });
    out.write('retry: 3000\n: welcome\n\n');
    return reply;
  });
}
