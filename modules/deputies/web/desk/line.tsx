import { Field } from '@hezhi/ui';

/** A labelled line of a form. */
export function Line({
  label,
  hint,
  type = 'text',
  value,
  set,
  max = 120,
  required = false,
}: {
  label: string;
  hint?: string;
  type?: string;
  value: string;
  set: (value: string) => void;
  max?: number;
  required?: boolean;
}) {
  return (
    <Field label={label} required={required} {...(hint ? { hint } : {})}>
      {(attributes) => <input {...attributes} className="hz-input" type={type} maxLength={max} value={value} onChange={({ target }) => set(target.value)} />}
    </Field>
  );
}

/** A labelled choice of a form. */
export function Choice<T extends string>({
  label,
  value,
  options,
  set,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  set: (value: T) => void;
}) {
  return (
    <Field label={label}>
      {(attributes) => (
        <select
          {...attributes}
          className="hz-input"
          value={value}
          onChange={({ target }) => set(options.find((one) => one.value === target.value)?.value ?? value)}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
