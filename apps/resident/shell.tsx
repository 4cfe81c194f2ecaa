import { ElderSwitch, HeadItems, Icon, LanguageSwitch, LoginPage, Main, OfflineBanner, PageRoutes, SessionEndedDialog, SkipLink } from '@hezhi/ui';
import { TabBar, type Tab } from '@hezhi/ui/phone';
import { navigation, startLive, useSession, useWords } from '@hezhi/web';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { Home } from './home.tsx';
import { Me } from './me.tsx';
import { rooms } from './rooms.ts';

/** 居民通: header with language and 长辈版, four tabs, pages of the rooms. */
export function Shell() {
  const t = useWords('app');
  const session = useSession();
  useEffect(() => (session.status === 'person' ? startLive() : undefined), [session.status]);
  // Visitors see the doors too; the page behind asks them to log in where it must.
  const tabs: Tab[] = [
    { path: '/', text: t('home'), icon: () => <Icon name="home" /> },
    ...navigation(rooms, () => true)
      .slice(0, 3)
      .map((entry) => ({ path: entry.path, text: t(entry.text), icon: entry.icon ?? (() => <Icon name="plus" />) })),
    { path: '/me', text: t('me'), icon: () => <Icon name="person" /> },
  ];
  return (
    <>
      <SkipLink />
      <PageRoutes
        rooms={rooms}
        own={[
          { path: '/', element: <Home />, public: true },
          { path: '/me', element: <Me />, public: true },
          {
            path: '/login',
            element: (
              <LoginPage
                title={t('loginTitle')}
                sub={t('loginSub')}
                phone
                rooms={rooms}
                below={
                  <Link className="hz-button" to="/">
                    {t('lookAround')}
                  </Link>
                }
              />
            ),
            public: true,
          },
        ]}
        shell={(page) => (
          <div className="hz-app">
            <header className="hz-app-head hz-no-print">
              <Link className="hz-app-name" to="/">
                {t('name')}
              </Link>
              <div className="hz-row">
                <HeadItems rooms={rooms} />
                <LanguageSwitch />
                <ElderSwitch />
              </div>
            </header>
            <OfflineBanner />
            <Main>{page}</Main>
            <TabBar tabs={tabs} label={t('tabs')} />
          </div>
        )}
      />
      <SessionEndedDialog phone />
    </>
  );
}
