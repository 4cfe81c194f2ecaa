import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./field: a kind reminder, recorded where it was said. */
export const screens = defineScreens({
  room: 'covenants',
  words,
  pages: [
    {
      path: '/remind',
      element: lazy(() => import('./remind.tsx')),
      permission: 'covenants.remind',
      nav: { group: 'me', label: 'reminders', hint: 'remindHint', order: 30 },
    },
  ],
});
