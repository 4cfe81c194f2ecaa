import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: what is being talked about, the page of a topic that opens from a link, a meeting, proposing. */
export const screens = defineScreens({
  room: 'deliberations',
  words,
  pages: [
    { path: '/talks', element: lazy(() => import('./talks.tsx')), public: true, nav: { group: 'me', label: 'talks.title', hint: 'talks.hint', order: 20 } },
    { path: '/talks/new', element: lazy(() => import('./propose.tsx')) },
    { path: '/talk/:district/:id', element: lazy(() => import('./talk.tsx')), public: true },
    { path: '/meet/:district/:id', element: lazy(() => import('./meet.tsx')), public: true },
    { path: '/my/talks', element: lazy(() => import('./mine.tsx')), nav: { group: 'me', label: 'mine.title', hint: 'mine.hint', order: 21 } },
  ],
  home: [{ order: 8, element: lazy(() => import('./near.tsx')) }],
  // A topic of one's own stands in 我的事 too, where it can be withdrawn.
  kinds: { deliberation: { name: 'deliberations:nav.topic' } },
});
