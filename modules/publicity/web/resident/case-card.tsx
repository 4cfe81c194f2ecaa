import { Tag } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Reply } from '../shared/client.ts';
import '@hezhi/matters/screens/resident.css';

export type PublicCase = Reply<'GET /public/figures/cases'>['items'][number];

/** One public case: what, where, how it stands. `changedAt`: when something public changed last. */
export function CaseCard({ one, changedAt }: { one: PublicCase; changedAt?: string }) {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  return (
    <Card to={`/near/${one.district}/${one.id}`}>
      <span className="hz-res-card">
        <span className="hz-res-line">
          <span className="hz-res-title">{say(one.category.name)}</span>
          <Tag tone={one.final ? 'good' : 'info'}>{say(one.stateName)}</Tag>
        </span>
        <span>{one.text}</span>
        <span className="hz-small">
          {one.areaName} ·{' '}
          {changedAt
            ? t('case.changed', { at: time.moment(changedAt) })
            : t(one.closedAt ? 'case.closed' : 'case.opened', { at: time.day(one.closedAt ?? one.openedAt) })}
          {one.rating === null ? '' : ` · ${t('case.stars', { count: one.rating })}`}
        </span>
      </span>
    </Card>
  );
}
