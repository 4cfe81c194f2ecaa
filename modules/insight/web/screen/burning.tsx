import { Icon } from '@hezhi/ui';
import { useNow, useSay, useTime, useWords } from '@hezhi/web';
import type { Now } from '../shared/types.ts';
import { useFitting } from './fit.ts';

/** What is burning now, the most pressing first; as many as can be read from three metres. */
export function BurningList({ now }: { now: Now }) {
  const t = useWords('insight');
  const say = useSay();
  const time = useTime();
  const moment = useNow(15_000);
  const [list, fits] = useFitting();
  const hidden = Math.max(0, now.burning.length - fits);
  return (
    <section className="hz-wall-burning" aria-label={t('screen.burning')}>
      <h2>
        {t('screen.burning')} <small>{t('screen.burningWhy')}</small>
      </h2>
      {now.burning.length === 0 ? (
        <div className="hz-wall-calm">
          <Icon name="check" />
          <p>{t('screen.calm')}</p>
          <small>{t('screen.calmWhy')}</small>
        </div>
      ) : (
        <ol ref={list}>
          {now.burning.map((one, at) => (
            <li key={one.id} data-tone={one.overdue ? 'late' : 'warn'} hidden={at >= fits}>
              <a href={`/desk/matters/${one.id}`}>
                <span className="hz-wall-left hz-num">
                  <Icon name={one.overdue ? 'alarm' : 'clock'} /> {time.left(one.due, moment)}
                </span>
                <span className="hz-wall-what">{one.title}</span>
                <span className="hz-wall-who">
                  {one.areaName} · {say(one.stateName)} · {one.owner}
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
      {hidden > 0 ? <p className="hz-wall-more hz-num">{t('screen.more', { count: hidden })}</p> : null}
    </section>
  );
}
