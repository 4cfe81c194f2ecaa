import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./field: collecting papers at homes. */
export const screens = defineScreens({
  room: 'ballots',
  words,
  pages: [
    { path: '/collect', element: lazy(() => import('./list.tsx')), permission: 'ballots.collect', nav: { group: 'me', label: 'nav.collect', order: 20 } },
    { path: '/collect/:id', element: lazy(() => import('./round.tsx')), permission: 'ballots.collect' },
  ],
});
