import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: following and comments on the public page of a case, area alerts, public figures, open data. */
export const screens = defineScreens({
  room: 'publicity',
  words,
  pages: [
    {
      path: '/following',
      element: lazy(() => import('./following.tsx')),
      public: true,
      nav: { group: 'me', label: 'following.title', hint: 'following.hint', order: 10 },
    },
    { path: '/me/alerts', element: lazy(() => import('./alerts.tsx')), nav: { group: 'me', label: 'alerts.title', hint: 'alerts.hint', order: 12 } },
    { path: '/me/alert', element: lazy(() => import('./alert.tsx')) },
    { path: '/figures', element: lazy(() => import('./figures.tsx')), public: true },
    { path: '/figures/cases', element: lazy(() => import('./figure-cases.tsx')), public: true },
    { path: '/board', element: lazy(() => import('./board.tsx')), public: true },
    { path: '/board/:district/:id', element: lazy(() => import('./board-posting.tsx')), public: true },
    { path: '/open-data', element: lazy(() => import('./open-data.tsx')), public: true },
  ],
  home: [
    { order: 5, element: lazy(() => import('./counts.tsx')) },
    { order: 40, element: lazy(() => import('./board-link.tsx')) },
  ],
  // Places that the public pages of cases draw (cases: near-slots.tsx).
  kinds: {
    objection: { name: 'publicity:kindObjection' },
    case: {
      near: {
        page: [
          { order: 10, element: lazy(() => import('./follow.tsx')) },
          { order: 20, element: lazy(() => import('./comments.tsx')) },
        ],
        list: [{ order: 10, element: lazy(() => import('./list-links.tsx')) }],
      },
    },
  },
});
