import { Field } from '@hezhi/ui';
import { Suspense } from 'react';
import { useKind, type SubjectProps } from './kinds.ts';

/** A key of the kind's subject tree by the kind's own input; where it gives none, the key itself is typed. */
export function SubjectField({ kind, ...props }: SubjectProps & { kind: string | undefined }) {
  const { subject: Input } = useKind(kind ?? '');
  const { label, hint, error = null, field, value, onChange } = props;
  if (Input)
    return (
      <Suspense fallback={null}>
        <Input {...props} />
      </Suspense>
    );
  return (
    <Field label={label} required={field.required ?? false} error={error} {...(hint ? { hint } : {})}>
      {(attributes) => (
        <input
          {...attributes}
          className="hz-input"
          maxLength={40}
          value={value}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
      )}
    </Field>
  );
}
