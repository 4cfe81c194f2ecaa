import { useConfirm } from '@hezhi/ui';
import { dropBlobDraft, faultsByField, Problem, useDraft, useRefresh, useSay, useWords } from '@hezhi/web';
import { useCallback, useState } from 'react';
import { legKey } from './field-context.ts';
import { useCommand, type Matter, type Step } from './client.ts';
import { filesWaiting, voiceDraft } from './photos-field.tsx';
import { isFiles } from './photos.ts';
import { withSpoken } from './spoken.ts';

export type Answers = Record<string, unknown>;

/** Names of the drafts of a step, one for words and one for photographs on their way. */
export const stepDraft = (matter: string, step: string): string => `step.${matter}.${step}`;

const empty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * Taking one step of a matter. What is typed is a draft of this person on this device until the step is taken; a refusal keeps it.
 * `stale` is the server's sentence who was faster: the matter is asked again and the form goes on from the new revision.
 */
export function useStep(matter: Pick<Matter, 'id' | 'revision'>, step: Step, onDone: () => void) {
  const t = useWords('matters');
  const say = useSay();
  const confirm = useConfirm();
  const draft = stepDraft(matter.id, step.key);
  const [values, setValues, clearValues, restored] = useDraft<Answers>(draft, {});
  const [leg, setLeg] = useState<string | null>(null);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const refresh = useRefresh();
  const command = useCommand('POST /matters/:id/steps');
  const stale = command.error instanceof Problem && command.error.code === 'matters.stale' ? command.error.detail : null;
  const said = faultsByField(command.error);

  const set = useCallback(
    (key: string, value: unknown) => {
      setOwn(({ [key]: _, ...rest }) => rest);
      setValues((before) => {
        const { [key]: _, ...rest } = before;
        return empty(value) ? rest : { ...rest, [key]: value };
      });
    },
    [setValues],
  );

  const clear = useCallback(() => {
    clearValues();
    setOwn({});
    void dropBlobDraft(draft);
    void dropBlobDraft(voiceDraft(draft));
  }, [clearValues, draft]);

  const submit = async () => {
    const voices = step.fields.some((field) => field.type === 'voices' && !empty(values[field.key]));
    const given = withSpoken(step.fields, values, voices, t('shared.spoken'));
    const missing = Object.fromEntries(
      step.fields
        .filter((field) => field.required && empty(given[field.key]))
        .map((field) => [field.key, t('shared.step.missing', { label: say(field.label) })]),
    );
    for (const field of step.fields.filter(isFiles))
      if (await filesWaiting(draft, field)) missing[field.key] = t(field.type === 'voices' ? 'shared.step.voicesWaiting' : 'shared.step.photosWaiting');
    const among = step.choose.find((one) => one.id === leg);
    if (step.choose.length > 0 && !among) missing[legKey] = t('shared.step.whichLeg');
    setOwn(missing);
    if (Object.keys(missing).length > 0) return;
    if (
      step.confirm &&
      step.tone === 'danger' &&
      !(await confirm({ title: t('shared.step.sure', { step: say(step.name) }), effect: say(step.confirm), yes: say(step.name), danger: true }))
    )
      return;
    const known = new Set(step.fields.map((field) => field.key));
    const data = Object.fromEntries(Object.entries(given).filter(([key]) => known.has(key)));
    try {
      await command.run({ params: { id: matter.id }, body: { step: step.key, revision: matter.revision, data, ...(among ? { leg: among.id } : {}) } });
    } catch (error) {
      // Refused: what the person sees may be old.
      if (error instanceof Problem && error.status !== 422) void refresh();
      return;
    }
    clear();
    onDone();
  };

  return {
    values,
    set,
    /** The leg that is meant, where several of a key run side by side; null until one is chosen. */
    leg,
    setLeg: (id: string) => {
      setOwn(({ [legKey]: _, ...rest }) => rest);
      setLeg(id);
    },
    submit,
    clear,
    restored: restored && Object.keys(values).length > 0,
    busy: command.isPending,
    stale,
    /** The refusal as a whole, where it is not about a field nor about somebody faster. */
    error: stale === null ? command.error : null,
    fault: (key: string): string | null => own[key] ?? said[key === legKey ? 'leg' : `data.${key}`] ?? null,
  };
}
