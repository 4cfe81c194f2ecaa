import { BarChartOutlined, FileProtectOutlined, FileTextOutlined, SolutionOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: 数据看板. */
export const screens = defineScreens({
  room: 'insight',
  words,
  pages: [
    {
      path: '/insight',
      element: lazy(() => import('./dashboard.tsx')),
      permission: 'insight.read',
      nav: { group: 'smart', icon: BarChartOutlined, label: 'nav', order: 100 },
    },
    {
      path: '/insight/units',
      element: lazy(() => import('./units.tsx')),
      permission: 'insight.read',
      nav: { group: 'smart', icon: SolutionOutlined, label: 'units.nav', order: 110 },
    },
    {
      path: '/insight/letters',
      element: lazy(() => import('./letters.tsx')),
      permission: 'insight.supervise',
      nav: { group: 'smart', icon: FileProtectOutlined, label: 'letters.nav', order: 115 },
    },
    {
      path: '/reports',
      element: lazy(() => import('./reports.tsx')),
      permission: 'insight.read',
      nav: { group: 'smart', icon: FileTextOutlined, label: 'reports.nav', order: 112 },
    },
    { path: '/reports/:id', element: lazy(() => import('./report.tsx')), permission: 'insight.read' },
    { path: '/insight/letters/new', element: lazy(() => import('./new-letter.tsx')), permission: 'insight.supervise' },
    { path: '/insight/units/legs', element: lazy(() => import('./unit-legs.tsx')), permission: 'insight.read' },
  ],
  kinds: { letter: defineKind({ name: 'insight:letters.nav', facts: lazy(() => import('./letter-facts.tsx')) }) },
});
