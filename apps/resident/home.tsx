import { Empty, ErrorBoundary, Loading } from '@hezhi/ui';
import { Doors } from '@hezhi/ui/phone';
import { navigation, usePageTitle, useSession, useWords } from '@hezhi/web';
import { Suspense } from 'react';
import { rooms } from './rooms.ts';

/** Sections from here on are ways to other pages: they stand side by side at the end. */
const WAYS = 40;

/** Two large doors, then what the rooms say is near, then the ways to what is there besides. */
export function Home() {
  const t = useWords('app');
  const session = useSession();
  usePageTitle('');
  const doors = navigation(rooms, () => true).filter((entry) => entry.door);
  const sections = rooms.flatMap((room) => room.home ?? []).sort((a, b) => a.order - b.order);
  const draw = ({ element: Element }: (typeof sections)[number], nth: number) => (
    <ErrorBoundary key={nth}>
      <Suspense fallback={<Loading />}>
        <Element />
      </Suspense>
    </ErrorBoundary>
  );
  const ways = sections.filter(({ order }) => order >= WAYS);
  return (
    <div className="hz-phone-body">
      <h1>{session.person ? t('hello', { name: session.person.name }) : t('welcome')}</h1>
      <Doors
        items={doors.map((door) => ({
          to: door.path,
          title: t(door.text),
          sub: door.hintText ? t(door.hintText) : null,
          ...(door.icon ? { icon: door.icon } : {}),
        }))}
      />
      {sections.filter(({ order }) => order < WAYS).map(draw)}
      {ways.length === 0 ? null : <div className="hz-row">{ways.map(draw)}</div>}
      {doors.length === 0 && sections.length === 0 ? <Empty title={t('nothing')} why={t('nothingWhy')} /> : null}
    </div>
  );
}
