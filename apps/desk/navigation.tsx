import { navigation, useSession, useWords, type NavGroup, type Screens } from '@hezhi/web';
import { LiveDot } from '@hezhi/ui';
import { NavLink } from 'react-router';

const groups: readonly NavGroup[] = ['work', 'command', 'hotline', 'politics', 'law', 'virtue', 'autonomy', 'smart', 'admin'];

/** The rooms that this post may enter, grouped by daily work, command and duty, the hotline, the five governances, administration. */
export function Navigation({ rooms }: { rooms: readonly Screens[] }) {
  const t = useWords('app');
  const session = useSession();
  const entries = navigation(rooms, session.can);
  return (
    <nav aria-label={t('rooms')}>
      {groups.map((group) => {
        const own = entries.filter((entry) => (entry.group ?? 'work') === group);
        return own.length === 0 ? null : (
          <section key={group}>
            <h2>{t(`group.${group}`)}</h2>
            {own.map((entry) => (
              // `/hotline` is not where one is on `/hotline/calls`, which has an entry of its own.
              <NavLink key={entry.path} to={entry.path} end={entries.some((other) => other.path.startsWith(`${entry.path}/`))}>
                {entry.icon ? (
                  <span aria-hidden="true">
                    <entry.icon />
                  </span>
                ) : null}
                <span>{t(entry.text)}</span>
              </NavLink>
            ))}
          </section>
        );
      })}
      <p style={{ padding: 12 }}>
        <LiveDot />
      </p>
    </nav>
  );
}
