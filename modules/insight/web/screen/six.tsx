import { Icon } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { listOf } from '../shared/links.ts';
import type { Now } from '../shared/types.ts';

const six = ['open', 'overdue', 'opened_today', 'closed_today', 'closed_in_time', 'satisfied'] as const;

/** The six figures; each opens its list on the desk. */
export function Six({ now }: { now: Now }) {
  const t = useWords('insight');
  const time = useTime();
  return (
    <section className="hz-wall-six" aria-label={t('screen.figures')}>
      {six.map((key) => {
        const one = now[key];
        const late = key === 'overdue' && now.overdue.n > 0;
        return (
          <a key={key} href={`/desk${listOf(one.drill)}`} data-tone={late ? 'late' : undefined}>
            <span className="hz-wall-name">
              {late ? <Icon name="alarm" /> : null} {t(`six.${key}`)}
              {'den' in one ? <small> {t('window')}</small> : null}
            </span>
            <span className="hz-wall-number hz-num">{'den' in one ? (one.value === null ? '—' : time.percent(one.value)) : time.count(one.n)}</span>
          </a>
        );
      })}
    </section>
  );
}
