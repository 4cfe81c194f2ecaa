import { FileProtectOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: covenants of the territory, their drafting, adoption, signers and kind reminders. */
export const screens = defineScreens({
  room: 'covenants',
  words,
  pages: [
    {
      path: '/covenants',
      element: lazy(() => import('./list.tsx')),
      permission: 'covenants.read',
      nav: { group: 'virtue', icon: FileProtectOutlined, label: 'nav', order: 20 },
    },
    { path: '/covenants/new', element: lazy(() => import('./new.tsx')), permission: 'covenants.keep' },
    { path: '/covenants/:id', element: lazy(() => import('./covenant.tsx')), permission: 'covenants.read' },
    { path: '/covenants/:id/edit', element: lazy(() => import('./edit.tsx')), permission: 'covenants.keep' },
    { path: '/covenants/:id/decide', element: lazy(() => import('./decide.tsx')), permission: 'covenants.keep' },
    { path: '/covenants/:id/reminders', element: lazy(() => import('./reminders.tsx')), permission: 'covenants.read' },
  ],
});
