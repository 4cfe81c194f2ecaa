import { Failure, PhotoPicker, VoicePicker } from '@hezhi/ui';
import { BigButton } from '@hezhi/ui/phone';
import { faultsByField, useDraft, useSay, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import type { Matter, Step } from '../shared/client.ts';
import { PhoneField, type Answers } from '../shared/phone/fields.tsx';
import { Sheet } from '../shared/phone/sheet.tsx';
import { isFiles } from '../shared/photos.ts';
import { withSpoken } from '../shared/spoken.ts';
import { useKeptPhotos, useResidentUpload } from './photos.ts';

const empty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** One step of who asked: what it does, a few words, photographs and voice notes where they help. What was typed stays on the device until it is sent. */
export function AskerStep({
  step,
  name,
  effect,
  matter,
  token,
  onClose,
  onTake,
}: {
  step: Step;
  name: string;
  effect: string | null;
  matter: Pick<Matter, 'id' | 'kind' | 'district'>;
  token: string | null;
  onClose: () => void;
  onTake: (data: Record<string, unknown>) => Promise<void>;
}) {
  const t = useWords('matters');
  const say = useSay();
  const draft = `asker.${matter.id}.${step.key}`;
  const [answers, setAnswers, clear] = useDraft<Answers>(draft, {});
  const photos = useKeptPhotos(draft, matter.district);
  const voices = useKeptPhotos(`${draft}.voices`, matter.district);
  const upload = useResidentUpload(matter.district, token);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  // One field of photographs and one of voice notes: those that wait on the device belong to the step.
  const pictures = step.fields.find((field) => field.type === 'photos');
  const sounds = step.fields.find((field) => field.type === 'voices');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    const data: Record<string, unknown> = {};
    const found: Record<string, string> = {};
    for (const field of step.fields) {
      if (isFiles(field)) continue;
      const typed = answers[field.key];
      const value = typeof typed === 'string' ? typed.trim() : typed;
      if (!empty(value)) data[field.key] = value;
      else if (field.required) found[field.key] = t(field.type === 'text' ? 'resident.fault.note' : 'phone.step.needed');
    }
    for (const [field, held, key] of [
      [pictures, photos, 'photos'],
      [sounds, voices, 'voices'],
    ] as const) {
      if (!field) continue;
      if (held.failed) found[field.key] = t(`resident.fault.${key}`);
      else if (held.waiting) found[field.key] = t(`resident.fault.${key}Waiting`);
      else if (held.ids.length > 0) data[field.key] = held.ids;
      else if (field.required) found[field.key] = t('phone.step.needed');
    }
    const given = withSpoken(step.fields, data, voices.photos.length > 0, t('shared.spoken'));
    for (const key of Object.keys(found)) if (key in given && !(key in data)) delete found[key];
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await onTake(given);
      clear();
      photos.clear();
      voices.clear();
    } catch (failure) {
      setBusy(false);
      const said = faultsByField(failure);
      setFaults(Object.fromEntries(step.fields.flatMap(({ key }) => (said[`data.${key}`] ? [[key, said[`data.${key}`]!]] : []))));
      setError(failure);
    }
  };
  return (
    <Sheet title={name} onClose={onClose}>
      <form className="hz-form" noValidate onSubmit={(event) => void send(event)}>
        {effect ? <p>{effect}</p> : null}
        {step.fields.map((field) =>
          field.type === 'voices' ? (
            field === sounds ? (
              <div key={field.key} className="hz-field">
                <strong aria-hidden="true">{say(field.label)}</strong>
                <VoicePicker
                  label={say(field.label)}
                  hint={field.hint ? say(field.hint) : undefined}
                  voices={voices.photos}
                  onChange={voices.change}
                  upload={upload}
                  max={field.max ?? 3}
                />
                {faults[field.key] ? <p className="hz-field-error">{faults[field.key]}</p> : null}
              </div>
            ) : null
          ) : field.type === 'photos' ? (
            field === pictures ? (
              <div key={field.key}>
                <PhotoPicker photos={photos.photos} onChange={photos.change} upload={upload} max={field.max ?? 9} label={say(field.label)} />
                {faults[field.key] ? <p className="hz-field-error">{faults[field.key]}</p> : null}
              </div>
            ) : null
          ) : (
            <PhoneField
              key={field.key}
              field={
                field.type === 'text'
                  ? { ...field, max: field.max ?? 1000, required: (field.required ?? false) && !(field.key === 'note' && voices.photos.length > 0) }
                  : field
              }
              value={answers[field.key]}
              onChange={(value) => setAnswers((before) => ({ ...before, [field.key]: value }))}
              error={faults[field.key] ?? null}
              matter={matter.id}
              kind={matter.kind}
              draft={draft}
            />
          ),
        )}
        <Failure error={error} kept />
        <BigButton submit busy={busy} danger={step.tone === 'danger'}>
          {name}
        </BigButton>
      </form>
    </Sheet>
  );
}
