import { lazy } from 'react';
import { defineScreens } from '@hezhi/web';
import { phonePages } from '../phone/pages.ts';
import { words } from '../shared/words.ts';

/** 掌上网格: one's own account. */
export const screens = defineScreens({
  room: 'directory',
  words,
  pages: phonePages,
  login: [{ order: 10, element: lazy(() => import('../shared/login-more.tsx').then((more) => ({ default: more.StaffLoginMore }))) }],
});
