import { CommentOutlined, ProfileOutlined } from '@ant-design/icons';
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
    {
      path: '/postings',
      element: lazy(() => import('./postings.tsx')),
      permission: ['publicity.post', 'publicity.approve_posting', 'publicity.answer_objection'],
      nav: { group: 'autonomy', icon: ProfileOutlined, label: 'postings.nav', order: 40 },
    },
    { path: '/postings/new', element: lazy(() => import('./posting-new.tsx')), permission: 'publicity.post' },
    {
      path: '/postings/rules',
      element: lazy(() => import('./posting-rules.tsx')),
      permission: ['publicity.post', 'publicity.approve_posting', 'publicity.manage_postings'],
    },
    {
      path: '/postings/:id',
      element: lazy(() => import('./posting.tsx')),
      permission: ['publicity.post', 'publicity.approve_posting', 'publicity.answer_objection'],
    },
    { path: '/postings/:id/edit', element: lazy(() => import('./posting-edit.tsx')), permission: 'publicity.post' },
  ],
  kinds: {
    objection: defineKind({ name: 'publicity:kindObjection' }),
    case: defineKind({ parts: [{ order: 70, element: lazy(() => import('./case-part.tsx')) }] }),
  },
});
