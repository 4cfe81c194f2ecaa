import { Field } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import type { TypedKeepers } from './ballot-draft.ts';

/** Whether the key that opens the votes is split among keepers, and how many of them are needed. */
export function Keepers({ value, onChange }: { value: TypedKeepers; onChange: (value: TypedKeepers) => void }) {
  const t = useWords('ballots');
  return (
    <div className="hz-form">
      <Checkbox checked={value.on} onChange={({ target }) => onChange({ ...value, on: target.checked })}>
        {t('keepers.split')}
      </Checkbox>
      <p className="hz-small">{t('keepers.why')}</p>
      {value.on ? (
        <>
          <Field label={t('keepers.need')}>
            {({ id }) => <InputNumber id={id} min={2} max={9} precision={0} value={value.need} onChange={(need) => onChange({ ...value, need: need ?? 2 })} />}
          </Field>
          <ol className="hzb-questions">
            {value.names.map((name, at) => (
              <li key={at}>
                <div className="hz-row">
                  <Input
                    aria-label={t('keepers.name', { n: at + 1 })}
                    placeholder={t('keepers.name', { n: at + 1 })}
                    maxLength={60}
                    value={name}
                    onChange={({ target }) => onChange({ ...value, names: value.names.map((one, i) => (i === at ? target.value : one)) })}
                    style={{ maxWidth: 260 }}
                  />
                  {value.names.length > 2 ? (
                    <Button aria-label={t('keepers.drop', { n: at + 1 })} onClick={() => onChange({ ...value, names: value.names.filter((_, i) => i !== at) })}>
                      {t('make.drop')}
                    </Button>
                  ) : null}
                </div>
              </li>
            ))}
          </ol>
          {value.names.length < 9 ? <Button onClick={() => onChange({ ...value, names: [...value.names, ''] })}>{t('keepers.add')}</Button> : null}
        </>
      ) : null}
    </div>
  );
}
