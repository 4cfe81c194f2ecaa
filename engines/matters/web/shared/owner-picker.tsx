import { Answer, Empty, Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useId, useState } from 'react';
import type { OwnerCandidate } from './client.ts';
import type { FieldContext } from './field-context.ts';
import { keyOf, ownersOf, useCandidates, type Owner } from './owners.ts';

/**
 * Who is to have it: the likeliest first, each with the reason and how much they have on the table; a name or its pinyin finds others.
 * The value is `{org, post}`, with `many` a list of them; `max` of these at most.
 */
export function OwnerPicker({
  context,
  value,
  onChange,
  label,
  many = false,
  max = 12,
}: {
  context: Pick<FieldContext, 'id' | 'kind'>;
  value: unknown;
  onChange: (value: Owner | Owner[] | undefined) => void;
  label: string;
  many?: boolean;
  max?: number;
}) {
  const t = useWords('matters');
  const say = useSay();
  const name = useId();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useCandidates(context.id, context.kind, q);
  const picked = ownersOf(value);
  // Those chosen stay in sight, whatever is looked for next.
  const [known, setKnown] = useState<readonly OwnerCandidate[]>([]);
  const chosen = (one: Owner) => picked.some((other) => keyOf(other) === keyOf(one));

  const choose = (one: OwnerCandidate) => {
    setKnown((before) => [...before.filter((other) => keyOf(other) !== keyOf(one)), one]);
    const owner = { org: one.org, post: one.post };
    if (!many) return onChange(owner);
    const next = chosen(one) ? picked.filter((other) => keyOf(other) !== keyOf(one)) : [...picked, owner];
    return onChange(next.length > 0 ? next : undefined);
  };
  const draw = (one: OwnerCandidate) => {
    const on = chosen(one);
    return (
      <label key={keyOf(one)} className="hzc-choice hzc-owner" data-on={on ? '' : undefined}>
        <input type={many ? 'checkbox' : 'radio'} name={name} checked={on} disabled={many && !on && picked.length >= max} onChange={() => choose(one)} />
        <span>
          <strong>{one.name}</strong> <span className="hz-small">{say(one.role)}</span>
          {one.suggested ? <Tag tone="info">{t('shared.owner.suggested')}</Tag> : null}
          <span className="hz-small hzc-owner-why">
            {say(one.why)} · <span className="hz-num">{t('shared.owner.open', { count: one.open })}</span>
          </span>
        </span>
      </label>
    );
  };

  return (
    <div className="hzc-owners">
      <input
        className="hz-input"
        type="search"
        aria-label={t('shared.owner.search', { label })}
        placeholder={t('shared.owner.hint')}
        value={typed}
        maxLength={60}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {many ? (
        <p className="hz-small" role="status">
          {t('shared.owner.picked', { count: picked.length, max })}
        </p>
      ) : null}
      <Answer of={found} rows={3}>
        {({ items }) => (
          <div className="hzc-choices hzc-owner-list" role={many ? 'group' : 'radiogroup'} aria-label={label}>
            {known.filter((one) => chosen(one) && !items.some((other) => keyOf(other) === keyOf(one))).map(draw)}
            {items.map(draw)}
            {items.length === 0 ? (
              <Empty title={t(q ? 'shared.owner.none' : 'shared.owner.nobody')} why={t(q ? 'shared.owner.noneWhy' : 'shared.owner.nobodyWhy')} />
            ) : null}
          </div>
        )}
      </Answer>
    </div>
  );
}
