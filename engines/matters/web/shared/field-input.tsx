import { Field, Stars } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { lazy, Suspense, useId, type ReactNode } from 'react';
import type { StepField } from './client.ts';
import type { FieldContext } from './field-context.ts';
import { OwnerPicker } from './owner-picker.tsx';
import { PhotosField, VoicesField } from './photos-field.tsx';
import './shared.css';
import { SubjectField } from './subject-field.tsx';
import { Typing } from './typing.tsx';

const PlaceField = lazy(() => import('./place-field.tsx'));

export type FieldProps = {
  field: StepField;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string | null;
  context: FieldContext;
};

/** One field of a step or a question of a category, drawn by its type; no component library, so desk and phones share it. */
export function FieldInput(props: FieldProps): ReactNode {
  const { field, value, onChange, error = null, context } = props;
  const say = useSay();
  const label = say(field.label);
  const common = { label, required: field.required ?? false, error, ...(field.hint ? { hint: say(field.hint) } : {}) };
  switch (field.type) {
    case 'choice':
    case 'choices':
      return <Choices {...props} label={label} />;
    case 'boolean':
      return (
        <Group label={null} error={error}>
          <label className="hzc-choice">
            <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} /> <span>{label}</span>
          </label>
        </Group>
      );
    case 'photos':
      return (
        <Group label={label} required={common.required} error={error}>
          <PhotosField value={value} onChange={onChange} max={field.max ?? 9} context={context} label={label} />
        </Group>
      );
    case 'voices':
      return (
        <Group label={label} required={common.required} error={error}>
          <VoicesField value={value} onChange={onChange} max={field.max ?? 3} context={context} label={label} hint={common.hint} />
        </Group>
      );
    case 'owner':
    case 'owners':
      return (
        <Group label={label} required={common.required} error={error} hint={common.hint ?? null}>
          <OwnerPicker
            context={context}
            value={value}
            onChange={onChange}
            label={label}
            many={field.type === 'owners'}
            {...(field.max ? { max: field.max } : {})}
          />
        </Group>
      );
    case 'subject':
      return (
        <SubjectField
          kind={context.kind}
          field={field}
          label={label}
          hint={common.hint}
          error={error}
          district={context.district}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          current={context.subject ?? null}
        />
      );
    case 'place':
      return (
        <Group label={label} required={common.required} error={error}>
          <Suspense fallback={null}>
            <PlaceField value={value} onChange={onChange} context={context} label={label} />
          </Suspense>
        </Group>
      );
    case 'number':
      if (field.min === 1 && field.max === 5)
        return (
          <Group label={null} error={error}>
            <Stars label={label} value={typeof value === 'number' ? value : null} onChange={onChange} />
          </Group>
        );
      return (
        <Field {...common}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input hz-num hzc-short"
              type="number"
              inputMode="decimal"
              min={field.min}
              max={field.max}
              value={typeof value === 'number' ? value : ''}
              onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
            />
          )}
        </Field>
      );
    case 'date':
    case 'moment':
      return (
        <Field {...common}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input hz-num hzc-short"
              type={field.type === 'date' ? 'date' : 'datetime-local'}
              value={field.type === 'date' ? (typeof value === 'string' ? value : '') : wallClock(value)}
              onChange={(event) =>
                onChange(event.target.value === '' ? undefined : field.type === 'date' ? event.target.value : `${event.target.value}:00+08:00`)
              }
            />
          )}
        </Field>
      );
    default:
      return <TextField {...props} common={common} />;
  }
}

/** 2026-11-22T17:30 of China's clock, as the browser's field wants it. */
const wallClock = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? new Date(Date.parse(value) + 8 * 3_600_000).toISOString().slice(0, 16) : '';

function TextField({
  field,
  value,
  onChange,
  common,
  context,
}: FieldProps & { common: { label: string; required: boolean; error: string | null; hint?: string } }) {
  const t = useWords('matters');
  const text = typeof value === 'string' ? value : '';
  const max = field.max ?? 2000;
  const near = text.length > max * 0.8;
  const drawn = (
    <Field {...common} hint={near ? t('shared.charactersLeft', { count: max - text.length }) : common.hint}>
      {(attributes) =>
        max <= 120 ? (
          <input {...attributes} className="hz-input" maxLength={max} value={text} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <textarea {...attributes} className="hz-input" rows={3} maxLength={max} value={text} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
  return (
    <Typing field={field} context={context} insert={(more) => onChange(`${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${more}`.slice(0, max))}>
      {drawn}
    </Typing>
  );
}

function Choices({ field, value, onChange, error = null, label }: FieldProps & { label: string }) {
  const say = useSay();
  const name = useId();
  const many = field.type === 'choices';
  const picked = many ? (Array.isArray(value) ? (value as string[]) : []) : typeof value === 'string' ? [value] : [];
  const options = field.options ?? [];
  const short = options.every((option) => say(option.label).length <= 14);
  return (
    <Group label={label} required={field.required ?? false} error={error} hint={field.hint ? say(field.hint) : null}>
      <div className="hzc-choices" data-short={short ? '' : undefined}>
        {options.map((option) => (
          <label key={option.value} className="hzc-choice" data-on={picked.includes(option.value) ? '' : undefined}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={name}
              value={option.value}
              checked={picked.includes(option.value)}
              onChange={(event) =>
                onChange(many ? (event.target.checked ? [...picked, option.value] : picked.filter((one) => one !== option.value)) : option.value)
              }
            />{' '}
            <span>{say(option.label)}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}

/** Several controls under one name. */
export function Group({
  label,
  required = false,
  error = null,
  hint = null,
  children,
}: {
  label: string | null;
  required?: boolean;
  error?: string | null;
  hint?: string | null;
  children: ReactNode;
}) {
  const t = useWords('matters');
  const id = useId();
  return (
    <fieldset className="hzc-group" aria-describedby={error ? id : undefined} data-error={error ? '' : undefined}>
      {label === null ? null : (
        <legend>
          {label}
          {required ? <span className="hz-small"> {t('shared.needed')}</span> : null}
        </legend>
      )}
      {hint ? <p className="hz-small">{hint}</p> : null}
      {children}
      {error ? (
        <p id={id} className="hz-field-error">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
