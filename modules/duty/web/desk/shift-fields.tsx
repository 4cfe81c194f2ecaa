import { Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { everyDay, minutesOf, timeOf, type Typed } from './form-state.ts';

type Shift = Typed['shifts'][number];

/** One shift: name, hours, days, how many people, which roles. */
export function ShiftFields({
  index,
  value,
  roles,
  fault,
  onChange,
  onRemove,
}: {
  index: number;
  value: Shift;
  roles: readonly (readonly [string, string])[];
  fault: string | null;
  onChange: (value: Shift) => void;
  onRemove: (() => void) | null;
}) {
  const t = useWords('duty');
  const set = (change: Partial<Shift>) => onChange({ ...value, ...change });
  const toggle = <T,>(list: readonly T[], one: T): T[] => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);
  return (
    <div className="duty-shift" role="group" aria-label={t('form.shift', { n: index + 1 })}>
      <div className="duty-fields">
        <Field label={t('form.shiftName')} required error={fault}>
          {(attributes) => (
            <input {...attributes} className="hz-input" maxLength={30} value={value.name} onChange={(event) => set({ name: event.target.value })} />
          )}
        </Field>
        <Field label={t('form.from')} required>
          {(attributes) => (
            <input
              {...attributes}
              type="time"
              className="hz-input"
              value={timeOf(value.from)}
              onChange={(event) => set({ from: minutesOf(event.target.value) ?? value.from })}
            />
          )}
        </Field>
        <Field label={t('form.to')} hint={t('form.toHint')} required>
          {(attributes) => (
            <input
              {...attributes}
              type="time"
              className="hz-input"
              value={timeOf(value.to)}
              onChange={(event) => set({ to: minutesOf(event.target.value) ?? value.to })}
            />
          )}
        </Field>
        <Field label={t('form.need')} required>
          {(attributes) => (
            <input
              {...attributes}
              type="number"
              className="hz-input"
              min={1}
              max={50}
              value={value.need}
              onChange={(event) => set({ need: Math.max(1, Math.min(50, Math.round(Number(event.target.value)) || 1)) })}
            />
          )}
        </Field>
      </div>
      <div className="duty-checks" role="group" aria-label={t('form.days')}>
        <span>{t('form.days')}</span>
        {everyDay.map((kind) => (
          <label key={kind} className="duty-check">
            <input
              type="checkbox"
              checked={value.days.includes(kind)}
              disabled={value.days.length === 1 && value.days[0] === kind}
              onChange={() => set({ days: toggle(value.days, kind) })}
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </div>
      {roles.length > 0 ? (
        <div className="duty-checks" role="group" aria-label={t('form.roles')}>
          <span>{t('form.roles')}</span>
          {roles.map(([key, name]) => (
            <label key={key} className="duty-check">
              <input type="checkbox" checked={value.roles.includes(key)} onChange={() => set({ roles: toggle(value.roles, key) })} />
              {name}
            </label>
          ))}
        </div>
      ) : null}
      {onRemove ? (
        <div className="hz-row">
          <button type="button" className="hz-button" onClick={onRemove}>
            {t('form.removeShift')}
          </button>
        </div>
      ) : null}
    </div>
  );
}
