import { InboxOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { kept } from '../shared/kept.ts';
import { words } from '../shared/words.ts';

const queue = lazy(() => import('./queue.tsx'));
/** Whoever has a part in the work; administrators of the system have none. */
const work = ['matters.read_area', 'matters.act_for_org'];

/** 工作台: one queue for matters of every kind, with the page of the one that is open, and the search. */
export const screens = defineScreens({
  room: 'matters',
  words,
  kept,
  pages: [
    { path: '/matters', element: queue, permission: work, nav: { group: 'work', icon: InboxOutlined, label: 'nav.queue', order: 10 } },
    { path: '/matters/:id', element: queue },
    { path: '/search', element: lazy(() => import('./search.tsx')), permission: work },
  ],
});
