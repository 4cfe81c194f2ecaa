import { Empty, LoginPage, Main, OfflineBanner, PageRoutes, SessionEndedDialog } from '@hezhi/ui';
import { startLive, useSession, useWords } from '@hezhi/web';
import { useEffect } from 'react';
import { rooms } from './rooms.ts';

/** 一张图: nothing but the page, over the whole wall. */
export function Shell() {
  const t = useWords('app');
  const session = useSession();
  useEffect(() => (session.status === 'person' ? startLive() : undefined), [session.status]);
  return (
    <>
      <PageRoutes
        rooms={rooms}
        own={[
          { path: '/', element: <Empty page title={t('nothing')} why={t('nothingWhy')} /> },
          { path: '/login', element: <LoginPage title={t('name')} sub={t('loginSub')} />, public: true },
        ]}
        shell={(page) => (
          <div className="hz-screen">
            <OfflineBanner />
            <Main>{page}</Main>
          </div>
        )}
      />
      <SessionEndedDialog />
    </>
  );
}
