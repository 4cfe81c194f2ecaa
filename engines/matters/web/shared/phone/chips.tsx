import { useWords } from '@hezhi/web';
import { useId } from 'react';
import './phone.css';

export type Chip = { readonly value: string; readonly text: string; readonly sub?: string };

/** Choices to be touched instead of typed: one (`radio`) or several (`checkbox`) of a few. A chosen one can be let go where nothing is required. */
export function Chips({
  label,
  chips,
  chosen,
  onChange,
  many = false,
  required = false,
  hint,
  error,
}: {
  label: string;
  chips: readonly Chip[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  many?: boolean;
  required?: boolean;
  hint?: string | undefined;
  error?: string | null | undefined;
}) {
  const id = useId();
  const t = useWords('ui');
  const touch = (value: string) => {
    if (many) return onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
    return onChange(chosen.includes(value) && !required ? [] : [value]);
  };
  const told = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <fieldset className="hz-chips" aria-describedby={told || undefined} data-error={error ? '' : undefined}>
      <legend>
        {label}
        {required ? <span className="hz-small"> {t('ask.needed')}</span> : null}
      </legend>
      {hint ? (
        <p id={`${id}-hint`} className="hz-small">
          {hint}
        </p>
      ) : null}
      <div className="hz-chips-row">
        {chips.map((chip) => (
          <label key={chip.value} data-on={chosen.includes(chip.value) ? '' : undefined}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={chosen.includes(chip.value)}
              required={required && !many}
              onChange={() => touch(chip.value)}
              onClick={() => !many && !required && chosen.includes(chip.value) && touch(chip.value)}
            />
            <span>
              {chip.text}
              {chip.sub ? <span className="hz-small">{chip.sub}</span> : null}
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className="hz-field-error">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
