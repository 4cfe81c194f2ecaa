import { CheckSquareOutlined, ProfileOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const readers = ['ballots.manage', 'ballots.collect', 'ballots.observe'];

/** The door ./desk: ballots, papers and their entry, rolls. */
export const screens = defineScreens({
  room: 'ballots',
  words,
  pages: [
    {
      path: '/ballots',
      element: lazy(() => import('./list.tsx')),
      permission: readers,
      nav: { group: 'autonomy', icon: CheckSquareOutlined, label: 'nav.list', order: 30 },
    },
    { path: '/ballots/new', element: lazy(() => import('./new.tsx')), permission: 'ballots.manage' },
    {
      path: '/ballots/rolls',
      element: lazy(() => import('./rolls.tsx')),
      permission: readers,
      nav: { group: 'autonomy', icon: ProfileOutlined, label: 'nav.rolls', order: 32 },
    },
    { path: '/ballots/rolls/:id', element: lazy(() => import('./roll.tsx')), permission: readers },
    { path: '/ballots/:id', element: lazy(() => import('./ballot.tsx')), permission: readers },
    { path: '/ballots/:id/papers', element: lazy(() => import('./papers.tsx')), permission: readers },
    { path: '/ballots/:id/print', element: lazy(() => import('./print.tsx')), permission: ['ballots.manage', 'ballots.collect'] },
  ],
});
