import { Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useState, type ReactNode } from 'react';

/** A password field that can show what is typed; password managers know it by `autoComplete`. */
export function SecretInput({
  label,
  hint,
  error,
  autoComplete,
  value,
  onChange,
  required = true,
}: {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  autoComplete: 'current-password' | 'new-password';
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
}) {
  const t = useWords('directory');
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      {(attributes) => (
        <div className="hz-row">
          <input
            {...attributes}
            required={required}
            className="hz-input"
            type={shown ? 'text' : 'password'}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <button type="button" className="hz-button" aria-pressed={shown} aria-label={t('secret.showOf', { label })} onClick={() => setShown(!shown)}>
            {t(shown ? 'secret.hide' : 'secret.show')}
          </button>
        </div>
      )}
    </Field>
  );
}
