import { IdcardOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: reception days, what was raised, deputies, studios and the record. */
export const screens = defineScreens({
  room: 'deputies',
  words,
  pages: [
    {
      path: '/deputies',
      element: lazy(() => import('./home.tsx')),
      permission: 'deputies.read',
      nav: { group: 'politics', icon: IdcardOutlined, label: 'nav', order: 20 },
    },
    { path: '/deputies/studio/:id', element: lazy(() => import('./studio.tsx')), permission: 'deputies.manage' },
    { path: '/deputies/person/:id', element: lazy(() => import('./person.tsx')), permission: 'deputies.manage' },
    { path: '/deputies/day/new', element: lazy(() => import('./day-new.tsx')), permission: 'deputies.manage' },
    { path: '/deputies/day/:id', element: lazy(() => import('./day.tsx')), permission: 'deputies.manage' },
    { path: '/deputies/raise', element: lazy(() => import('./raise.tsx')), permission: 'deputies.manage' },
  ],
});
