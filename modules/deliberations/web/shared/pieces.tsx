import { Tag } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Talk } from './client.ts';
import './shared.css';

/** The stations of a topic, and where it stands. */
export function Path({ path }: { path: Talk['path'] }) {
  const t = useWords('deliberations');
  const say = useSay();
  return (
    <ol className="hzd-path" aria-label={t('path')}>
      {path.map((one) => (
        <li key={one.key} data-reached={one.reached} {...(one.reached === 'now' ? { 'aria-current': 'step' } : {})}>
          {one.reached === 'past' ? <span aria-hidden="true">✓ </span> : null}
          {say(one.name)}
        </li>
      ))}
    </ol>
  );
}

/** For, against, abstaining: a bar with its numbers in words. */
export function Stances({ positions }: { positions: Talk['positions'] }) {
  const t = useWords('deliberations');
  const all = positions.for + positions.against + positions.abstain;
  const share = (n: number): string => `${all === 0 ? 0 : (n / all) * 100}%`;
  return (
    <div>
      <div className="hzd-bar" aria-hidden="true">
        <span data-stance="for" style={{ width: share(positions.for) }} />
        <span data-stance="against" style={{ width: share(positions.against) }} />
      </div>
      <p className="hz-small hz-num">{t('positions.line', { for: positions.for, against: positions.against, abstain: positions.abstain })}</p>
    </div>
  );
}

/** How a meeting stands, in a word. */
export function MeetingTag({ state, attained }: { state: 'announced' | 'open' | 'closed' | 'cancelled'; attained: boolean | null }) {
  const t = useWords('deliberations');
  if (state === 'closed') return <Tag tone={attained ? 'good' : 'warn'}>{t(attained ? 'meeting.attained' : 'meeting.notAttained')}</Tag>;
  return <Tag tone={state === 'open' ? 'info' : state === 'cancelled' ? 'warn' : 'neutral'}>{t(`meeting.state.${state}`)}</Tag>;
}

/** Who may be reached how: tasks of carrying out with owner, date and last words. */
export function Tasks({ tasks }: { tasks: Talk['tasks'] }) {
  const t = useWords('deliberations');
  const say = useSay();
  const time = useTime();
  return (
    <ul className="hzd-rows">
      {tasks.map((one) => (
        <li key={one.id}>
          <div className="hz-row">
            <strong>{one.title}</strong>
            <Tag tone={one.ended ? 'good' : one.overdue ? 'late' : 'info'}>{one.overdue ? t('task.late') : say(one.stateName)}</Tag>
          </div>
          <div className="hz-small">{t('task.line', { owner: one.owner, due: time.day(`${one.due}T12:00:00+08:00`) })}</div>
          {one.told ? (
            <div className="hzd-pre">
              {one.told} <span className="hz-small">{time.moment(one.toldAt)}</span>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
