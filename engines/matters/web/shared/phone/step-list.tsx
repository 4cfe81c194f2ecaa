import { Icon } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import type { Step } from '../client.ts';
import { Sheet } from './sheet.tsx';

/** All steps of a matter: what I may do now, and what not, with the reason beside it. */
export function StepList({ steps, onChoose, onClose }: { steps: readonly Step[]; onChoose: (step: Step) => void; onClose: () => void }) {
  const t = useWords('matters');
  const say = useSay();
  const allowed = steps.filter((step) => step.allowed);
  const not = steps.filter((step) => !step.allowed);
  return (
    <Sheet title={t('phone.steps.title')} onClose={onClose}>
      {allowed.length > 0 ? (
        <ul className="hz-pick">
          {allowed.map((step) => (
            <li key={step.key}>
              <button type="button" data-tone={step.tone} onClick={() => onChoose(step)}>
                <strong>{say(step.name)}</strong>
                <Icon name="right" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('phone.steps.none')}</p>
      )}
      {not.length > 0 ? (
        <section className="hz-not-now">
          <h3>{t('phone.steps.notNow')}</h3>
          <ul>
            {not.map((step) => (
              <li key={step.key}>
                <strong>{say(step.name)}</strong>
                <span className="hz-small">{step.reason?.detail}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Sheet>
  );
}
