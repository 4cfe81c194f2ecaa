import { DeadlineTag } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { Leg } from '../shared/client.ts';

/** Who has which part, since when and until when; what explains the date (rest days, a pause, a hand-over) stands below it. */
export function LegsTable({ legs }: { legs: readonly Leg[] }) {
  const t = useWords('matters');
  const say = useSay();
  const time = useTime();
  if (legs.length === 0) return null;
  return (
    <section>
      <h3>{t('desk.legs.title')}</h3>
      <div className="hzc-scroll" role="region" aria-label={t('desk.legs.title')} tabIndex={0}>
        <table className="hzc-table">
          <thead>
            <tr>
              {(['leg', 'owner', 'due', 'state', 'started'] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`desk.legs.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {legs.map((leg) => (
              <tr key={leg.id}>
                <th scope="row">{say(leg.name)}</th>
                <td>
                  {leg.owner.name || '—'}
                  {leg.offer ? (
                    <span className="hz-small hzc-line">{t('desk.legs.offer', { name: leg.offer.to.name, until: time.moment(leg.offer.lapseAt) })}</span>
                  ) : null}
                </td>
                <td>
                  <DeadlineTag due={leg.dueAt} paused={leg.paused ? say(leg.paused.reason) : null} sub={leg.paused === null} />
                  {leg.paused ? (
                    <span className="hz-small hzc-line">{t('desk.legs.paused', { reason: say(leg.paused.reason), until: time.moment(leg.paused.until) })}</span>
                  ) : null}
                  {leg.restDays > 0 && leg.paused === null ? <span className="hz-small hzc-line">{t('desk.legs.rest', { count: leg.restDays })}</span> : null}
                  {leg.provisional ? <span className="hz-small hzc-line">{t('desk.legs.provisional')}</span> : null}
                </td>
                <td>{t(`desk.legs.is.${leg.paused ? 'paused' : leg.offer ? 'offered' : leg.overdue ? 'late' : 'running'}`)}</td>
                <td className="hz-num" title={time.exact(leg.startedAt)}>
                  {time.moment(leg.startedAt)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
