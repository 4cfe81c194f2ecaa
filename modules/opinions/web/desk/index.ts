import { BulbOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: questions of the territory, what residents propose, the map. */
export const screens = defineScreens({
  room: 'opinions',
  words,
  pages: [
    {
      path: '/opinions',
      element: lazy(() => import('./list.tsx')),
      permission: ['opinions.read', 'opinions.manage'],
      nav: { group: 'autonomy', icon: BulbOutlined, label: 'nav', order: 40 },
    },
    { path: '/opinions/new', element: lazy(() => import('./new.tsx')), permission: 'opinions.manage' },
    { path: '/opinions/statements', element: lazy(() => import('./queue.tsx')), permission: ['opinions.moderate', 'opinions.manage'] },
    { path: '/opinions/:id', element: lazy(() => import('./detail.tsx')), permission: ['opinions.read', 'opinions.manage'] },
    { path: '/opinions/:id/edit', element: lazy(() => import('./edit.tsx')), permission: 'opinions.manage' },
  ],
});
