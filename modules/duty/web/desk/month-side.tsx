import { Panel } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import type { Month } from '../shared/client.ts';

/** Every rule that the month breaks, and how the shifts are shared. */
export function MonthSide({ view }: { view: Month }) {
  const t = useWords('duty');
  return (
    <aside>
      <Panel title={t('month.checks')}>
        {view.violations.length === 0 ? (
          <p>✓ {t('month.sound')}</p>
        ) : (
          <>
            <p>
              <strong className="duty-gap">{t('month.broken', { count: view.violations.length })}</strong>
            </p>
            <ul className="duty-faults" aria-label={t('month.checks')} tabIndex={0}>
              {view.violations.map((one, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- the list comes as a whole
                <li key={index}>{one.detail}</li>
              ))}
            </ul>
          </>
        )}
        {view.days.some((day) => day.provisional) ? <p className="hz-small">{t('month.provisional')}</p> : null}
      </Panel>
      <Panel title={t('month.counts')}>
        <table className="duty-month">
          <thead>
            <tr>
              <th scope="col">{t('now.name')}</th>
              <th scope="col">{t('month.all')}</th>
              <th scope="col">{t('month.rest')}</th>
              <th scope="col">{t('month.hours')}</th>
            </tr>
          </thead>
          <tbody>
            {view.counts.map((one) => (
              <tr key={one.person}>
                <th scope="row">{one.name}</th>
                <td className="hz-num">{one.all}</td>
                <td className="hz-num">{one.rest}</td>
                <td className="hz-num">{one.hours}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {view.away.length > 0 ? (
          <>
            <h3>{t('month.away')}</h3>
            <ul>
              {view.away.map((one) => (
                <li key={`${one.person}${one.from}`}>{t('leave.says', one)}</li>
              ))}
            </ul>
          </>
        ) : null}
      </Panel>
    </aside>
  );
}
