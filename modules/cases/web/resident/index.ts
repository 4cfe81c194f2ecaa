import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';
import { asker } from './asker.ts';
import { ReportIcon } from './icons.tsx';

/** 居民通: report, follow by tracking code, see what is settled near by; one's own cases stand among one's matters. */
export const screens = defineScreens({
  room: 'cases',
  words,
  kept: [
    { key: 'hezhi.tracked', device: true, count: (text) => (JSON.parse(text) as unknown[]).length, lost: 'resident.trackedLost' },
    { key: 'hezhi.device', device: true },
    { key: 'hezhi.me-too', device: true },
  ],
  pages: [
    {
      path: '/report',
      element: lazy(() => import('./report.tsx')),
      public: true,
      nav: { label: 'resident.nav.report', hint: 'resident.nav.reportHint', icon: ReportIcon, order: 20, door: true },
    },
    { path: '/track', element: lazy(() => import('./track.tsx')), public: true },
    { path: '/near', element: lazy(() => import('./near.tsx')), public: true },
    { path: '/near/:district/:id', element: lazy(() => import('./near-case.tsx')), public: true },
  ],
  home: [{ order: 10, element: lazy(() => import('./near-section.tsx')) }],
  kinds: {
    case: defineKind({
      plain: true,
      asker,
      facts: lazy(() => import('./case-told.tsx')),
      parts: [{ order: 90, element: lazy(() => import('./near-link.tsx')) }],
      mine: lazy(() => import('./mine-more.tsx')),
      start: { path: '/report', label: 'cases:resident.report.title', main: true },
    }),
  },
});
