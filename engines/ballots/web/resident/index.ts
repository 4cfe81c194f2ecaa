import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: what is voted on, one's own vote, receipts, the roll. */
export const screens = defineScreens({
  room: 'ballots',
  words,
  // Receipts are the device's: they hold no choice, and whoever voted by code has no account.
  kept: [{ key: 'hezhi.ballots.receipts', device: true, count: (text) => (JSON.parse(text) as unknown[]).length, lost: 'receipts.lost' }],
  pages: [
    { path: '/votes', element: lazy(() => import('./list.tsx')), public: true },
    { path: '/votes/receipts', element: lazy(() => import('./receipts.tsx')), public: true },
    { path: '/vote/:district/:id', element: lazy(() => import('./ballot.tsx')), public: true },
    { path: '/roll/:district/:id', element: lazy(() => import('./roll.tsx')), public: true },
  ],
  home: [{ order: 6, element: lazy(() => import('./section.tsx')) }],
});
