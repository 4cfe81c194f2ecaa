import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: how this place works, for everybody (V7). */
export const screens = defineScreens({
  room: 'methods',
  words,
  pages: [
    { path: '/methods', element: lazy(() => import('./methods.tsx')), public: true, nav: { group: 'me', label: 'open.title', hint: 'open.hint', order: 60 } },
  ],
});
