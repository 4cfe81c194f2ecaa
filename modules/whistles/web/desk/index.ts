import { BarChartOutlined, NotificationOutlined, SettingOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const work = ['whistles.blow', 'whistles.respond', 'whistles.designate', 'whistles.rate'];

/** The door ./desk: whistles, blowing one, their figures and kinds; the page of one is that of matters. */
export const screens = defineScreens({
  room: 'whistles',
  words,
  pages: [
    {
      path: '/whistles',
      element: lazy(() => import('./list.tsx')),
      permission: work,
      nav: { group: 'work', icon: NotificationOutlined, label: 'nav.list', order: 25 },
    },
    { path: '/whistles/new', element: lazy(() => import('./blow.tsx')), permission: 'whistles.blow' },
    {
      path: '/whistle-figures',
      element: lazy(() => import('./figures.tsx')),
      permission: 'whistles.read_figures',
      nav: { group: 'smart', icon: BarChartOutlined, label: 'nav.figures', order: 40 },
    },
    { path: '/whistle-responses', element: lazy(() => import('./behind.tsx')), permission: 'whistles.read_figures' },
    {
      path: '/whistle-kinds',
      element: lazy(() => import('./kinds.tsx')),
      permission: 'whistles.manage_kinds',
      nav: { group: 'admin', icon: SettingOutlined, label: 'nav.kinds', order: 60 },
    },
  ],
  kinds: {
    whistle: defineKind({
      name: 'whistles:nav.list',
      icon: NotificationOutlined,
      facts: lazy(() => import('../shared/facts.tsx')),
      parts: [
        { order: 10, element: lazy(() => import('../shared/rating.tsx')) },
        { order: 20, element: lazy(() => import('../shared/room.tsx')) },
      ],
      tools: [{ order: 90, element: lazy(() => import('./sheet-link.tsx')) }],
      start: { path: '/whistles/new', label: 'whistles:blow.title', permission: 'whistles.blow' },
      owners: 'GET /whistles/:id/owners',
    }),
    case: defineKind({ tools: [{ order: 30, element: lazy(() => import('./blow-link.tsx')) }] }),
  },
});
