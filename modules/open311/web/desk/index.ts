import { ApiOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: keys of the interface, under administration. */
export const screens = defineScreens({
  room: 'open311',
  words,
  pages: [
    {
      path: '/admin/open311',
      element: lazy(() => import('./keys.tsx')),
      permission: 'open311.manage_keys',
      nav: { group: 'admin', icon: ApiOutlined, label: 'nav', order: 970 },
    },
  ],
});
