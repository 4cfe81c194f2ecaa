import { CalendarOutlined, CommentOutlined, TeamOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const readers = ['deliberations.read', 'deliberations.organise', 'deliberations.supervise'];

/** The door ./desk: bodies and meetings; topics and tasks are matters, and show what is theirs on the pages of matters. */
export const screens = defineScreens({
  room: 'deliberations',
  words,
  pages: [
    {
      path: '/meetings',
      element: lazy(() => import('./meetings.tsx')),
      permission: readers,
      nav: { group: 'autonomy', icon: CalendarOutlined, label: 'nav.meetings', order: 20 },
    },
    { path: '/meetings/:id', element: lazy(() => import('./meeting.tsx')), permission: readers },
    {
      path: '/bodies',
      element: lazy(() => import('./bodies.tsx')),
      permission: [...readers, 'deliberations.manage_bodies'],
      nav: { group: 'autonomy', icon: TeamOutlined, label: 'nav.bodies', order: 10 },
    },
    { path: '/bodies/:id', element: lazy(() => import('./body.tsx')), permission: [...readers, 'deliberations.manage_bodies'] },
    { path: '/deliberations/new', element: lazy(() => import('./propose.tsx')), permission: 'deliberations.propose' },
  ],
  kinds: {
    deliberation: defineKind({
      name: 'deliberations:nav.topic',
      icon: CommentOutlined,
      facts: lazy(() => import('./facts.tsx')),
      parts: [
        { order: 5, element: lazy(() => import('./round-origin.tsx')) },
        { order: 10, element: lazy(() => import('./participants.tsx')) },
        { order: 20, element: lazy(() => import('./meetings-part.tsx')) },
        { order: 30, element: lazy(() => import('./ballot-part.tsx')) },
        { order: 40, element: lazy(() => import('./objections.tsx')) },
        { order: 50, element: lazy(() => import('./tasks-part.tsx')) },
      ],
      tools: [{ order: 50, element: lazy(() => import('./tools.tsx')) }],
      start: { path: '/deliberations/new', label: 'deliberations:propose.title', permission: 'deliberations.propose' },
    }),
    task: defineKind({ name: 'deliberations:nav.task' }),
    case: defineKind({ parts: [{ order: 65, element: lazy(() => import('./round-origin.tsx')) }] }),
  },
});
