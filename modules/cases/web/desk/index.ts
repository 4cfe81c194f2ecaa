import { EnvironmentOutlined, FormOutlined, InboxOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

export { screens as categoryScreens } from '../categories/index.ts';

const queue = lazy(() => import('./queue.tsx'));
const map = lazy(() => import('./map-page.tsx'));
/** Whoever has a part in the work; administrators of the system have none. */
const work = ['matters.read_area', 'matters.act_for_org', 'cases.accept', 'cases.dispatch', 'cases.handle', 'cases.verify', 'cases.supervise'];

/** The desk's pages of cases: queue with detail, map, intake, search. */
export const screens = defineScreens({
  room: 'cases',
  words,
  pages: [
    { path: '/matters', element: queue, permission: work, nav: { group: 'work', icon: InboxOutlined, label: 'nav.queue', order: 10 } },
    { path: '/matters/:id', element: queue },
    { path: '/cases/map', element: map, permission: work, nav: { group: 'work', icon: EnvironmentOutlined, label: 'nav.map', order: 20 } },
    { path: '/cases/map/:id', element: map, permission: work },
    {
      path: '/cases/new',
      element: lazy(() => import('./intake.tsx')),
      permission: 'cases.report',
      nav: { group: 'work', icon: FormOutlined, label: 'nav.intake', order: 30 },
    },
    { path: '/search', element: lazy(() => import('./search.tsx')), permission: work },
  ],
});
