import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: compounds near me, the page of one, a vote of its owners, proposing one. */
export const screens = defineScreens({
  room: 'owners',
  words,
  pages: [
    {
      path: '/owners',
      element: lazy(() => import('./groups.tsx')),
      public: true,
      nav: { group: 'me', label: 'resident.title', hint: 'resident.hint', order: 24 },
    },
    { path: '/owners/:district/:group', element: lazy(() => import('./group.tsx')), public: true },
    { path: '/owners/:district/:group/propose', element: lazy(() => import('./propose.tsx')) },
    // Links of old: the district in `?district=`, or looked up.
    { path: '/owners/:group', element: lazy(() => import('./group.tsx')), public: true },
    { path: '/owners/:group/propose', element: lazy(() => import('./propose.tsx')) },
    { path: '/owners-vote/:district/:id', element: lazy(() => import('./vote.tsx')), public: true },
  ],
  kinds: { owners_vote: {} },
});
