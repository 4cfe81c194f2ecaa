import { useWords } from '@hezhi/web';
import { useId } from 'react';
import { Icon } from './icons.tsx';

/** One to five, each named; a group of radio buttons, so that keyboard and reader know it. */
export function Stars({
  value,
  onChange,
  label,
  names,
}: {
  value: number | null;
  onChange: (value: number) => void;
  label: string;
  names?: readonly string[];
}) {
  const t = useWords('ui');
  const name = useId();
  return (
    <fieldset className="hz-stars">
      <legend>{label}</legend>
      {[1, 2, 3, 4, 5].map((star) => (
        <label key={star} data-on={value !== null && star <= value ? '' : undefined}>
          <input className="hz-visually-hidden" type="radio" name={name} value={star} checked={value === star} onChange={() => onChange(star)} />
          <Icon name="star" fill={value !== null && star <= value} />
          <span className="hz-visually-hidden">{names?.[star - 1] ?? t('stars', { count: star })}</span>
        </label>
      ))}
      <span aria-hidden="true">{value === null ? '' : (names?.[value - 1] ?? t('stars', { count: value }))}</span>
    </fieldset>
  );
}
