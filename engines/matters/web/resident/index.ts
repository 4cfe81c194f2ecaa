import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { kept } from '../shared/kept.ts';
import { words } from '../shared/words.ts';
import { MineIcon } from './icons.tsx';

/** 居民通: 我的事, everything that one asked for, of every kind. */
export const screens = defineScreens({
  room: 'matters',
  words,
  kept,
  pages: [
    {
      path: '/mine',
      element: lazy(() => import('./mine.tsx')),
      public: true,
      nav: { label: 'resident.nav.mine', hint: 'resident.nav.mineHint', icon: MineIcon, order: 30, door: true },
    },
    { path: '/mine/:id', element: lazy(() => import('./my-matter.tsx')) },
  ],
});
