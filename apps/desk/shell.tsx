import {
  Banners,
  Empty,
  HeadItems,
  LanguageSwitch,
  LoginPage,
  Main,
  OfflineBanner,
  PageRoutes,
  SessionEndedDialog,
  SkipLink,
  Icon,
  useLogOut,
} from '@hezhi/ui';
import { allowed, navigation, ownPages, startLive, useSession, useWords } from '@hezhi/web';
import { Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, Navigate, useLocation } from 'react-router';
import { Navigation } from './navigation.tsx';
import { rooms } from './rooms.ts';
import { SearchEverywhere } from './search.tsx';

/** Leads to the first page that this post may enter. */
function Start() {
  const t = useWords('app');
  const session = useSession();
  const [first] = navigation(rooms, session.can);
  return first ? <Navigate to={first.path} replace /> : <Empty page title={t('nothing')} why={t('nothingWhy')} />;
}

function Frame({ children }: { children: ReactNode }) {
  const t = useWords('app');
  const session = useSession();
  const logOut = useLogOut();
  const { pathname } = useLocation();
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const menu = menuAt === pathname;
  const searching = rooms.flatMap((room) => room.pages).find((page) => page.path === '/search');
  if (session.status !== 'person') return <Main>{children}</Main>;
  return (
    <div className="hz-desk" data-menu={menu ? '' : undefined}>
      <header className="hz-desk-head hz-no-print">
        <button type="button" className="hz-button hz-desk-menu" aria-expanded={menu} aria-controls="hz-nav" onClick={() => setMenuAt(menu ? null : pathname)}>
          <Icon name="menu" /> {t('menu')}
        </button>
        <Link className="hz-desk-name" to="/">
          {t('name')}
        </Link>
        <PostSwitcher />
        <HeadItems rooms={rooms} />
        <div className="hz-desk-later">
          {searching && allowed(searching.permission, session.can) ? <SearchEverywhere /> : null}
          <LanguageSwitch />
          <Own />
          <button type="button" className="hz-button" onClick={() => void logOut()}>
            {t('logOut')}
          </button>
        </div>
      </header>
      <div className="hz-desk-nav hz-no-print" id="hz-nav">
        <Navigation rooms={rooms} />
      </div>
      <div className="hz-desk-side">
        <OfflineBanner />
        <Banners rooms={rooms} />
        <Main className="hz-desk-main">{children}</Main>
      </div>
    </div>
  );
}

/** My name; it leads to my own pages where a room gives some. */
function Own() {
  const session = useSession();
  const [first] = ownPages(rooms, session.can);
  return first ? (
    <Link className="hz-desk-own" to={first.path}>
      <Icon name="person" /> {session.person?.name}
    </Link>
  ) : (
    <span>{session.person?.name}</span>
  );
}

/** Where I am: organisation, post, territory; with several posts a choice. */
function PostSwitcher() {
  const t = useWords('app');
  const session = useSession();
  const name = (post: (typeof session.posts)[number]) => [post.area_name, post.org_name, post.role_name].filter(Boolean).join(' · ');
  if (session.posts.length <= 1) return <span className="hz-desk-where">{session.post ? name(session.post) : session.info?.district_name}</span>;
  return (
    <span className="hz-desk-where">
      <Select
        aria-label={t('post')}
        style={{ minWidth: 220, maxWidth: '100%' }}
        popupMatchSelectWidth={false}
        value={session.post?.id ?? null}
        options={session.posts.map((post) => ({ value: post.id, label: name(post) }))}
        onChange={(post: string) => void session.switchPost(post)}
      />
    </span>
  );
}

/** 工作台: where I am, the rooms I may enter, and the page. */
export function Shell() {
  const t = useWords('app');
  const session = useSession();
  useEffect(() => (session.status === 'person' ? startLive() : undefined), [session.status]);
  return (
    <>
      <SkipLink />
      <PageRoutes
        rooms={rooms}
        own={[
          { path: '/', element: <Start /> },
          { path: '/login', element: <LoginPage title={t('name')} sub={t('loginSub')} rooms={rooms} below={<LanguageSwitch />} />, public: true },
        ]}
        shell={(page) => <Frame>{page}</Frame>}
      />
      <SessionEndedDialog />
    </>
  );
}
