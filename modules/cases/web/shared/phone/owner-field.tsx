import { Answer, Empty, Tag } from '@hezhi/ui';
import { Field } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useDeferredValue, useId, useState } from 'react';
import { useRoute } from '../client.ts';

type Owner = { readonly org: string; readonly post?: string | null };
const asOwner = (value: unknown): Owner | null => (value && typeof value === 'object' && 'org' in value ? (value as Owner) : null);

/** Who is to handle it: the likely ones first with the reason, others by name or pinyin. */
export default function OwnerField({
  label,
  hint,
  error,
  required,
  matter,
  value,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  required: boolean;
  matter: string;
  value: unknown;
  onChange: (value: Owner) => void;
}) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useRoute('GET /cases/:id/handlers', { params: { id: matter }, query: q ? { q } : {} }, { enabled: matter !== '' });
  const chosen = asOwner(value);
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
      <Answer of={found} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('phone.owner.none')} why={t('phone.owner.noneWhy')} icon="search" />
          ) : (
            <ul className="hz-pick">
              {items.map((one) => {
                const on = chosen !== null && chosen.org === one.org && (chosen.post ?? null) === (one.post ?? null);
                return (
                  <li key={`${one.org}.${one.post ?? ''}`}>
                    <label data-on={on ? '' : undefined}>
                      <input type="radio" name={id} checked={on} onChange={() => onChange({ org: one.org, post: one.post })} />
                      <span>
                        <strong>{one.name}</strong> {one.suggested ? <Tag tone="info">{t('phone.owner.suggested')}</Tag> : null}
                        <span className="hz-small">
                          {[one.role ? say(one.role) : '', say(one.why), t('phone.owner.open', { count: one.open, n: time.count(one.open) })]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </span>
                    </label>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Answer>
      {error ? (
        <p id={`${id}-error`} className="hz-field-error">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
