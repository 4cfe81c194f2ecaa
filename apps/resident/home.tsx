import { Empty, ErrorBoundary, Loading } from '@hezhi/ui';
import { Doors } from '@hezhi/ui/phone';
import { navigation, usePageTitle, useSession, useWords } from '@hezhi/web';
import { Suspense } from 'react';
import { rooms } from './rooms.ts';

/** Two large doors, then what the rooms say is near. */
export function Home() {
  const t = useWords('app');
  const session = useSession();
  usePageTitle('');
  const doors = navigation(rooms, () => true).filter((entry) => entry.door);
  const sections = rooms.flatMap((room) => room.home ?? []).sort((a, b) => a.order - b.order);
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
      {sections.map((section) => (
        <ErrorBoundary key={section.order}>
          <Suspense fallback={<Loading />}>
            <section.element />
          </Suspense>
        </ErrorBoundary>
      ))}
      {doors.length === 0 && sections.length === 0 ? <Empty title={t('nothing')} why={t('nothingWhy')} /> : null}
    </div>
  );
}
