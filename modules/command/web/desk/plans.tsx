import { Failure, Loading, Tag } from '@hezhi/ui';
import { PageHead } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { useState } from 'react';
import { useRoute, type Plan } from '../shared/client.ts';
import '../shared/command.css';
import { PlanForm } from './plan-form.tsx';

/** 应急预案: what starting an emergency gives out. The district changes them. */
export default function PlansPage() {
  const t = useWords('command');
  const say = useSay();
  const { can, post } = useSession();
  const plans = useRoute('GET /command/plans', {});
  const [open, setOpen] = useState<Plan | 'new' | null>(null);
  const may = can('command.declare') && post?.area.length === 6;
  return (
    <div className="cmd" style={{ maxWidth: 1000 }}>
      <PageHead
        title={t('plans.title')}
        sub={t('plans.sub')}
        actions={
          may && open === null ? (
            <button type="button" className="hz-button" onClick={() => setOpen('new')}>
              {t('plans.new')}
            </button>
          ) : null
        }
      />
      {may ? null : <p className="hz-small">{t('plans.noRight')}</p>}
      {plans.isPending ? <Loading rows={8} /> : null}
      {plans.error && !plans.data ? <Failure error={plans.error} retry={() => void plans.refetch()} /> : null}
      {open === null ? (
        <ul className="cmd-cards">
          {plans.data?.items.map((plan) => (
            <li key={plan.key} className="cmd-box">
              <h2>
                {say(plan.title)} <Tag tone={plan.active ? 'good' : 'neutral'}>{t(plan.active ? 'plans.active' : 'plans.inactive')}</Tag>{' '}
                <Tag tone="neutral">{t(plan.own ? 'plans.own' : 'plans.shipped')}</Tag>
              </h2>
              <p className="hz-small">{say(plan.hint)}</p>
              <ol className="cmd-points">
                {plan.items.map((item) => (
                  <li key={item.key}>
                    {say(item.title)} <span className="hz-small">{t('incident.minutes', { n: item.minutes })}</span>
                    <div className="hz-small">{say(item.detail)}</div>
                  </li>
                ))}
              </ol>
              {may ? (
                <div className="cmd-bar">
                  <button type="button" className="hz-button" onClick={() => setOpen(plan)}>
                    {t('plans.edit')}
                  </button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <PlanForm plan={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
