import { ReadAloud, StatusSentence } from '@hezhi/ui';
import { Card, useToast } from '@hezhi/ui/phone';
import { useSay, useWords } from '@hezhi/web';
import { useState, type ReactNode } from 'react';
import type { MatterDetail, Step } from '../shared/client.ts';
import { useKind } from '../shared/kinds.ts';
import type { Passed, PassedVoices } from '../shared/photos.ts';
import { StateTag } from '../shared/status.tsx';
import { MatterTimeline } from '../shared/timeline.tsx';
import { AskerStep } from './asker-step.tsx';
import { RatePanel, ratingOf } from './rate-panel.tsx';
import './resident.css';

/** What who asked reads of the own matter, with an account or by a proof of their own. */
export type AskerDetail = Pick<MatterDetail, 'matter' | 'legs' | 'timeline' | 'steps' | 'sentence'> & {
  /** Without a session: addresses of the photos that open all the same. */
  readonly photos?: Passed;
  readonly voices?: PassedVoices;
};

/** Takes a step of the matter; throws `Problem` or `Away`. */
export type TakeStep = (step: string, data: Record<string, unknown>) => Promise<unknown>;

/** The sentence first, then what one can do, what the kind tells, and all that happened. `token`: proof of a visitor's files. */
export function AskerMatter({
  detail,
  take,
  token,
  facts,
  after,
}: {
  detail: AskerDetail;
  take: TakeStep;
  token: string | null;
  facts: ReactNode;
  after?: ReactNode;
}) {
  const t = useWords('matters');
  const say = useSay();
  const toast = useToast();
  const [open, setOpen] = useState<string | null>(null);
  const { matter, legs } = detail;
  const { asker } = useKind(matter.kind);
  const leg = legs[0];
  const rate = detail.steps.find((step) => step.allowed && ratingOf(step) !== null);
  const listed = asker ? Object.keys(asker).flatMap((key) => detail.steps.find((step) => step.key === key) ?? []) : detail.steps;
  const steps = listed.filter((step) => step !== rate && !(asker?.[step.key]?.rating ?? false));
  const allowed = steps.filter((step) => step.allowed);
  const refused = steps.filter((step): step is Step & { reason: NonNullable<Step['reason']> } => !step.allowed && step.reason !== null);
  const current = allowed.find((step) => step.key === open);
  const nameOf = (step: Step): string => word(asker?.[step.key]?.name) ?? say(step.name);
  const word = (key: string | undefined): string | null => (key === undefined ? null : t(key));
  const done = async (step: Step, data: Record<string, unknown>) => {
    await take(step.key, data);
    setOpen(null);
    toast(word(asker?.[step.key]?.told) ?? t('resident.done', { step: nameOf(step) }));
  };

  return (
    <>
      <Card {...(matter.overdue ? { tone: 'late' as const } : {})}>
        <div className="hz-res-section">
          <div className="hz-row">
            <StateTag matter={matter} />
          </div>
          <StatusSentence text={detail.sentence} until={matter.dueAt} paused={leg?.paused ? say(leg.paused.reason) : null} />
          {leg && leg.restDays > 0 && !leg.paused ? <p className="hz-small">{t('resident.restDays', { count: leg.restDays })}</p> : null}
          <div className="hz-row">
            <ReadAloud text={`${say(matter.subjectName)}${t('resident.stop')}${detail.sentence}`} />
          </div>
        </div>
      </Card>
      {rate ? <RatePanel matter={matter.id} step={rate} low={word(asker?.[rate.key]?.effect)} onRate={(data) => done(rate, data)} /> : null}
      {allowed.length > 0 || refused.length > 0 ? (
        <section className="hz-res-section" aria-label={t('resident.can')}>
          <div className="hz-res-actions">
            {allowed.map((step) => (
              <button key={step.key} type="button" className="hz-button" onClick={() => setOpen(step.key)}>
                {nameOf(step)}
              </button>
            ))}
          </div>
          {refused.map((step) => (
            <p key={step.key} className="hz-small">
              {t('resident.notNow', { step: nameOf(step), reason: step.reason.detail })}
            </p>
          ))}
        </section>
      ) : null}
      {facts}
      <section className="hz-card">
        <div className="hz-res-section">
          <h2>{t('resident.timeline')}</h2>
          <MatterTimeline detail={{ ...detail, audience: 'asker' }} label={t('resident.timeline')} />
        </div>
      </section>
      {after}
      {current ? (
        <AskerStep
          key={current.key}
          step={current}
          name={nameOf(current)}
          effect={current.confirm ? say(current.confirm) : word(asker?.[current.key]?.effect)}
          matter={matter}
          token={token}
          onClose={() => setOpen(null)}
          onTake={(data) => done(current, data)}
        />
      ) : null}
    </>
  );
}
