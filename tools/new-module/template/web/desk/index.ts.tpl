import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk. */
export const screens = defineScreens({
  room: '__name__',
  words,
  pages: [{ path: '/__name__', element: lazy(() => import('./list.tsx')), permission: '__name__.read', nav: { group: 'work', label: 'nav', order: 900 } }],
});
