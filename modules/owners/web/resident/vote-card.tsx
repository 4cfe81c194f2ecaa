import { Tag } from '@hezhi/ui';
import { Card } from '@hezhi/ui/phone';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { VoteCard as One } from '../shared/client.ts';

/** One vote: what, how far, until when, what came out. */
export function VoteCard({ one }: { one: One }) {
  const t = useWords('owners');
  const say = useSay();
  const time = useTime();
  const line = one.result
    ? one.result
    : one.ballot && one.ballot.state === 'open'
      ? t('vote.until', { at: time.moment(one.ballot.closesAt) })
      : one.ballot && one.ballot.state === 'announced'
        ? t('vote.begins', { at: time.moment(one.ballot.opensAt) })
        : one.state === 'proposed'
          ? t('support.line', { have: one.support.have, need: one.support.need, total: one.support.total })
          : time.day(one.at);
  return (
    <Card to={`/owners-vote/${one.district}/${one.id}`}>
      <span className="hz-res-card">
        <span className="hz-res-line">
          <span className="hz-res-title">{one.title}</span>
          <Tag tone={one.ended ? 'neutral' : 'info'}>{say(one.stateName)}</Tag>
        </span>
        <span className="hz-small">{say(one.subjectName)}</span>
        <span className="hz-small">{line}</span>
      </span>
    </Card>
  );
}
