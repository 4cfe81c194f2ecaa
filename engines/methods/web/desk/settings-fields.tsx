import { useWords } from '@hezhi/web';
import { InputNumber, Select, Switch } from 'antd';
import { useId } from 'react';
import type { Setting, SettingValue } from '../shared/client.ts';

/** The settings of a pack within their bounds. What is not changed keeps what the pack says. */
export function SettingsFields({
  settings,
  values,
  onChange,
}: {
  settings: readonly Setting[];
  values: Record<string, SettingValue>;
  onChange: (key: string, value: SettingValue) => void;
}) {
  return (
    <div className="hzm-settings">
      {settings.map((one) => (
        <SettingField key={one.key} setting={one} value={values[one.key] ?? one.value} onChange={(value) => onChange(one.key, value)} />
      ))}
    </div>
  );
}

function SettingField({ setting, value, onChange }: { setting: Setting; value: SettingValue; onChange: (value: SettingValue) => void }) {
  const t = useWords('methods');
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{setting.label}</label>
      <div className="hz-row">
        <Entry id={id} setting={setting} value={value} onChange={onChange} />
      </div>
      <p className="hz-small" id={`${id}-hint`}>
        {[setting.hint, setting.boundsText ? t('settings.between', { bounds: setting.boundsText }) : '', t('settings.else', { value: setting.defaultText })]
          .filter(Boolean)
          .join(' ')}
      </p>
    </div>
  );
}

function Entry({ id, setting, value, onChange }: { id: string; setting: Setting; value: SettingValue; onChange: (value: SettingValue) => void }) {
  const described = { id, 'aria-describedby': `${id}-hint` };
  if (typeof value === 'boolean') return <Switch {...described} checked={value} onChange={onChange} />;
  if (setting.type === 'choice')
    return <Select {...described} style={{ minWidth: 220 }} value={typeof value === 'string' ? value : ''} options={setting.options} onChange={onChange} />;
  if (typeof value === 'object') {
    // Shown and typed in the unit in which the bounds are said; parts of an hour are kept as minutes.
    const { min, max, scale } = setting;
    return (
      <>
        <InputNumber
          {...described}
          value={value.amount / scale}
          {...(scale > 1 ? {} : { precision: 0 })}
          min={typeof min === 'object' && min ? min.amount / scale : 1}
          max={typeof max === 'object' && max ? max.amount / scale : undefined}
          onChange={(amount) => amount !== null && onChange({ ...value, amount: Math.round(amount * scale) })}
        />
        <span>{setting.unit}</span>
      </>
    );
  }
  return (
    <>
      <InputNumber
        {...described}
        value={Number(value)}
        min={typeof setting.min === 'number' ? setting.min : undefined}
        max={typeof setting.max === 'number' ? setting.max : undefined}
        onChange={(number) => number !== null && onChange(number)}
      />
      <span>{setting.unit}</span>
    </>
  );
}
