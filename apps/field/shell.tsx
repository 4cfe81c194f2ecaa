import { Empty, HeadItems, Icon, LanguageSwitch, LoginPage, Main, OfflineBanner, PageRoutes, SessionEndedDialog, SkipLink } from '@hezhi/ui';
import { TabBar, type Tab } from '@hezhi/ui/phone';
import { navigation, startLive, useSession, useWords } from '@hezhi/web';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { Me } from './me.tsx';
import { rooms } from './rooms.ts';
import { useTheme } from './theme.ts';

/** 掌上网格: the page is the worker's; tabs at the thumb. */
export function Shell() {
  const t = useWords('app');
  const session = useSession();
  useTheme();
  useEffect(() => (session.status === 'person' ? startLive() : undefined), [session.status]);
  const tabs: Tab[] = [
    ...navigation(rooms, session.can)
      .slice(0, 4)
      .map((entry) => ({ path: entry.path, text: t(entry.text), icon: entry.icon ?? (() => <Icon name="menu" />) })),
    { path: '/me', text: t('me'), icon: () => <Icon name="person" /> },
  ];
  return (
    <>
      <SkipLink />
      <PageRoutes
        rooms={rooms}
        own={[
          { path: '/', element: <Empty page title={t('nothing')} why={t('nothingWhy')} /> },
          { path: '/me', element: <Me /> },
          { path: '/login', element: <LoginPage title={t('name')} sub={t('loginSub')} rooms={rooms} below={<LanguageSwitch />} />, public: true },
        ]}
        shell={(page) => (
          <div className="hz-app">
            {session.status === 'person' ? (
              <header className="hz-app-head hz-no-print">
                <Link className="hz-app-name" to="/">
                  {t('name')}
                </Link>
                <HeadItems rooms={rooms} />
              </header>
            ) : null}
            <OfflineBanner />
            <Main>{page}</Main>
            {session.status === 'person' ? <TabBar tabs={tabs} label={t('tabs')} /> : null}
          </div>
        )}
      />
      <SessionEndedDialog />
    </>
  );
}
