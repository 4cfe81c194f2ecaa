import { lazy } from 'react';
import { defineScreens } from '@hezhi/web';
import { phonePages } from '../phone/pages.ts';
import { words } from '../shared/words.ts';

/** 居民通: registering, one's own account, who looked at my data. */
export const screens = defineScreens({
  room: 'directory',
  words,
  pages: [
    ...phonePages,
    { path: '/me/home', element: lazy(() => import('../phone/home.tsx')), nav: { group: 'me', label: 'home.title', hint: 'home.hint', order: 5 } },
    { path: '/register', element: lazy(() => import('../phone/register.tsx')), public: true },
  ],
  login: [{ order: 10, element: lazy(() => import('../shared/login-more.tsx').then((more) => ({ default: more.ResidentLoginMore }))) }],
});
