import { PhotoPicker, Stars, VoicePicker, type FilesChange, type PickedPhoto } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useSay, useSession, useWords } from '@hezhi/web';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { StepField } from '../client.ts';
import { SubjectField } from '../subject-field.tsx';
import { uploadPhoto } from '../upload.ts';
import { Chips } from './chips.tsx';
import { usePhotoDraft } from './photo-draft.ts';

const OwnerField = lazy(() => import('./owner-field.tsx'));
const PlaceField = lazy(() => import('./place-field.tsx'));

export type Answers = Readonly<Record<string, unknown>>;
/** Photographs or voice notes of one field as they stand, for whoever sends the form. */
export type HeldPhotos = { readonly photos: readonly PickedPhoto[]; readonly clear: () => void };

type Props = {
  field: StepField;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null | undefined;
  /** The matter whose step it is: candidates for `owner` are its. */
  matter?: string;
  /** Its kind, which may name them and give the input of its subjects. */
  kind?: string;
  /** The subject that the matter has now. */
  subject?: string;
  /** Names the draft of the photographs; they are told by `onPhotos`. */
  draft: string;
  startFiles?: readonly Blob[] | undefined;
  onPhotos?: (key: string, held: HeldPhotos) => void;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const list = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** One field of `@hezhi/forms` for the thumb: chips instead of lists, the camera instead of files, the keyboard only for words. */
export function PhoneField(props: Props) {
  const { field, value, onChange, error, matter, kind, subject } = props;
  const { district } = useSession();
  const say = useSay();
  const t = useWords('matters');
  const label = say(field.label);
  const hint = field.hint ? say(field.hint) : undefined;
  const required = field.required ?? false;
  const chips = (field.options ?? []).map((option) => ({ value: option.value, text: say(option.label) }));
  const chosen = { label, required, hint, error };
  switch (field.type) {
    case 'choice':
      return <Chips {...chosen} chips={chips} chosen={value === undefined ? [] : [text(value)]} onChange={([first]) => onChange(first)} />;
    case 'choices':
      return <Chips {...chosen} many chips={chips} chosen={list(value)} onChange={(next) => onChange(next.length > 0 ? next : undefined)} />;
    case 'boolean':
      return (
        <Chips
          {...chosen}
          chips={[
            { value: 'true', text: t('phone.yes') },
            { value: 'false', text: t('phone.no') },
          ]}
          chosen={typeof value === 'boolean' ? [String(value)] : []}
          onChange={([first]) => onChange(first === undefined ? undefined : first === 'true')}
        />
      );
    case 'number':
      return <NumberField {...props} label={label} hint={hint} />;
    case 'photos':
    case 'voices':
      return <FilesField {...props} label={label} hint={hint} />;
    case 'owner':
    case 'owners':
      return (
        <Suspense>
          <OwnerField {...chosen} matter={matter ?? ''} kind={kind} value={value} onChange={onChange} many={field.type === 'owners'} max={field.max} />
        </Suspense>
      );
    case 'place':
      return (
        <Suspense>
          <PlaceField {...chosen} value={value} onChange={onChange} />
        </Suspense>
      );
    case 'subject':
      return (
        <SubjectField
          kind={kind}
          field={field}
          label={label}
          hint={hint}
          error={error}
          district={district}
          value={text(value)}
          onChange={onChange}
          current={subject ?? null}
        />
      );
    case 'date':
    case 'moment':
      return (
        <Field label={label} hint={hint} required={required} error={error ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              type={field.type === 'date' ? 'date' : 'datetime-local'}
              // The wall clock of the place, which is the only one in the country.
              value={field.type === 'date' ? text(value) : text(value).slice(0, 16)}
              onChange={({ target }) => onChange(target.value === '' ? undefined : field.type === 'date' ? target.value : `${target.value}:00+08:00`)}
            />
          )}
        </Field>
      );
    default:
      return (
        <Field label={label} hint={hint} required={required} error={error ?? null}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="hz-input"
              rows={3}
              maxLength={field.max ?? 2000}
              value={text(value)}
              onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
            />
          )}
        </Field>
      );
  }
}

function NumberField({ field, value, onChange, error, label, hint }: Props & { label: string; hint: string | undefined }) {
  const required = field.required ?? false;
  const min = field.min ?? 0;
  if (field.min === 1 && field.max === 5)
    return (
      <div className="hz-field">
        <span aria-hidden="true">
          <strong>{label}</strong>
        </span>
        <Stars value={typeof value === 'number' ? value : 0} onChange={onChange} label={label} />
        {error ? <p className="hz-field-error">{error}</p> : null}
      </div>
    );
  const few = field.max !== undefined && field.max - min <= 14;
  if (few)
    return (
      <Chips
        label={label}
        hint={hint}
        error={error}
        required={required}
        chips={Array.from({ length: field.max! - min + 1 }, (_, at) => ({ value: String(min + at), text: String(min + at) }))}
        chosen={typeof value === 'number' ? [String(value)] : []}
        onChange={([first]) => onChange(first === undefined ? undefined : Number(first))}
      />
    );
  return (
    <Field label={label} hint={hint} required={required} error={error ?? null}>
      {(attributes) => (
        <input
          {...attributes}
          className="hz-input hz-num"
          type="number"
          inputMode="decimal"
          min={field.min}
          max={field.max}
          step="any"
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' || Number.isNaN(target.valueAsNumber) ? undefined : target.valueAsNumber)}
        />
      )}
    </Field>
  );
}

function FilesField({ field, error, label, hint, draft, value, startFiles, onPhotos, onChange }: Props & { label: string; hint: string | undefined }) {
  const t = useWords('ui');
  const { district } = useSession();
  const [start] = useState(() => ({ ids: list(value), files: startFiles ?? [] }));
  const [photos, setPhotos, clear] = usePhotoDraft(`${draft}.${field.key}`, start, field.type === 'voices');
  useEffect(() => onPhotos?.(field.key, { photos, clear }), [onPhotos, field.key, photos, clear]);
  const change: FilesChange = (next) => {
    setPhotos(next);
    onChange(undefined);
  };
  return (
    <div className="hz-field" role="group" aria-label={label}>
      <span>
        <strong>{label}</strong>
        {field.required ? <span className="hz-small"> {t('ask.needed')}</span> : null}
      </span>
      {field.type === 'voices' ? (
        <VoicePicker label={label} hint={hint} voices={photos} onChange={change} upload={uploadPhoto(district ?? undefined)} max={field.max ?? 3} />
      ) : (
        <PhotoPicker label={label} photos={photos} onChange={change} upload={uploadPhoto(district ?? undefined)} max={field.max ?? 9} camera />
      )}
      {error ? <p className="hz-field-error">{error}</p> : null}
    </div>
  );
}
