import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./field: an emergency as those see it who have an item of it. */
export const screens = defineScreens({
  room: 'command',
  words,
  pages: [{ path: '/command/:id', element: lazy(() => import('./incident.tsx')), permission: ['command.use', 'duty.read'] }],
  kinds: {
    incident: defineKind({ name: 'command:kind.incident' }),
    incident_item: defineKind({ name: 'command:kind.item' }),
  },
});
