import { Failure, Field } from '@hezhi/ui';
import { faultsByField, useSay, useWords } from '@hezhi/web';
import { useState, type ReactNode } from 'react';
import { useRoute } from '../shared/client.ts';
import '../shared/duty.css';
import { freshKey, everyDay, type Typed } from './form-state.ts';
import { RulesFields } from './rules-fields.tsx';
import { ShiftFields } from './shift-fields.tsx';

/** Name, shifts, rules and members of a roster. `org`: whose posts may be members. */
export function RosterForm({
  org,
  value,
  onChange,
  onSave,
  onCancel,
  busy,
  error,
  head,
}: {
  org: string;
  value: Typed;
  onChange: (value: Typed) => void;
  onSave: () => void;
  onCancel: () => void;
  busy: boolean;
  error: Error | null;
  head?: ReactNode;
}) {
  const t = useWords('duty');
  const say = useSay();
  const candidates = useRoute('GET /duty/candidates', { query: { org } }, { enabled: org !== '' });
  const faults = faultsByField(error);
  const set = (change: Partial<Typed>) => onChange({ ...value, ...change });
  const people = candidates.data?.items ?? [];
  const roles = [...new Map(people.map((one) => [one.role, say(one.roleName)]))];
  return (
    <form
      className="duty-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {head}
      <div className="duty-fields">
        <Field label={t('form.name')} required error={faults['name'] ?? null}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={60} value={value.name} onChange={(event) => set({ name: event.target.value })} />
          )}
        </Field>
        <Field label={t('form.phone')} hint={t('form.phoneHint')} error={faults['phone'] ?? null}>
          {(attributes) => (
            <input
              {...attributes}
              className="hz-input"
              inputMode="tel"
              maxLength={30}
              value={value.phone ?? ''}
              onChange={(event) => set({ phone: event.target.value || null })}
            />
          )}
        </Field>
      </div>
      <label className="duty-check">
        <input type="checkbox" checked={value.public} onChange={(event) => set({ public: event.target.checked })} /> {t('form.public')}
      </label>
      <fieldset>
        <legend>{t('form.shifts')}</legend>
        {value.shifts.map((shift, index) => (
          <ShiftFields
            key={shift.key}
            index={index}
            value={shift}
            roles={roles}
            fault={faults[`shifts.${index}.name`] ?? faults[`shifts.${index}`] ?? null}
            onChange={(next) => set({ shifts: value.shifts.with(index, next) })}
            onRemove={value.shifts.length > 1 ? () => set({ shifts: value.shifts.toSpliced(index, 1) }) : null}
          />
        ))}
        <div className="hz-row">
          <button
            type="button"
            className="hz-button"
            disabled={value.shifts.length >= 12}
            onClick={() =>
              set({
                shifts: [
                  ...value.shifts,
                  { key: freshKey(value.shifts.map((one) => one.key)), name: '', from: 540, to: 1020, days: [...everyDay], need: 1, roles: [], weekdays: [] },
                ],
              })
            }
          >
            {t('form.addShift')}
          </button>
        </div>
      </fieldset>
      <RulesFields value={value.rules} onChange={(rules) => set({ rules })} />
      <Members people={people} value={value.members} onChange={(members) => set({ members })} />
      {candidates.error ? <Failure error={candidates.error} retry={() => void candidates.refetch()} /> : null}
      {error ? <Failure error={error} kept /> : null}
      <div className="hz-row">
        <button className="hz-button" data-primary="" disabled={busy}>
          {t('form.save')}
        </button>
        <button type="button" className="hz-button" onClick={onCancel}>
          {t('form.cancel')}
        </button>
      </div>
    </form>
  );
}

type Person = { post: string; name: string; roleName: Parameters<ReturnType<typeof useSay>>[0] };

/** Members in the order of their turn. */
function Members({ people, value, onChange }: { people: readonly Person[]; value: readonly string[]; onChange: (posts: string[]) => void }) {
  const t = useWords('duty');
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const nameOf = (post: string) => {
    const one = people.find((each) => each.post === post);
    return one ? `${one.name} · ${say(one.roleName)}` : '…';
  };
  const move = (index: number, by: number) => {
    const next = [...value];
    const [one] = next.splice(index, 1);
    next.splice(index + by, 0, one!);
    onChange(next);
  };
  const free = people.filter((one) => !value.includes(one.post));
  return (
    <fieldset>
      <legend>{t('form.members')}</legend>
      <p className="hz-small">{t('form.membersHint')}</p>
      {value.length === 0 ? <p>{t('form.noMembers')}</p> : null}
      <ol className="duty-members">
        {value.map((post, index) => (
          <li key={post}>
            <span>{nameOf(post)}</span>{' '}
            <button type="button" className="hz-button" disabled={index === 0} aria-label={`${nameOf(post)} ${t('form.up')}`} onClick={() => move(index, -1)}>
              ↑
            </button>{' '}
            <button
              type="button"
              className="hz-button"
              disabled={index === value.length - 1}
              aria-label={`${nameOf(post)} ${t('form.down')}`}
              onClick={() => move(index, 1)}
            >
              ↓
            </button>{' '}
            <button
              type="button"
              className="hz-button"
              aria-label={`${nameOf(post)} ${t('form.remove')}`}
              onClick={() => onChange(value.filter((one) => one !== post))}
            >
              {t('form.remove')}
            </button>
          </li>
        ))}
      </ol>
      <Field label={t('form.addMember')}>
        {(attributes) => (
          <select
            {...attributes}
            className="hz-input"
            value={wanted}
            onChange={(event) => {
              setWanted('');
              if (event.target.value) onChange([...value, event.target.value]);
            }}
          >
            <option value="">{t('swap.choose')}</option>
            {free.map((one) => (
              <option key={one.post} value={one.post}>
                {one.name} · {say(one.roleName)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}
