import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: open questions, voting on statements, where one stands. */
export const screens = defineScreens({
  room: 'opinions',
  words,
  pages: [
    { path: '/opinions', element: lazy(() => import('./list.tsx')), public: true },
    { path: '/opinions/:district/:id', element: lazy(() => import('./question.tsx')), public: true },
  ],
  home: [{ order: 9, element: lazy(() => import('./section.tsx')) }],
});
