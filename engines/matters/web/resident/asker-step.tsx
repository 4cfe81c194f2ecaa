import { Failure, PhotoPicker } from '@hezhi/ui';
import { BigButton } from '@hezhi/ui/phone';
import { faultsByField, useDraft, useSay, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import type { Matter, Step } from '../shared/client.ts';
import { PhoneField, type Answers } from '../shared/phone/fields.tsx';
import { Sheet } from '../shared/phone/sheet.tsx';
import { useKeptPhotos, useResidentUpload } from './photos.ts';

const empty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** One step of who asked: what it does, a few words, photographs where they help. What was typed stays on the device until it is sent. */
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
  const upload = useResidentUpload(matter.district, token);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  // One field of photographs: those that wait on the device belong to the step.
  const pictures = step.fields.find((field) => field.type === 'photos');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    const data: Record<string, unknown> = {};
    const found: Record<string, string> = {};
    for (const field of step.fields) {
      if (field.type === 'photos') continue;
      const typed = answers[field.key];
      const value = typeof typed === 'string' ? typed.trim() : typed;
      if (!empty(value)) data[field.key] = value;
      else if (field.required) found[field.key] = t(field.type === 'text' ? 'resident.fault.note' : 'phone.step.needed');
    }
    if (pictures) {
      if (photos.failed) found[pictures.key] = t('resident.fault.photos');
      else if (photos.waiting) found[pictures.key] = t('resident.fault.photosWaiting');
      else if (photos.ids.length > 0) data[pictures.key] = photos.ids;
      else if (pictures.required) found[pictures.key] = t('phone.step.needed');
    }
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await onTake(data);
      clear();
      photos.clear();
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
          field.type === 'photos' ? (
            field === pictures ? (
              <div key={field.key}>
                <PhotoPicker photos={photos.photos} onChange={photos.change} upload={upload} max={field.max ?? 9} label={say(field.label)} />
                {faults[field.key] ? <p className="hz-field-error">{faults[field.key]}</p> : null}
              </div>
            ) : null
          ) : (
            <PhoneField
              key={field.key}
              field={field.type === 'text' ? { ...field, max: field.max ?? 1000 } : field}
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
