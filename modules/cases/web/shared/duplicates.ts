import { useEffect, useState } from 'react';
import { client, useCommand, type Reply } from './client.ts';

export type Similar = Reply<'POST /cases/similar'>['items'][number];
export type SimilarAsk = {
  description: string;
  /** '' while none was chosen. */
  category: string;
  place: { point?: [number, number]; address?: string; area?: string };
  district?: string | undefined;
};

/** What a person decided of the suggestions: those said to be another thing are not shown again. */
export type Suggestions = {
  readonly items: readonly Similar[];
  dismiss(id: string): void;
  /** Says "me too" or takes it back; what the server answered stands on the item. */
  say(one: Similar, on: boolean, phone?: string): Promise<void>;
  readonly busy: boolean;
  readonly error: Error | null;
};

const REST = 800;
const SHORT = 4;
const none: readonly Similar[] = [];

/**
 * Earlier reports of the same, asked for when somebody has stopped typing, and what and where are known. Without an answer the form goes on as if there were none.
 * `headers`: the device of a visitor.
 */
export function useSimilar(asked: SimilarAsk | null, headers: Readonly<Record<string, string>> = {}): Suggestions {
  const [found, setFound] = useState<{ for: string; items: readonly Similar[] }>({ for: '', items: none });
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const meToo = useCommand('POST /cases/:district/:id/me-too', { refresh: ['GET /my/me-too'] });
  const drop = useCommand('DELETE /cases/:district/:id/me-too', { refresh: ['GET /my/me-too'] });
  const ready = asked !== null && asked.description.trim().length >= SHORT && Object.keys(asked.place).length > 0;
  const body = ready ? JSON.stringify({ ...asked, category: asked.category || undefined, description: asked.description.trim() }) : '';
  const sent = JSON.stringify(headers);

  useEffect(() => {
    if (body === '') return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      client('POST /cases/similar', { body: JSON.parse(body) as SimilarAsk, headers: JSON.parse(sent) as Record<string, string>, signal: stop.signal }).then(
        (reply) => setFound({ for: body, items: reply.items }),
        () => undefined,
      );
    }, REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body, sent]);

  return {
    items: body === '' ? none : found.items.filter((one) => !gone.has(one.id)),
    dismiss: (id) => setGone((before) => new Set([...before, id])),
    busy: meToo.isPending || drop.isPending,
    error: meToo.error ?? drop.error,
    say: async (one, on, phone) => {
      const call = { params: { district: one.district, id: one.id }, headers: { ...headers } };
      const more = { ...call, body: phone ? { phone } : {} };
      try {
        const reply = on ? await meToo.run(more) : await drop.run(call);
        setFound((before) => ({
          ...before,
          items: before.items.map((item) => (item.id === one.id ? { ...item, me_too: reply.me_too, supported: reply.supported } : item)),
        }));
      } catch {
        // Shown beside the suggestions; the report itself can still be sent.
      }
    },
  };
}
