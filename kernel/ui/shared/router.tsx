import { allowed, bannersOf, headItems, useSession, useWords, type Page, type Screens } from '@hezhi/web';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Link, Navigate, Route, Routes, useLocation, useNavigationType } from 'react-router';
import { Empty, ErrorBoundary, Loading } from './states.tsx';

/** Only who may enters: visitors are led to the login page and back, others are told. */
function Guard({ page, task, children }: { page: Pick<Page, 'permission' | 'public' | 'task'>; task: string | undefined; children: ReactNode }) {
  const session = useSession();
  const here = useLocation();
  const t = useWords('ui');
  if (session.status === 'loading') return <Loading />;
  if (session.status === 'away') return <Empty page icon="away" title={t('page.awayTitle')} why={t('page.awayWhy')} />;
  if (session.status === 'visitor' && !page.public) return <Navigate to={`/login?back=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  if (session.info && session.info.tasks.length > 0 && task !== undefined && !page.task && !page.public)
    return <Navigate to={`${task}?back=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  if (session.status === 'person' && !allowed(page.permission, session.can))
    return (
      <Empty
        page
        icon="pause"
        title={t('page.notYours')}
        why={t('page.notYoursWhy')}
        action={
          <Link className="hz-button" to="/">
            {t('page.home')}
          </Link>
        }
      />
    );
  return children;
}

const scrolled = new Map<string, number>();

/** New pages begin at the top, with the focus there for readers; going back finds the place where one was. */
function useArrival() {
  const { key, pathname } = useLocation();
  const kind = useNavigationType();
  const first = useRef(true);
  useEffect(() => {
    const wanted = kind === 'POP' ? (scrolled.get(key) ?? 0) : 0;
    const frame = requestAnimationFrame(() => scrollTo(0, wanted));
    const remember = () => scrolled.set(key, scrollY);
    addEventListener('scroll', remember, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', remember);
    };
  }, [key, kind]);
  useEffect(() => {
    if (first.current) first.current = false;
    else document.querySelector<HTMLElement>('.hz-main')?.focus({ preventScroll: true });
  }, [pathname]);
}

/**
 * The pages of all rooms and the app's own (which give way to a room's page of the same path). `shell` is drawn around every page
 * that is not `bare`; it holds `<Main>` where the page stands.
 */
export function PageRoutes({
  rooms,
  own,
  shell,
}: {
  rooms: readonly Screens[];
  own: readonly (Omit<Page, 'element'> & { element: ReactNode })[];
  shell: (page: ReactNode) => ReactNode;
}) {
  const t = useWords('ui');
  useArrival();
  const { pathname } = useLocation();
  const pages = rooms.flatMap((room) => room.pages);
  const taken = new Set(pages.map((page) => page.path));
  const task = pages.find((page) => page.task)?.path;
  const draw = (page: Omit<Page, 'element'>, element: ReactNode) => {
    const inside = (
      <ErrorBoundary reset={pathname}>
        <Suspense fallback={<Loading rows={6} />}>
          <Guard page={page} task={task}>
            {element}
          </Guard>
        </Suspense>
      </ErrorBoundary>
    );
    return page.bare ? inside : shell(inside);
  };
  return (
    <Routes>
      {pages.map((page) => (
        <Route key={page.path} path={page.path} element={draw(page, <page.element />)} />
      ))}
      {own
        .filter((page) => !taken.has(page.path))
        .map((page) => (
          <Route key={page.path} path={page.path} element={draw(page, page.element)} />
        ))}
      <Route
        path="*"
        element={draw(
          { path: '*', public: true },
          <Empty
            page
            title={t('page.missing')}
            why={t('page.missingWhy')}
            action={
              <Link className="hz-button" to="/">
                {t('page.home')}
              </Link>
            }
          />,
        )}
      />
    </Routes>
  );
}

/** What the rooms put at the head of every page (a bell), for whoever has logged in. A room that fails here leaves its place empty. */
export function HeadItems({ rooms }: { rooms: readonly Screens[] }) {
  const session = useSession();
  if (session.status !== 'person') return null;
  return headItems(rooms).map((item) => (
    <Suspense key={item.order} fallback={null}>
      <item.element />
    </Suspense>
  ));
}

/** What the rooms put above every page (an emergency under way), for whoever has logged in. */
export function Banners({ rooms }: { rooms: readonly Screens[] }) {
  const session = useSession();
  if (session.status !== 'person') return null;
  return bannersOf(rooms).map((item) => (
    <Suspense key={item.order} fallback={null}>
      <item.element />
    </Suspense>
  ));
}

/** Where the page stands: the landmark that the skip link and a new page's focus go to. */
export function Main({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <main id="main" tabIndex={-1} className={`hz-main ${className}`}>
      {children}
    </main>
  );
}

/** First thing in the tab order. */
export function SkipLink() {
  const t = useWords('ui');
  return (
    <a
      className="hz-skip"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
    >
      {t('page.skip')}
    </a>
  );
}
