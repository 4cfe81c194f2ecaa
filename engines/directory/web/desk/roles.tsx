import { Answer, Empty, Facts, Tag } from '@hezhi/ui';
import { PageHead, Panel } from '@hezhi/ui/desk';
import { useSay, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { levels } from '../../contract/levels.ts';
import { useRoute } from '../shared/client.ts';
import './desk.css';

/** From the district down, then those who look after the system, then everybody. */
function rank(role: { level: string | null; reserved: boolean }): number {
  const level = levels.findIndex((one) => one.key === role.level);
  return level >= 0 ? level : role.reserved ? 10 : 20;
}

/** /admin/roles: what each role is for and what it may do, in words. */
export default function Roles() {
  const t = useWords('directory');
  const say = useSay();
  const { can } = useSession();
  const holders = can('directory.read_people') || can('directory.manage_posts') || can('directory.manage_roles');
  const roles = useRoute('GET /roles', undefined, { fresh: 600_000 });
  return (
    <>
      <PageHead title={t('roles.title')} sub={t('roles.sub')} />
      <Answer of={roles} rows={10} empty={<Empty title={t('roles.none')} />}>
        {(data) =>
          data.items
            .toSorted((a, b) => rank(a) - rank(b))
            .map((role) => (
              <Panel
                key={role.key}
                title={say(role.words)}
                extra={
                  <span className="hz-row">
                    {role.reserved ? <Tag tone="info">{t('roles.reserved')}</Tag> : null}
                    {!holders || role.key === 'visitor' || role.key === 'resident' ? null : (
                      <Link to={`/admin/posts?role=${role.key}`}>{t('roles.holders')}</Link>
                    )}
                  </span>
                }
              >
                <div className="dir-stack">
                  <Facts
                    items={[
                      [t('roles.duties'), role.duties ? say(role.duties) : null, 'wide'],
                      [t('roles.level'), role.level ? t('roles.levelIs', { level: t(`level.${role.level}`) }) : null],
                    ]}
                  />
                  {role.permissions.length === 0 ? (
                    <p className="hz-small">{t(role.key === 'visitor' ? 'roles.visitor' : 'roles.noRights')}</p>
                  ) : (
                    <ul className="dir-rights" aria-label={t('roles.rightsOf', { role: say(role.words) })}>
                      {role.permissions.map((key) => {
                        const right = role.rights.find((one) => one.key === key);
                        return <li key={key}>{right ? say(right.words) : key}</li>;
                      })}
                    </ul>
                  )}
                </div>
              </Panel>
            ))
        }
      </Answer>
    </>
  );
}
