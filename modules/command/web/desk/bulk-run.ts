import { newId } from '@hezhi/contract/light';
import { Away, Problem, useRefresh } from '@hezhi/web';
import { useCallback, useRef, useState } from 'react';
import { client, type Allowed } from '../shared/client.ts';

export type Result = { state: 'waiting' | 'running' | 'ok' | 'failed'; why: string };
/** So many commands are under way at once. */
const lanes = 3;

/**
 * Takes one step for many matters: each its own command with its own key, each succeeds or fails for itself. A key is kept for a retry, so that a
 * command whose answer was lost is not carried out twice.
 */
export function useBulk() {
  const refresh = useRefresh();
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const keys = useRef(new Map<string, string>());
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (matters: readonly Allowed['matter'][], step: string, data: Record<string, unknown>) => {
      setBusy(true);
      const waiting = [...matters];
      const put = (id: string, result: Result) => setResults((before) => new Map(before).set(id, result));
      for (const matter of matters) put(matter.id, { state: 'waiting', why: '' });
      const lane = async () => {
        for (let matter = waiting.shift(); matter; matter = waiting.shift()) {
          const { id, revision } = matter;
          put(id, { state: 'running', why: '' });
          const name = `${id} ${step} ${JSON.stringify(data)}`;
          const key = keys.current.get(name) ?? newId();
          keys.current.set(name, key);
          try {
            await client('POST /matters/:id/steps', { params: { id }, body: { step, revision, data }, key });
            put(id, { state: 'ok', why: '' });
          } catch (error) {
            if (!(error instanceof Problem) && !(error instanceof Away)) throw error;
            // A refusal is final for its key: the next try is another command.
            if (error instanceof Problem) keys.current.delete(name);
            const why = error instanceof Problem ? [error.detail, ...(error.errors ?? []).map((one) => one.detail)].join(' ') : error.message;
            put(id, { state: 'failed', why });
          }
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane)).finally(() => setBusy(false));
      void refresh(['GET /inbox', 'GET /command', 'GET /matters']);
    },
    [refresh],
  );
  return { results, busy, run };
}
