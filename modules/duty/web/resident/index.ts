import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from './words.ts';

/** The door ./resident: who is on duty tonight, for everybody. */
export const screens = defineScreens({
  room: 'duty',
  words,
  pages: [{ path: '/duty', element: lazy(() => import('./tonight.tsx')), public: true }],
  home: [{ order: 60, element: lazy(() => import('./link.tsx')) }],
});
