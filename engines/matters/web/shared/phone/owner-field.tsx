import { Answer, Empty, Tag } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useDeferredValue, useId, useState } from 'react';
import type { OwnerCandidate } from '../client.ts';
import { keyOf, ownersOf, useCandidates, type Owner } from '../owners.ts';

/** Who is to handle it: the likely ones first with the reason, others by name or pinyin; with `many` several of them. */
export default function OwnerField({
  label,
  hint,
  error,
  required,
  matter,
  kind,
  value,
  onChange,
  many = false,
  max = 12,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  required: boolean;
  matter: string;
  kind?: string | undefined;
  value: unknown;
  onChange: (value: Owner | Owner[] | undefined) => void;
  many?: boolean;
  max?: number | undefined;
}) {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useCandidates(matter, kind, q);
  const picked = ownersOf(value);
  const [known, setKnown] = useState<readonly OwnerCandidate[]>([]);
  const chosen = (one: Owner) => picked.some((other) => keyOf(other) === keyOf(one));
  const choose = (one: OwnerCandidate) => {
    setKnown((before) => [...before.filter((other) => keyOf(other) !== keyOf(one)), one]);
    const owner = { org: one.org, post: one.post };
    if (!many) return onChange(owner);
    const next = chosen(one) ? picked.filter((other) => keyOf(other) !== keyOf(one)) : [...picked, owner];
    return onChange(next.length > 0 ? next : undefined);
  };
  return (
    <fieldset className="hz-chips" data-error={error ? '' : undefined} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        {label}
        {required ? <span className="hz-small"> {t('ui:ask.needed')}</span> : null}
      </legend>
      {hint ? <p className="hz-small">{hint}</p> : null}
      <Field label={t('phone.owner.search')}>
        {(attributes) => <input {...attributes} className="hz-input" type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Field>
      {many ? (
        <p className="hz-small" role="status">
          {t('shared.owner.picked', { count: picked.length, max })}
        </p>
      ) : null}
      <Answer of={found} rows={3}>
        {({ items }) => {
          const kept = known.filter((one) => chosen(one) && !items.some((other) => keyOf(other) === keyOf(one)));
          if (items.length + kept.length === 0) return <Empty title={t('phone.owner.none')} why={t('phone.owner.noneWhy')} icon="search" />;
          return (
            <ul className="hz-pick">
              {[...kept, ...items].map((one) => (
                <li key={keyOf(one)}>
                  <label data-on={chosen(one) ? '' : undefined}>
                    <input
                      type={many ? 'checkbox' : 'radio'}
                      name={id}
                      checked={chosen(one)}
                      disabled={many && !chosen(one) && picked.length >= max}
                      onChange={() => choose(one)}
                    />
                    <span>
                      <strong>{one.name}</strong> {one.suggested ? <Tag tone="info">{t('phone.owner.suggested')}</Tag> : null}
                      <span className="hz-small">
                        {[say(one.role), say(one.why), t('phone.owner.open', { count: one.open, n: time.count(one.open) })].filter(Boolean).join(' · ')}
                      </span>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
      {error ? (
        <p id={`${id}-error`} className="hz-field-error">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
