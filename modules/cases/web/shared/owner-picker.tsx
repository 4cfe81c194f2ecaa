import { Answer, Empty, Tag } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useId, useState } from 'react';
import { useRoute, type Handler } from './client.ts';

type Owner = { org: string; post?: string | null };
const keyOf = (owner: Owner) => `${owner.org}/${owner.post ?? ''}`;

/**
 * Who is to have it: the likeliest first, each with the reason and how much they have on the table; a name or its pinyin finds others.
 * The value is `{org, post}`.
 */
export function OwnerPicker({ matter, value, onChange, label }: { matter: string | null; value: unknown; onChange: (owner: Owner) => void; label: string }) {
  const t = useWords('cases');
  const say = useSay();
  const name = useId();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useRoute('GET /cases/:id/handlers', { params: { id: matter ?? '' }, query: { q: q || undefined } }, { enabled: matter !== null });
  const picked = value as Owner | undefined;
  const [known, setKnown] = useState<Handler | null>(null);

  const draw = (one: Handler) => {
    const on = picked !== undefined && picked !== null && keyOf(picked) === keyOf(one);
    return (
      <label key={keyOf(one)} className="hzc-choice hzc-owner" data-on={on ? '' : undefined}>
        <input
          type="radio"
          name={name}
          checked={on}
          onChange={() => {
            setKnown(one);
            onChange({ org: one.org, post: one.post });
          }}
        />
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
      <Answer of={found} rows={3}>
        {({ items }) => (
          <div className="hzc-choices hzc-owner-list" role="radiogroup" aria-label={label}>
            {known && picked && keyOf(known) === keyOf(picked) && !items.some((one) => keyOf(one) === keyOf(known)) ? draw(known) : null}
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
