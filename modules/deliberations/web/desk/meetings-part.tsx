import type { PartProps } from '@hezhi/matters/screens';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRoute } from '../shared/client.ts';
import { MeetingTag } from '../shared/pieces.tsx';
import { CallMeeting } from './call-meeting.tsx';
import { useFacts } from './use-facts.ts';

/** Meetings of a topic, and calling the next. */
export default function Meetings({ detail }: PartProps) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  const [calling, setCalling] = useState(false);
  const facts = useFacts(detail);
  const { matter } = detail;
  const settings = useRoute('GET /deliberation-settings', { query: { area: matter.area } }, { fresh: 600_000 });
  const talk = facts.data;
  if (!talk || ['raised', 'screening'].includes(matter.state) || (talk.meetings.length === 0 && !talk.you.organiser)) return null;
  const wanted = settings.data?.procedures.find((one) => one.procedure === matter.subject)?.meetings ?? {};
  const kinds = wanted[matter.state] ?? wanted['coordinating'] ?? wanted['deliberating'];
  return (
    <section>
      <div className="hz-row">
        <h3>{t('talk.meetings')}</h3>
        {talk.you.organiser && !matter.final ? <Button onClick={() => setCalling(true)}>{t('meeting.call')}</Button> : null}
      </div>
      {talk.meetings.length === 0 ? <p className="hz-small">{t('meetings.noneYet')}</p> : null}
      <ul className="hzd-rows">
        {talk.meetings.map((one) => (
          <li key={one.id}>
            <div className="hz-row">
              <Link to={`/meetings/${one.id}`}>{one.title}</Link>
              <MeetingTag state={one.state} attained={one.attained} />
            </div>
            <div className="hz-small">
              {[say(one.kindName), time.moment(one.startsAt), one.place, one.published ? t('meeting.published') : ''].filter(Boolean).join(' · ')}
            </div>
          </li>
        ))}
      </ul>
      {calling ? (
        <CallMeeting area={matter.area} topic={matter.id} title={matter.title} {...(kinds ? { kinds } : {})} onClose={() => setCalling(false)} />
      ) : null}
    </section>
  );
}
