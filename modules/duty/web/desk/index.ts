import { CalendarOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: who is on, rosters and their months, my shifts, swaps and leave. */
export const screens = defineScreens({
  room: 'duty',
  words,
  pages: [
    {
      path: '/duty',
      element: lazy(() => import('./overview.tsx')),
      permission: 'duty.read',
      nav: { group: 'command', icon: CalendarOutlined, label: 'nav', order: 35 },
    },
    { path: '/duty/mine', element: lazy(() => import('./mine.tsx')), permission: 'duty.read', nav: { group: 'me', label: 'navMine', order: 5 } },
    { path: '/duty/requests', element: lazy(() => import('./requests.tsx')), permission: 'duty.read' },
    { path: '/duty/rosters/new', element: lazy(() => import('./new.tsx')), permission: 'duty.manage' },
    { path: '/duty/rosters/:id', element: lazy(() => import('./month.tsx')), permission: 'duty.read' },
    { path: '/duty/rosters/:id/settings', element: lazy(() => import('./settings.tsx')), permission: 'duty.manage' },
    { path: '/duty/rosters/:id/changes', element: lazy(() => import('./changes.tsx')), permission: 'duty.read' },
  ],
});
