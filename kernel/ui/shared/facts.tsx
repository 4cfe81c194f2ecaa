import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Tone } from './tag.tsx';

/** Name and value in pairs; null values are left out; `wide` takes the whole line. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: ReactNode, wide?: 'wide'])[] }) {
  return (
    <dl className="hz-facts">
      {items.map(([label, value, wide]) =>
        value === null || value === undefined || value === '' ? null : (
          <div key={label} className={wide ? 'hz-wide' : undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** One number with its name; with `to` it opens the list behind it. */
export function Figure({
  label,
  value,
  unit,
  to,
  tone,
  note,
}: {
  label: string;
  value: string | number;
  unit?: string;
  to?: string;
  tone?: Tone;
  note?: ReactNode;
}) {
  const inside = (
    <>
      <span className="hz-figure-label">{label}</span>
      <div>
        <span className="hz-figure-value">{value}</span>
        {unit ? <span className="hz-figure-unit">{unit}</span> : null}
      </div>
      {note ? <span className="hz-small">{note}</span> : null}
    </>
  );
  return to === undefined ? (
    <div className="hz-figure" data-tone={tone}>
      {inside}
    </div>
  ) : (
    <Link className="hz-figure" data-tone={tone} to={to}>
      {inside}
    </Link>
  );
}
