import { ElderSwitch, Facts, LanguageSwitch, useLogOut } from '@hezhi/ui';
import { BigButton, Card, PhonePage } from '@hezhi/ui/phone';
import { ownPages, useSession, useWords } from '@hezhi/web';
import { Link } from 'react-router';
import { rooms } from './rooms.ts';

/** The person's own page: who I am here, language, large print, log out. */
export function Me() {
  const t = useWords('app');
  const session = useSession();
  const logOut = useLogOut();
  return (
    <PhonePage title={t('me')} back={false}>
      {session.person ? (
        <Card>
          <Facts
            items={[
              [t('personName'), session.person.name],
              [t('personPhone'), session.person.phone],
              [t('place'), session.info?.district_name],
            ]}
          />
        </Card>
      ) : (
        <Card>
          <p>{t('visitor')}</p>
          <p style={{ marginTop: 12 }}>
            <Link className="hz-button" data-primary to="/login?back=/me">
              {t('loginTitle')}
            </Link>
          </p>
        </Card>
      )}
      {session.person
        ? ownPages(rooms, session.can).map((page) => (
            <Card key={page.path} to={page.path}>
              <strong>{t(page.text)}</strong>
              {page.hintText ? <p className="hz-small">{t(page.hintText)}</p> : null}
            </Card>
          ))
        : null}
      <Card>
        <h2>{t('settings')}</h2>
        <div className="hz-row" style={{ marginTop: 12 }}>
          <LanguageSwitch />
          <ElderSwitch />
        </div>
      </Card>
      {session.person ? (
        <BigButton quiet onClick={() => void logOut()}>
          {t('logOut')}
        </BigButton>
      ) : null}
    </PhonePage>
  );
}
