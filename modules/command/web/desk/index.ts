import { AlertOutlined, DashboardOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: the command desk, emergencies and their plans. */
export const screens = defineScreens({
  room: 'command',
  words,
  pages: [
    {
      path: '/command',
      element: lazy(() => import('./desk.tsx')),
      permission: 'command.use',
      nav: { group: 'command', icon: DashboardOutlined, label: 'nav', order: 30 },
    },
    {
      path: '/command/incidents',
      element: lazy(() => import('./incidents.tsx')),
      permission: ['command.use', 'duty.read'],
      nav: { group: 'command', icon: AlertOutlined, label: 'navIncidents', order: 32 },
    },
    {
      path: '/command/plans',
      element: lazy(() => import('./plans.tsx')),
      permission: 'command.use',
      nav: { group: 'admin', icon: AlertOutlined, label: 'navPlans', order: 65, permission: 'command.declare' },
    },
    { path: '/command/:id', element: lazy(() => import('./incident.tsx')), permission: ['command.use', 'duty.read'] },
  ],
  banners: [{ order: 10, element: lazy(() => import('../shared/banner.tsx')) }],
  kinds: {
    incident: defineKind({ name: 'command:kind.incident', icon: AlertOutlined }),
    incident_item: defineKind({ name: 'command:kind.item', icon: AlertOutlined }),
  },
});
