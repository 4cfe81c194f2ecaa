import { Tag } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { TalkCard as One } from '../shared/client.ts';
import '@hezhi/matters/screens/resident.css';

/** One topic: what, where, how far, and when its next meeting is. */
export function TalkCard({ one }: { one: One }) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  return (
    <Card to={`/talk/${one.district}/${one.id}`}>
      <span className="hz-res-card">
        <span className="hz-res-line">
          <span className="hz-res-title">{one.title}</span>
          <Tag tone={one.ended ? 'neutral' : 'info'}>{say(one.stateName)}</Tag>
        </span>
        <span className="hz-small">
          {one.areaName} · {time.day(one.openedAt)}
          {one.state === 'raised' && one.cosigners > 0 ? ` · ${t('cosigned', { n: one.cosigned, of: one.cosigners })}` : ''}
          {one.nextMeeting ? ` · ${t('nextMeeting', { at: time.moment(one.nextMeeting) })}` : ''}
        </span>
      </span>
    </Card>
  );
}
