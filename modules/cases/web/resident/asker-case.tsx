import { BeforeAfter, Facts, Photos, ReadAloud, StatusSentence } from '@hezhi/ui';
import { Card, useToast } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, Step } from '../shared/client.ts';
import { beforeAfter, type Passed } from '../shared/photos.ts';
import { StateTag } from '../shared/status.tsx';
import { CaseTimeline } from '../shared/timeline.tsx';
import { AskerStep } from './asker-step.tsx';
import { RatePanel } from './rate-panel.tsx';

/** What who asked reads of the own case, with an account or by a tracking code. */
export type AskerDetail = Pick<CaseDetail, 'matter' | 'legs' | 'timeline' | 'steps' | 'sentence'> & {
  readonly case: Pick<CaseDetail['case'], 'category' | 'description' | 'photos' | 'address' | 'answers' | 'hide_name'>;
  /** By a tracking code: addresses of the photos that open without a session. */
  readonly photos?: Passed;
};

/** Takes a step of the case; throws `Problem` or `Away`. */
export type TakeStep = (step: string, data: Record<string, unknown>) => Promise<unknown>;

/** Steps that who asked may take, in the order of the buttons; rating has a place of its own. */
const asked = ['reopen', 'urge', 'comment', 'complain', 'ask_review', 'withdraw'] as const;

/** The sentence first, then what one can do, what it was like and is like now, and all that happened. */
export function AskerCase({ detail, take, token }: { detail: AskerDetail; take: TakeStep; token: string | null }) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const toast = useToast();
  const [open, setOpen] = useState<string | null>(null);
  const { matter, legs } = detail;
  const about = detail.case;
  const leg = legs[0];
  const rate = detail.steps.find((step) => step.key === 'rate' && step.allowed);
  const steps = asked.flatMap((key) => detail.steps.find((step) => step.key === key) ?? []);
  const allowed = steps.filter((step) => step.allowed);
  const refused = steps.filter((step): step is Step & { reason: NonNullable<Step['reason']> } => !step.allowed && step.reason !== null);
  const current = allowed.find((step) => step.key === open);
  const { before, after } = beforeAfter(detail);
  const done = async (step: string, data: Record<string, unknown>) => {
    await take(step, data);
    setOpen(null);
    toast(t(`resident.told.${step}`));
  };

  return (
    <>
      <Card {...(matter.overdue ? { tone: 'late' as const } : {})}>
        <div className="hz-res-section">
          <div className="hz-row">
            <StateTag matter={matter} />
          </div>
          <StatusSentence text={detail.sentence} until={matter.dueAt} paused={leg?.paused ? say(leg.paused.reason) : null} />
          {leg && leg.restDays > 0 && !leg.paused ? <p className="hz-small">{t('resident.case.restDays', { count: leg.restDays })}</p> : null}
          <div className="hz-row">
            <ReadAloud text={`${say(about.category.name)}${t('resident.stop')}${detail.sentence}`} />
          </div>
        </div>
      </Card>
      {rate ? <RatePanel matter={matter.id} onRate={(data) => done('rate', data)} /> : null}
      {allowed.length > 0 || refused.length > 0 ? (
        <section className="hz-res-section" aria-label={t('resident.case.can')}>
          <div className="hz-res-actions">
            {allowed.map((step) => (
              <button key={step.key} type="button" className="hz-button" onClick={() => setOpen(step.key)}>
                {t(`resident.step.${step.key}`)}
              </button>
            ))}
          </div>
          {refused.map((step) => (
            <p key={step.key} className="hz-small">
              {t('resident.case.notNow', { step: t(`resident.step.${step.key}`), reason: step.reason.detail })}
            </p>
          ))}
        </section>
      ) : null}
      {after.length > 0 ? (
        <Card>
          <BeforeAfter before={before} after={after} />
        </Card>
      ) : null}
      <Card>
        <div className="hz-res-section">
          <h2>{t('resident.case.said')}</h2>
          <p className="hz-res-quote">{about.description}</p>
          {after.length === 0 && before.length > 0 ? <Photos photos={before} label={t('resident.report.photos')} /> : null}
          <Facts
            items={[
              [
                t('resident.number'),
                <span key="v" className="hz-num">
                  {matter.number}
                </span>,
              ],
              [t('resident.case.category'), t('resident.case.categoryOf', { group: say(about.category.group), name: say(about.category.name) })],
              [t('resident.case.place'), [matter.areaName, about.address].filter(Boolean).join(' · '), 'wide'],
              [
                t('resident.case.at'),
                <span key="v" title={time.exact(matter.openedAt)}>
                  {time.moment(matter.openedAt)}
                </span>,
              ],
              ...about.answers.map((answer) => [say(answer.label), answer.text] as const),
              [t('resident.case.shown'), t(matter.public ? 'resident.case.isPublic' : 'resident.case.notPublic')],
            ]}
          />
        </div>
      </Card>
      <section className="hz-card">
        <div className="hz-res-section">
          <h2>{t('resident.case.timeline')}</h2>
          <CaseTimeline detail={{ ...detail, audience: 'asker' }} label={t('resident.case.timeline')} />
        </div>
      </section>
      <p className="hz-small">
        {t('resident.case.nearby')} <Link to="/near">{t('resident.near.title')}</Link>
      </p>
      {current ? (
        <AskerStep
          key={current.key}
          step={current}
          matter={matter.id}
          district={matter.district}
          token={token}
          onClose={() => setOpen(null)}
          onTake={(data) => done(current.key, data)}
        />
      ) : null}
    </>
  );
}
