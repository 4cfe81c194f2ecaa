import { DeadlineTag, Tag } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Leg } from './client.ts';

/** On phones: who has which part until when, where several are at work side by side; nothing where one alone has it (the sentence says that). */
export function LegsList({ legs }: { legs: readonly Leg[] }) {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  if (legs.length < 2) return null;
  return (
    <section className="hz-card" aria-label={t('desk.legs.title')}>
      <h2>{t('desk.legs.title')}</h2>
      <ul className="hz-legs">
        {legs.map((leg) => (
          <li key={leg.id}>
            <p>
              <strong>{leg.owner.name || '—'}</strong> <Tag>{say(leg.name)}</Tag>
            </p>
            <p>
              <DeadlineTag due={leg.dueAt} paused={leg.paused ? say(leg.paused.reason) : null} sub={leg.paused === null} />
            </p>
            {leg.offer ? <p className="hz-small">{t('desk.legs.offer', { name: leg.offer.to.name, until: time.moment(leg.offer.lapseAt) })}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
