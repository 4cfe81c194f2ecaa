import { useToast } from '@hezhi/ui/desk';
import { useSay, useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import type { MatterDetail, Step } from '../shared/client.ts';
import { StepForm } from '../shared/step-form.tsx';
import { Drawer } from './drawer.tsx';
import './steps.css';

const rank = { main: 0, plain: 1, danger: 2 } as const;

/** What I may do now; what I may not, greyed with the reason beside it. `d` goes to the first of them. */
export function StepBar({ detail, onDone }: { detail: MatterDetail; onDone: (step: string) => void }) {
  const t = useWords('matters');
  const say = useSay();
  const toast = useToast();
  const [opened, setOpened] = useState<Step | null>(null);
  const [why, setWhy] = useState(false);
  const first = useRef<HTMLDivElement>(null);
  const allowed = detail.steps.filter((step) => step.allowed).sort((a, b) => rank[a.tone] - rank[b.tone]);
  const refused = detail.steps.filter((step) => !step.allowed);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'd' || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (event.target instanceof HTMLElement && (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))) return;
      const button = first.current?.querySelector('button');
      if (!button) return;
      event.preventDefault();
      button.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  if (detail.steps.length === 0) return null;
  // The newest answer's word on the step that is open; gone from it: no longer allowed.
  const now = opened
    ? latest(
        opened,
        detail.steps.find((step) => step.key === opened.key),
        t('desk.steps.gone'),
      )
    : null;

  return (
    <section className="hzc-steps hz-no-print" aria-label={t('desk.steps.label')}>
      {why ? (
        <ul className="hzc-refused" id="hzc-refused">
          {refused.map((step) => (
            <li key={step.key}>
              <button type="button" className="hz-button" aria-disabled="true" title={step.reason?.detail} aria-describedby={`hzc-why-${step.key}`}>
                {say(step.name)}
              </button>
              <span id={`hzc-why-${step.key}`} className="hz-small">
                {step.reason?.detail}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="hz-row" ref={first}>
        {allowed.map((step) => (
          <button
            key={step.key}
            type="button"
            className="hz-button"
            data-primary={step.tone === 'main' ? '' : undefined}
            data-hurts={step.tone === 'danger' ? '' : undefined}
            onClick={() => setOpened(step)}
          >
            {say(step.name)}
          </button>
        ))}
        {allowed.length === 0 ? <span className="hz-small">{t('desk.steps.none')}</span> : null}
        {refused.length > 0 ? (
          <button type="button" className="hzc-link hzc-why" aria-expanded={why} aria-controls="hzc-refused" onClick={() => setWhy(!why)}>
            {t(why ? 'desk.steps.hideRefused' : 'desk.steps.refused', { count: refused.length })}
          </button>
        ) : null}
      </div>
      {now ? (
        <Drawer title={say(now.name)} sub={`${detail.matter.title} ${detail.matter.number}`} onClose={() => setOpened(null)}>
          <StepForm
            key={now.key}
            matter={detail.matter}
            step={now}
            onCancel={() => setOpened(null)}
            onDone={() => {
              const name = say(now.name);
              setOpened(null);
              toast(t('desk.steps.done', { step: name }));
              onDone(name);
            }}
          />
        </Drawer>
      ) : null}
    </section>
  );
}

/** A step that may no longer be taken keeps the form with which it was opened, so that what was typed stays in sight. */
function latest(opened: Step, now: Step | undefined, gone: string): Step {
  if (now?.allowed) return now;
  return { ...opened, allowed: false, reason: now?.reason ?? { code: '', detail: gone } };
}
