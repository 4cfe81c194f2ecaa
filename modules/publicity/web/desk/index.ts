import { CommentOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: comments that wait to be read, and on a case's page what the public says of it, with the official answer. */
export const screens = defineScreens({
  room: 'publicity',
  words,
  pages: [
    {
      path: '/publicity/comments',
      element: lazy(() => import('./queue.tsx')),
      permission: 'publicity.moderate',
      nav: { group: 'work', icon: CommentOutlined, label: 'desk.nav', order: 60 },
    },
  ],
  kinds: { case: defineKind({ parts: [{ order: 70, element: lazy(() => import('./case-part.tsx')) }] }) },
});
