import { Failure, PhotoPicker } from '@hezhi/ui';
import { BigButton, Field } from '@hezhi/ui/phone';
import { faultsByField, useDraft, useSay, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import type { Step } from '../shared/client.ts';
import { Sheet } from '../shared/phone/sheet.tsx';
import { useKeptPhotos, useResidentUpload } from './photos.ts';

/** One step of who asked: what it does, a few words, photographs where they help. What was typed stays on the device until it is sent. */
export function AskerStep({
  step,
  matter,
  district,
  token,
  onClose,
  onTake,
}: {
  step: Step;
  matter: string;
  district: string;
  token: string | null;
  onClose: () => void;
  onTake: (data: Record<string, unknown>) => Promise<void>;
}) {
  const t = useWords('cases');
  const say = useSay();
  const name = `cases.${matter}.${step.key}`;
  const [note, setNote, clear] = useDraft(name, '');
  const photos = useKeptPhotos(name, district);
  const upload = useResidentUpload(district, token);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [fault, setFault] = useState<string | null>(null);
  const words = step.fields.find((field) => field.type === 'text');
  const pictures = step.fields.find((field) => field.type === 'photos');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setError(null);
    setFault(null);
    if (words?.required && note.trim() === '') return setFault(t('resident.fault.note'));
    if (photos.failed) return setFault(t('resident.fault.photos'));
    if (photos.waiting) return setFault(t('resident.fault.photosWaiting'));
    setBusy(true);
    try {
      await onTake({
        ...(words && note.trim() ? { [words.key]: note.trim() } : {}),
        ...(pictures && photos.ids.length > 0 ? { [pictures.key]: photos.ids } : {}),
      });
      clear();
      photos.clear();
    } catch (failure) {
      setBusy(false);
      setFault(faultsByField(failure)[`data.${words?.key ?? ''}`] ?? null);
      setError(failure);
    }
  };
  return (
    <Sheet title={t(`resident.step.${step.key}`)} onClose={onClose}>
      <form className="hz-form" noValidate onSubmit={(event) => void send(event)}>
        <p>{step.confirm ? say(step.confirm) : t(`resident.effect.${step.key}`)}</p>
        {words ? (
          <Field label={say(words.label)} required={words.required ?? false} error={fault}>
            {(attributes) => (
              <textarea
                {...attributes}
                className="hz-input"
                rows={4}
                maxLength={words.max ?? 1000}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            )}
          </Field>
        ) : null}
        {pictures ? <PhotoPicker photos={photos.photos} onChange={photos.change} upload={upload} max={pictures.max ?? 9} label={say(pictures.label)} /> : null}
        <Failure error={error} kept />
        <BigButton submit busy={busy} danger={step.tone === 'danger'}>
          {t(`resident.step.${step.key}`)}
        </BigButton>
      </form>
    </Sheet>
  );
}
