import { ApiOutlined, InboxOutlined, NotificationOutlined, SwapOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const may = ['exchange.read', 'exchange.manage'];
const admin = (order: number, label: string, icon: typeof ApiOutlined) => ({ group: 'admin' as const, order, label, icon });

/** 工作台: bodies, webhooks, the traffic with them, dead letters. */
export const screens = defineScreens({
  room: 'exchange',
  words,
  kinds: { '*': defineKind({ parts: [{ order: 60, element: lazy(() => import('./matter-part.tsx')) }] }) },
  pages: [
    { path: '/exchange/bodies', element: lazy(() => import('./bodies.tsx')), permission: may, nav: admin(970, 'bodies.title', ApiOutlined) },
    { path: '/exchange/webhooks', element: lazy(() => import('./webhooks.tsx')), permission: may, nav: admin(972, 'hooks.title', NotificationOutlined) },
    { path: '/exchange/messages', element: lazy(() => import('./messages.tsx')), permission: may, nav: admin(974, 'traffic.title', SwapOutlined) },
    { path: '/exchange/dead', element: lazy(() => import('./dead.tsx')), permission: may, nav: admin(976, 'dead.title', InboxOutlined) },
  ],
});
