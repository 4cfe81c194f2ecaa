import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';
import { MineIcon, ReportIcon } from './icons.tsx';

/** 居民通: report, follow one's own, see what is settled near by. */
export const screens = defineScreens({
  room: 'cases',
  words,
  pages: [
    {
      path: '/report',
      element: lazy(() => import('./report.tsx')),
      public: true,
      nav: { label: 'resident.nav.report', hint: 'resident.nav.reportHint', icon: ReportIcon, order: 20, door: true },
    },
    {
      path: '/mine',
      element: lazy(() => import('./mine.tsx')),
      public: true,
      nav: { label: 'resident.nav.mine', hint: 'resident.nav.mineHint', icon: MineIcon, order: 30, door: true },
    },
    { path: '/mine/:id', element: lazy(() => import('./my-case.tsx')) },
    { path: '/track', element: lazy(() => import('./track.tsx')), public: true },
    { path: '/near', element: lazy(() => import('./near.tsx')), public: true },
    { path: '/near/:district/:id', element: lazy(() => import('./near-case.tsx')), public: true },
  ],
  home: [{ order: 10, element: lazy(() => import('./near-section.tsx')) }],
});
