import { Facts, LanguageSwitch, LiveDot, useLogOut } from '@hezhi/ui';
import { BigButton, Card, PhonePage } from '@hezhi/ui/phone';
import { ownPages, useSession, useWords } from '@hezhi/web';
import { rooms } from './rooms.ts';
import { useTheme, type Theme } from './theme.ts';

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/** The worker's own page: who I am, which post, language, day or night. */
export function Me() {
  const t = useWords('app');
  const session = useSession();
  const logOut = useLogOut();
  const [theme, setTheme] = useTheme();
  return (
    <PhonePage title={t('me')} back={false} right={<LiveDot />}>
      <Card>
        <Facts
          items={[
            [t('personName'), session.person?.name],
            [t('post'), session.post?.role_name],
            [t('org'), session.post?.org_name],
            [t('area'), session.post?.area_name],
          ]}
        />
      </Card>
      {session.posts.length > 1 ? (
        <Card>
          <h2>{t('switchPost')}</h2>
          <ul className="hz-list" style={{ marginTop: 12 }}>
            {session.posts.map((post) => (
              <li key={post.id}>
                <button
                  type="button"
                  className="hz-button hz-big"
                  aria-pressed={post.id === session.post?.id}
                  data-primary={post.id === session.post?.id ? '' : undefined}
                  onClick={() => void session.switchPost(post.id)}
                >
                  {post.role_name} · {post.area_name}
                </button>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {ownPages(rooms, session.can).map((page) => (
        <Card key={page.path} to={page.path}>
          <strong>{t(page.text)}</strong>
          {page.hintText ? <p className="hz-small">{t(page.hintText)}</p> : null}
        </Card>
      ))}
      <Card>
        <h2>{t('settings')}</h2>
        <div className="hz-row" style={{ marginTop: 12 }}>
          <LanguageSwitch />
          <div className="hz-segments" role="group" aria-label={t('theme.label')}>
            {themes.map((one) => (
              <button key={one} type="button" aria-pressed={theme === one} onClick={() => setTheme(one)}>
                {t(`theme.${one}`)}
              </button>
            ))}
          </div>
        </div>
      </Card>
      <BigButton quiet onClick={() => void logOut()}>
        {t('logOut')}
      </BigButton>
    </PhonePage>
  );
}
