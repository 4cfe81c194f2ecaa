import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./field: my shifts, checking in, swaps and leave. */
export const screens = defineScreens({
  room: 'duty',
  words,
  pages: [{ path: '/duty/mine', element: lazy(() => import('./mine.tsx')), permission: 'duty.read', nav: { group: 'me', label: 'navMine', order: 5 } }],
});
