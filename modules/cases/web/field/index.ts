import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';
import { MapIcon, ReportIcon, TodayIcon } from './icons.tsx';

/** 掌上网格: what the worker has to do today, where it is, and reporting what one meets on the way. */
export const screens = defineScreens({
  room: 'cases',
  words,
  pages: [
    { path: '/', element: lazy(() => import('./today.tsx')), nav: { icon: TodayIcon, label: 'field.nav.today', order: 10 } },
    { path: '/map', element: lazy(() => import('./map.tsx')), nav: { icon: MapIcon, label: 'field.nav.map', order: 20 } },
    {
      path: '/report',
      element: lazy(() => import('./report.tsx')),
      permission: 'cases.report',
      nav: { icon: ReportIcon, label: 'field.nav.report', order: 30 },
    },
    { path: '/task/:id', element: lazy(() => import('./task.tsx')) },
    { path: '/done', element: lazy(() => import('./done.tsx')) },
  ],
});
