import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: studios, reception days with appointments, messages, one's own. */
export const screens = defineScreens({
  room: 'deputies',
  words,
  pages: [
    { path: '/deputies', element: lazy(() => import('./list.tsx')), public: true },
    { path: '/deputies/mine', element: lazy(() => import('./mine.tsx')), nav: { group: 'me', label: 'res.myTitle', hint: 'res.myHint', order: 14 } },
    { path: '/deputies/at/:district/:id', element: lazy(() => import('./studio.tsx')), public: true },
    { path: '/deputies/day/:district/:id', element: lazy(() => import('./day.tsx')), public: true },
  ],
  home: [{ order: 50, element: lazy(() => import('./link.tsx')) }],
});
