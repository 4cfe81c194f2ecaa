import { AreaPicker } from '@hezhi/matters/screens/desk';
import { Failure, Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button, Checkbox, Input, Select } from 'antd';
import type { FormEvent } from 'react';

export const who = ['district', 'street', 'community_declared', 'community_confirmed'] as const;
type Who = (typeof who)[number];

/** What is typed; `who` empty: as the method in force says; moments as the browser's local fields hold them, in China's time. */
export type Typed = { area: string; title: string; about: string; opensAt: string; closesAt: string; proposing: boolean; who: Who | ''; statements: string };

/** `2026-11-23T09:00` in China's time as RFC 3339. */
export const moment = (local: string): string => `${local}:00+08:00`;
/** The reverse of `moment`. */
export const local = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);
export const lines = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line.length >= 4);

/** The fields of a question, with its first statements when it is new. */
export function QuestionForm({
  value,
  onChange,
  onSave,
  onCancel,
  busy,
  error,
  isNew,
}: {
  value: Typed;
  onChange: (value: Typed) => void;
  onSave: () => void;
  onCancel: () => void;
  busy: boolean;
  error: Error | null;
  isNew: boolean;
}) {
  const t = useWords('opinions');
  const set = (part: Partial<Typed>): void => onChange({ ...value, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave();
  };
  const ready = value.title.trim().length >= 4 && value.about.trim().length >= 10 && value.opensAt !== '' && value.closesAt > value.opensAt;
  return (
    <form className="hz-form" onSubmit={submit} style={{ maxWidth: 760 }}>
      <Field label={t('form.title')} hint={t('form.titleHint')} required>
        {(attributes) => <Input {...attributes} maxLength={100} value={value.title} onChange={({ target }) => set({ title: target.value })} />}
      </Field>
      <Field label={t('form.about')} hint={t('form.aboutHint')} required>
        {(attributes) => (
          <Input.TextArea {...attributes} rows={5} maxLength={2000} value={value.about} onChange={({ target }) => set({ about: target.value })} />
        )}
      </Field>
      <Field label={t('form.area')} required>
        {() => <AreaPicker value={value.area} onChange={(area) => set({ area: area ?? value.area })} label={t('form.area')} />}
      </Field>
      <Field label={t('who.label')} hint={t('who.hint')}>
        {({ required: _, ...attributes }) => (
          <Select<Who | ''>
            {...attributes}
            value={value.who}
            onChange={(chosen) => set({ who: chosen })}
            options={(['', ...who] as const).map((one) => ({ value: one, label: t(`who.${one === '' ? 'usual' : one}`) }))}
          />
        )}
      </Field>
      <div className="hz-row">
        {(['opensAt', 'closesAt'] as const).map((key) => (
          <Field key={key} label={t(`form.${key}`)} required>
            {(attributes) => (
              <input {...attributes} type="datetime-local" className="hz-input" value={value[key]} onChange={({ target }) => set({ [key]: target.value })} />
            )}
          </Field>
        ))}
      </div>
      <Checkbox checked={value.proposing} onChange={({ target }) => set({ proposing: target.checked })}>
        {t('form.proposing')}
      </Checkbox>
      {isNew ? (
        <Field label={t('form.statements')} hint={t('form.statementsHint')}>
          {(attributes) => <Input.TextArea {...attributes} rows={8} value={value.statements} onChange={({ target }) => set({ statements: target.value })} />}
        </Field>
      ) : null}
      <p className="hzo-poll hz-small">{t('poll')}</p>
      <Failure error={error} kept />
      <div className="hz-row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          {t('form.save')}
        </Button>
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
        {ready ? null : <span className="hz-small">{t('form.needed')}</span>}
      </div>
    </form>
  );
}
