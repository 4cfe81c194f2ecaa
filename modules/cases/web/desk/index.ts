import { EnvironmentOutlined, FormOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

export { screens as categoryScreens } from '../categories/index.ts';
export { screens as importScreens } from '../import/index.ts';
export { screens as routingScreens } from '../routing/index.ts';

const map = lazy(() => import('./map-page.tsx'));
/** Whoever has a part in the work; administrators of the system have none. */
const work = ['matters.read_area', 'matters.act_for_org', 'cases.accept', 'cases.dispatch', 'cases.handle', 'cases.verify', 'cases.supervise'];

/** The desk's pages of cases: map and intake; queue and page are those of matters, where a case shows its facts. */
export const screens = defineScreens({
  room: 'cases',
  words,
  pages: [
    { path: '/cases/map', element: map, permission: work, nav: { group: 'work', icon: EnvironmentOutlined, label: 'nav.map', order: 20 } },
    { path: '/cases/map/:id', element: map, permission: work },
    {
      path: '/cases/new',
      element: lazy(() => import('./intake.tsx')),
      permission: 'cases.report',
      nav: { group: 'work', icon: FormOutlined, label: 'nav.intake', order: 30 },
    },
  ],
  kinds: {
    case: defineKind({
      plain: true,
      facts: lazy(() => import('./case-facts.tsx')),
      tools: [{ order: 90, element: lazy(() => import('./print-link.tsx')) }],
      parts: [{ order: 40, element: lazy(() => import('./duplicates.tsx')) }],
      start: { path: '/cases/new', label: 'cases:nav.intake', permission: 'cases.report', main: true },
      owners: 'GET /cases/:id/handlers',
      subject: lazy(() => import('./subject.tsx')),
      subjectFilter: lazy(() => import('./subject-filter.tsx')),
      subjectName: lazy(() => import('./subject-name.tsx')),
      found: lazy(() => import('./found.tsx')),
    }),
  },
});
