import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: covenants of the place; read, compare, suggest, sign. */
export const screens = defineScreens({
  room: 'covenants',
  words,
  pages: [
    { path: '/covenants', element: lazy(() => import('./list.tsx')), public: true },
    { path: '/covenant/:district/:id', element: lazy(() => import('./covenant.tsx')), public: true },
  ],
  home: [{ order: 45, element: lazy(() => import('./link.tsx')) }],
});
