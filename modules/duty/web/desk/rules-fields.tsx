import { Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { minutesOf, timeOf, type Typed } from './form-state.ts';

type Rules = Typed['rules'];

/** What the roster must keep to. */
export function RulesFields({ value, onChange }: { value: Rules; onChange: (rules: Rules) => void }) {
  const t = useWords('duty');
  const set = (change: Partial<Rules>) => onChange({ ...value, ...change });
  const { offPeak } = value;
  const check = (key: 'everyDay' | 'swapApproval') => (
    <label className="duty-check">
      <input type="checkbox" checked={value[key]} onChange={(event) => set({ [key]: event.target.checked })} /> {t(`form.${key}`)}
    </label>
  );
  const number = (key: 'restHours' | 'maxDays' | 'spread', min: number, max: number) => (
    <Field label={t(`form.${key}`)}>
      {(attributes) => (
        <input
          {...attributes}
          type="number"
          className="hz-input"
          min={min}
          max={max}
          value={value[key]}
          onChange={(event) => set({ [key]: Math.max(min, Math.min(max, Math.round(Number(event.target.value)) || min)) })}
        />
      )}
    </Field>
  );
  const span = (key: 'evening' | 'restDay') =>
    offPeak ? (
      <div className="duty-checks" role="group" aria-label={t(`form.${key}`)}>
        <span>{t(`form.${key}`)}</span>
        {([0, 1] as const).map((end) => (
          <input
            key={end}
            type="time"
            className="hz-input"
            style={{ width: 130 }}
            aria-label={`${t(`form.${key}`)} ${t(end === 0 ? 'form.from' : 'form.to')}`}
            value={timeOf(offPeak[key][end])}
            onChange={(event) => {
              const minutes = minutesOf(event.target.value);
              const pair: [number, number] = [...offPeak[key]];
              if (minutes !== null) pair[end] = end === 1 && minutes === 0 ? 1440 : minutes;
              if (pair[0] < pair[1]) set({ offPeak: { ...offPeak, [key]: pair } });
            }}
          />
        ))}
      </div>
    ) : null;
  return (
    <fieldset>
      <legend>{t('form.rules')}</legend>
      {check('everyDay')}
      <label className="duty-check">
        <input
          type="checkbox"
          checked={offPeak !== null}
          onChange={(event) => set({ offPeak: event.target.checked ? { evening: [1050, 1260], restDay: [540, 1050] } : null })}
        />{' '}
        {t('form.offPeak')}
      </label>
      {span('evening')}
      {span('restDay')}
      <div className="duty-fields">
        {number('restHours', 0, 48)}
        {number('maxDays', 1, 31)}
        {number('spread', 1, 31)}
      </div>
      {check('swapApproval')}
    </fieldset>
  );
}
