import { Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Checkbox, InputNumber, Select } from 'antd';
import type { Rule } from '../../contract/rule.ts';
import type { TypedBallot } from './ballot-draft.ts';

/** What law leaves open and no method pack has settled: changes, proxies, who sees participation, which of two ballots stands. */
export function Adjust({ value, rule, onChange }: { value: TypedBallot; rule: Rule; onChange: (part: Partial<TypedBallot>) => void }) {
  const t = useWords('ballots');
  const { adjust } = value;
  const set = (part: Partial<TypedBallot['adjust']>): void => onChange({ adjust: { ...adjust, ...part } });
  const pick = (key: 'running' | 'collision' | 'publish' | 'ranking', options: readonly string[]) => (
    <Field label={t(`adjust.${key}`)}>
      {({ id }) => (
        <Select
          id={id}
          style={{ width: '100%', maxWidth: 420 }}
          value={adjust[key] ?? rule.ranking}
          onChange={(chosen) => set({ [key]: chosen } as Partial<TypedBallot['adjust']>)}
          options={options.map((one) => ({ value: one, label: t(`adjust.${key}_${one}`) }))}
        />
      )}
    </Field>
  );
  return (
    <details>
      <summary>{t('adjust.title')}</summary>
      <div className="hz-form">
        <Checkbox checked={adjust.change} onChange={({ target }) => set({ change: target.checked })}>
          {t('adjust.change')}
        </Checkbox>
        <Checkbox checked={adjust.early} onChange={({ target }) => set({ early: target.checked })}>
          {t('adjust.early')}
        </Checkbox>
        <Field label={t('adjust.proxies')} hint={t('adjust.proxiesHint')}>
          {({ id }) => <InputNumber id={id} min={0} max={100} precision={0} value={adjust.proxies} onChange={(proxies) => set({ proxies: proxies ?? 0 })} />}
        </Field>
        {pick('running', ['public', 'staff', 'nobody'])}
        {pick('collision', ['last', 'first', 'paper', 'online'])}
        {value.questions.some(({ kind }) => kind === 'ranking') ? pick('ranking', ['irv', 'stv', 'borda']) : null}
        {value.secrecy === 'open' ? pick('publish', ['receipts', 'labels']) : null}
        {rule.notice_days === 0 ? <p className="hz-small">{t('adjust.noNotice')}</p> : null}
      </div>
    </details>
  );
}
