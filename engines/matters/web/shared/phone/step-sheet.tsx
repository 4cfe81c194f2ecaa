import { Failure } from '@hezhi/ui';
import { BigButton, useToast } from '@hezhi/ui/phone';
import { Away, faultsByField, Problem, useDraft, useSay, useWords } from '@hezhi/web';
import { useCallback, useRef, useState } from 'react';
import type { Step, StepField } from '../client.ts';
import { PhoneField, type Answers, type HeldPhotos } from './fields.tsx';
import { dropPending, type Pending } from './pending.ts';
import { sortPhotos } from './photo-draft.ts';
import { Sheet } from './sheet.tsx';
import { Chips } from './chips.tsx';
import { legKey } from '../field-context.ts';
import { useSubmitStep, type StepMatter } from './submit.ts';
import { withSpoken } from '../spoken.ts';

/** A refused submission to begin with: what was typed, and the photographs and voice notes that never left. */
export type Again = { readonly entry: Pending; readonly files: readonly Blob[] };

const empty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
/** Photographs first and words last: what the hand can do comes before what the keyboard must; of each kind the required first. */
const rank = (field: StepField): number =>
  (field.type === 'photos' ? 0 : field.type === 'voices' ? 2.5 : field.type === 'text' ? 4 : 2) + (field.required ? 0 : 1);

/** One step on the phone: its fields for the thumb, its effect said before, and a send button that never loses what was given. */
export function StepSheet({
  matter,
  step,
  onClose,
  onDone,
  again,
}: {
  matter: StepMatter;
  step: Step;
  onClose: () => void;
  onDone: () => void;
  again?: Again | null;
}) {
  const t = useWords('matters');
  const say = useSay();
  const toast = useToast();
  const submit = useSubmitStep();
  const name = say(step.name);
  const draft = `step.${matter.id}.${step.key}`;
  const [start] = useState<Answers>(() => (again ? ((again.entry.body['data'] as Answers | undefined) ?? {}) : {}));
  const [answers, setAnswers, clearAnswers, restored] = useDraft<Answers>(draft, start);
  const [leg, setLeg] = useState<string | null>(() => (typeof again?.entry.body['leg'] === 'string' ? again.entry.body['leg'] : null));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const held = useRef(new Map<string, HeldPhotos>());
  const [sending, setSending] = useState(false);
  const onPhotos = useCallback((key: string, photos: HeldPhotos) => {
    held.current.set(key, photos);
    setSending([...held.current.values()].some((one) => one.photos.some((photo) => photo.id === null && !photo.failed)));
  }, []);
  const body = useRef<HTMLFormElement>(null);
  const faults = faultsByField(error);

  const send = async () => {
    const data: Record<string, unknown> = {};
    const files: Record<string, readonly Blob[]> = {};
    const lacking: string[] = [];
    const among = step.choose.find((one) => one.id === leg);
    if (step.choose.length > 0 && !among) lacking.push(legKey);
    for (const field of step.fields) {
      const photos = held.current.get(field.key)?.photos;
      const given = photos ? sortPhotos(photos) : null;
      const typed = answers[field.key];
      const value = given ? given.ids : typeof typed === 'string' ? typed.trim() : typed;
      if (given && given.files.length > 0) files[field.key] = given.files;
      if (!empty(value)) data[field.key] = value;
      else if (field.required && !files[field.key]) lacking.push(field.key);
    }
    const spoken = step.fields.some((field) => field.type === 'voices' && (!empty(data[field.key]) || files[field.key] !== undefined));
    const given = withSpoken(step.fields, data, spoken, t('shared.spoken'));
    const still = lacking.filter((key) => given[key] === undefined);
    setMissing(still);
    setError(null);
    if (still.length > 0) {
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[data-missing] :is(input, textarea, button)')?.focus());
      return;
    }
    setBusy(true);
    try {
      const sent = await submit(matter, { key: step.key, name, ...(among ? { leg: among.id } : {}) }, given, files);
      if (sent.result === 'refused') {
        setError(sent.problem);
        return;
      }
      if (again) dropPending(again.entry.id);
      clearAnswers();
      for (const one of held.current.values()) one.clear();
      toast(t(sent.result === 'done' ? 'phone.step.done' : 'phone.step.waiting', { step: name }));
      onDone();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Away('network'));
    } finally {
      setBusy(false);
    }
  };

  const stale = error instanceof Problem && error.status === 409;
  return (
    <Sheet
      title={name}
      onClose={onClose}
      foot={
        <>
          {missing.length > 0 ? (
            <p className="hz-field-error" role="alert">
              {t('phone.step.missing', { count: missing.length })}
            </p>
          ) : null}
          <BigButton danger={step.tone === 'danger'} busy={busy} disabled={sending} onClick={() => void send()}>
            {t(busy ? 'phone.step.sending' : sending ? 'phone.step.photos' : stale ? 'phone.step.again' : 'phone.step.send', { step: name })}
          </BigButton>
        </>
      }
    >
      <p className="hz-small">
        {matter.number} · {matter.title}
      </p>
      {step.confirm ? <p className="hz-dialog-effect">{say(step.confirm)}</p> : null}
      {restored && !again ? <p className="hz-small">{t('phone.step.restored')}</p> : null}
      <form
        ref={body}
        className="hz-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {step.choose.length > 0 ? (
          <div data-missing={missing.includes(legKey) ? '' : undefined}>
            <Chips
              label={t('shared.step.leg')}
              required
              chips={step.choose.map((one) => ({ value: one.id, text: one.name }))}
              chosen={leg === null ? [] : [leg]}
              onChange={([first]) => {
                setLeg(first ?? null);
                setMissing((before) => before.filter((key) => key !== legKey));
              }}
              error={faults['leg'] ?? (missing.includes(legKey) ? t('shared.step.whichLeg') : null)}
            />
          </div>
        ) : null}
        {step.fields.length === 0 && step.choose.length === 0 ? <p>{t('phone.step.nothing')}</p> : null}
        {[...step.fields]
          .sort((a, b) => rank(a) - rank(b))
          .map((field) => (
            <div key={field.key} data-missing={missing.includes(field.key) ? '' : undefined}>
              <PhoneField
                field={field}
                value={answers[field.key]}
                onChange={(value) => {
                  setAnswers((before) => ({ ...before, [field.key]: value }));
                  setMissing((before) => before.filter((key) => key !== field.key));
                }}
                error={faults[`data.${field.key}`] ?? (missing.includes(field.key) ? t('phone.step.needed') : null)}
                matter={matter.id}
                kind={matter.kind}
                subject={matter.subject}
                draft={draft}
                startFiles={again?.files.filter((_, at) => again.entry.photos[at]?.field === field.key)}
                onPhotos={onPhotos}
              />
            </div>
          ))}
      </form>
      {error ? <Failure error={error} kept /> : null}
    </Sheet>
  );
}
