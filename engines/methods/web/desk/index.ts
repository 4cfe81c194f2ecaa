import { ProfileOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: the library of methods, what is in force where, history. */
export const screens = defineScreens({
  room: 'methods',
  words,
  pages: [
    {
      path: '/methods',
      element: lazy(() => import('./library.tsx')),
      permission: 'methods.read',
      nav: { group: 'autonomy', icon: ProfileOutlined, label: 'nav', order: 60 },
    },
    { path: '/methods/packs/:key', element: lazy(() => import('./pack.tsx')), permission: 'methods.read' },
    { path: '/methods/packs/:key/install', element: lazy(() => import('./install.tsx')), permission: 'methods.install' },
    { path: '/methods/compare', element: lazy(() => import('./compare.tsx')), permission: 'methods.read' },
    { path: '/methods/history', element: lazy(() => import('./history.tsx')), permission: 'methods.read' },
    { path: '/methods/upgrades', element: lazy(() => import('./upgrades.tsx')), permission: 'methods.install' },
  ],
});
