import { useWords } from '@hezhi/web';
import type { Step } from './client.ts';
import { legKey } from './field-context.ts';
import { Group } from './field-input.tsx';

/** Which of several organisations at work side by side a step is about; nothing where it is clear. */
export function LegChoice({ step, value, onChange, error }: { step: Step; value: string | null; onChange: (leg: string) => void; error: string | null }) {
  const t = useWords('matters');
  if (step.choose.length === 0) return null;
  return (
    <Group label={t('shared.step.leg')} required error={error}>
      <div className="hzc-choices">
        {step.choose.map((leg) => (
          <label key={leg.id} className="hzc-choice" data-on={leg.id === value ? '' : undefined}>
            <input type="radio" name={legKey} value={leg.id} checked={leg.id === value} onChange={() => onChange(leg.id)} /> <span>{leg.name}</span>
          </label>
        ))}
      </div>
    </Group>
  );
}
