import { Answer, Empty } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { useEffect, useId, useState } from 'react';
import { useRoute, type Department } from '../shared/client.ts';

export type Role = 'lead' | 'assist';
/** Organisation -> its name and what it is to do. */
export type Chosen = Readonly<Record<string, { readonly name: string; readonly role: Role }>>;

/** Which departments, each as lead or assistant; those chosen stand first, whatever is looked for. */
export function DepartmentsPicker({ value, onChange, error }: { value: Chosen; onChange: (value: Chosen) => void; error: string | null }) {
  const t = useWords('whistles');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useRoute('GET /whistle-departments', { query: q ? { q } : {} });
  const set = (one: { org: string; name: string }, role: Role | null) => {
    const { [one.org]: _, ...rest } = value;
    onChange(role === null ? rest : { ...rest, [one.org]: { name: one.name, role } });
  };
  const row = (one: Pick<Department, 'org' | 'name'> & { open?: number }) => {
    const role = value[one.org]?.role ?? null;
    return (
      <fieldset key={one.org}>
        <legend>
          <strong>{one.name}</strong> {one.open === undefined ? null : <span className="hz-small hz-num">{t('pick.open', { count: one.open })}</span>}
        </legend>
        {(['lead', 'assist', null] as const).map((choice) => (
          <label key={choice ?? 'none'}>
            <input type="radio" name={`${id}-${one.org}`} checked={role === choice} onChange={() => set(one, choice)} />
            {t(choice === null ? 'pick.none' : `role.${choice}`)}
          </label>
        ))}
      </fieldset>
    );
  };
  const chosen = Object.entries(value).map(([org, { name }]) => ({ org, name }));
  return (
    <div data-error={error ? '' : undefined}>
      <input
        className="hz-input"
        type="search"
        aria-label={t('pick.search')}
        placeholder={t('pick.hint')}
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <p className="hz-small" role="status">
        {t('pick.chosen', {
          lead: chosen.filter(({ org }) => value[org]?.role === 'lead').length,
          assist: chosen.filter(({ org }) => value[org]?.role === 'assist').length,
        })}
      </p>
      <Answer of={found}>
        {({ items }) => (
          <div className="hzw-pick" role="group" aria-label={t('departments.title')}>
            {chosen.filter((one) => !items.some((item) => item.org === one.org)).map(row)}
            {items.map(row)}
            {items.length === 0 && chosen.length === 0 ? <Empty title={t('pick.empty')} why={t('pick.emptyWhy')} /> : null}
          </div>
        )}
      </Answer>
    </div>
  );
}
