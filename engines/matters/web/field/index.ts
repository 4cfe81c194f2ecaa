import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { kept } from '../shared/kept.ts';
import { words } from '../shared/words.ts';
import { TodayIcon } from './icons.tsx';

/** 掌上网格: what the worker has to do today, one task of any kind, and what has been done. */
export const screens = defineScreens({
  room: 'matters',
  words,
  kept,
  pages: [
    { path: '/', element: lazy(() => import('./today.tsx')), nav: { icon: TodayIcon, label: 'field.nav.today', order: 10 } },
    { path: '/task/:id', element: lazy(() => import('./task.tsx')) },
    { path: '/done', element: lazy(() => import('./done.tsx')) },
  ],
});
