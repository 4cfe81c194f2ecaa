import { Failure } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Matter, Step } from './client.ts';
import { FieldInput } from './field-input.tsx';
import { LegChoice } from './leg-choice.tsx';
import './shared.css';
import { legKey } from './field-context.ts';
import { stepDraft, useStep } from './use-step.ts';

/**
 * The form of one step for desk and phones: its fields, what it does to others before it is done, and what the server says. Ctrl+Enter sends.
 * `step` is the step as the newest answer has it: when it is no longer allowed the reason is shown and what was typed stays.
 */
export function StepForm({
  matter,
  step,
  onDone,
  onCancel,
  camera = false,
  head,
}: {
  matter: Pick<Matter, 'id' | 'kind' | 'revision' | 'district' | 'area' | 'point' | 'subject'>;
  step: Step;
  onDone: () => void;
  onCancel: () => void;
  camera?: boolean;
  head?: ReactNode;
}) {
  const t = useWords('matters');
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const taking = useStep(matter, step, onDone);
  const context = {
    id: matter.id,
    kind: matter.kind,
    step: step.key,
    district: matter.district,
    area: matter.area,
    point: matter.point,
    subject: matter.subject,
    draft: stepDraft(matter.id, step.key),
    camera,
  };

  const faults = [legKey, ...step.fields.map((field) => field.key)].map((key) => taking.fault(key)).join('');
  useEffect(() => {
    if (faults === '') return;
    const box = form.current?.querySelector<HTMLElement>('[aria-invalid], [data-error] input, [data-error] button');
    box?.focus();
    box?.scrollIntoView({ block: 'center' });
  }, [faults]);

  const latest = useRef(taking.submit);
  useEffect(() => {
    latest.current = taking.submit;
  });
  useEffect(() => {
    const here = form.current;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void latest.current();
    };
    here?.addEventListener('keydown', press);
    return () => here?.removeEventListener('keydown', press);
  }, []);

  return (
    <form
      ref={form}
      className="hz-form hzc-step"
      noValidate
      aria-busy={taking.busy}
      onSubmit={(event) => {
        event.preventDefault();
        void taking.submit();
      }}
    >
      {head}
      {taking.restored ? (
        <p className="hz-small hzc-restored" role="status">
          {t('shared.step.restored')}{' '}
          <button type="button" className="hzc-link" onClick={taking.clear}>
            {t('shared.step.forget')}
          </button>
        </p>
      ) : null}
      {taking.stale === null ? null : (
        <div className="hz-failure" role="alert">
          <div>
            <p>{taking.stale}</p>
            <p className="hz-small">{t('shared.step.staleKept')}</p>
          </div>
        </div>
      )}
      {step.allowed ? null : (
        <div className="hz-failure" role="status">
          <div>
            <p>{t('shared.step.notNow', { reason: step.reason?.detail ?? '' })}</p>
          </div>
        </div>
      )}
      <LegChoice step={step} value={taking.leg} onChange={taking.setLeg} error={taking.fault(legKey)} />
      {step.fields.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          value={taking.values[field.key]}
          onChange={(value) => taking.set(field.key, value)}
          error={taking.fault(field.key)}
          context={context}
        />
      ))}
      {step.confirm ? <p className="hz-dialog-effect">{say(step.confirm)}</p> : null}
      {taking.error ? <Failure error={taking.error} kept retry={() => void taking.submit()} /> : null}
      <div className="hz-dialog-buttons hzc-step-buttons">
        <button type="button" className="hz-button" onClick={onCancel}>
          {t('shared.cancel')}
        </button>
        <button
          className="hz-button"
          data-primary={step.tone === 'danger' ? undefined : ''}
          data-danger={step.tone === 'danger' ? '' : undefined}
          disabled={taking.busy || !step.allowed}
        >
          {taking.busy ? t('shared.step.busy') : say(step.name)}
        </button>
      </div>
    </form>
  );
}
