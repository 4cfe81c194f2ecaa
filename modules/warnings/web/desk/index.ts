import { AlertOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: 预警. */
export const screens = defineScreens({
  room: 'warnings',
  words,
  pages: [
    {
      path: '/warnings',
      element: lazy(() => import('./warnings.tsx')),
      permission: 'warnings.read',
      nav: { group: 'smart', icon: AlertOutlined, label: 'nav', order: 120 },
    },
    { path: '/warnings/:id', element: lazy(() => import('./warning.tsx')), permission: 'warnings.read' },
  ],
  kinds: { warning: defineKind({ name: 'warnings:kind', layers: [{ order: 10, element: lazy(() => import('./layer.tsx')) }] }) },
});
