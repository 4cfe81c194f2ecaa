import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./resident: the bell, what I was told, by which ways I am told. */
export const screens = defineScreens({
  room: 'notices',
  words,
  head: [{ order: 10, element: lazy(() => import('../shared/bell.tsx')) }],
  pages: [
    { path: '/me/notices', element: lazy(() => import('./inbox.tsx')), nav: { group: 'me', label: 'inbox.title', hint: 'inbox.hint', order: 5 } },
    { path: '/me/notices/wishes', element: lazy(() => import('./wishes.tsx')), nav: { group: 'me', label: 'wishes.title', hint: 'wishes.hint', order: 30 } },
  ],
});
