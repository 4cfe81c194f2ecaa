import { useRefresh, useSession } from '@hezhi/web';
import { useCallback } from 'react';
import type { Matter } from '../client.ts';
import { dropPending, keepPending, sendPending, type Sent } from './pending.ts';

export type StepMatter = Pick<Matter, 'id' | 'kind' | 'number' | 'title' | 'revision' | 'district' | 'subject'>;

/**
 * Submits a step: first written down on this phone, then sent. `waiting` means that it stays here until the network is back; a refusal is
 * taken back from the device, because the form still holds what was typed. What hangs on the matter is asked anew.
 */
export function useSubmitStep(): (
  matter: StepMatter,
  step: { readonly key: string; readonly name: string; readonly leg?: string },
  data?: Readonly<Record<string, unknown>>,
  files?: Readonly<Record<string, readonly Blob[]>>,
) => Promise<Sent> {
  const { person } = useSession();
  const refresh = useRefresh();
  return useCallback(
    async (matter, step, data = {}, files = {}) => {
      const entry = await keepPending({
        person: person?.id ?? '',
        route: 'POST /matters/:id/steps',
        form: null,
        title: `${step.name} · ${short(matter.title)}`,
        matter: matter.id,
        step: step.key,
        body: { step: step.key, revision: matter.revision, data, ...(step.leg === undefined ? {} : { leg: step.leg }) },
        district: matter.district,
        files,
      });
      const sent = await sendPending(entry);
      if (sent.result === 'refused') dropPending(entry.id);
      if (sent.result !== 'waiting') await refresh();
      return sent;
    },
    [person, refresh],
  );
}

const short = (title: string): string => {
  const letters = [...title];
  return letters.length > 16 ? `${letters.slice(0, 15).join('')}…` : title;
};

/** Nothing must be said or chosen and nobody must be warned: one touch is enough. */
export const isLight = (step: {
  readonly fields: readonly { readonly required?: boolean | undefined }[];
  readonly confirm: unknown;
  readonly choose: readonly unknown[];
}): boolean => !step.confirm && step.choose.length === 0 && step.fields.every((field) => !field.required);
