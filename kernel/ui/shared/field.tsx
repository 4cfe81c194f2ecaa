import { useWords } from '@hezhi/web';
import { useId, type ReactNode } from 'react';

/** A labelled input that says its fault; plain HTML, so that it works before any library is there. */
export function Field({
  label,
  hint,
  error,
  required = false,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  required?: boolean;
  children: (attributes: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; required: boolean }) => ReactNode;
}) {
  const id = useId();
  const t = useWords('ui');
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="hz-field">
      <label htmlFor={id}>
        {label}
        {required ? <span className="hz-small"> {t('ask.needed')}</span> : null}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="hz-small">
          {hint}
        </p>
      ) : null}
      {children({ id, required, ...(described ? { 'aria-describedby': described } : {}), ...(error ? { 'aria-invalid': true as const } : {}) })}
      {error ? (
        <p id={`${id}-error`} className="hz-field-error">
          {error}
        </p>
      ) : null}
    </div>
  );
}
