import { HomeOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const readers = ['owners.read', 'owners.keep', 'owners.organise'];

/** The door ./desk: compounds with register and committee; votes are matters, and show what is theirs on the pages of matters. */
export const screens = defineScreens({
  room: 'owners',
  words,
  pages: [
    {
      path: '/owners',
      element: lazy(() => import('./list.tsx')),
      permission: readers,
      nav: { group: 'autonomy', icon: HomeOutlined, label: 'nav.groups', order: 40 },
    },
    { path: '/owners/:id', element: lazy(() => import('./group.tsx')), permission: readers },
  ],
  kinds: {
    owners_vote: defineKind({
      name: 'owners:nav.vote',
      icon: HomeOutlined,
      facts: lazy(() => import('./facts.tsx')),
      parts: [
        { order: 10, element: lazy(() => import('./work.tsx')) },
        { order: 20, element: lazy(() => import('./candidates.tsx')) },
        { order: 30, element: lazy(() => import('./challenges.tsx')) },
      ],
    }),
  },
});
