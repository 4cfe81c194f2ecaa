import { Icon, Tag } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Reply } from '../shared/client.ts';

export type PublicCase = Reply<'GET /public/cases'>['items'][number];

/** Stars that somebody gave, in words for readers. */
export function Rating({ value }: { value: number | null }) {
  const t = useWords('cases');
  if (value === null) return null;
  return (
    <span className="hz-res-star">
      <Icon name="star" fill />
      <span className="hz-visually-hidden">{t('resident.near.rated', { count: value })}</span>
      <span aria-hidden="true" className="hz-num">
        {value}
      </span>
    </span>
  );
}

/** One public case: what, where, how it stands. */
export function NearCard({ one }: { one: PublicCase }) {
  const t = useWords('cases');
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
        <span className="hz-res-line hz-small">
          <span>
            {one.areaName} ·{' '}
            {one.closedAt ? t('resident.near.closedAt', { at: time.day(one.closedAt) }) : t('resident.near.openedAt', { at: time.day(one.openedAt) })}
            {one.metres === null ? '' : ` · ${t('resident.near.away', { metres: time.count(one.metres) })}`}
          </span>
          {one.me_too > 0 ? <span>{t('duplicates.people', { count: one.me_too })}</span> : null}
          <Rating value={one.rating} />
        </span>
      </span>
    </Card>
  );
}
