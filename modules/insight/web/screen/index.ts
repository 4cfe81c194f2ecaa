import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./screen: 一张图 on the wall. */
export const screens = defineScreens({ room: 'insight', words, pages: [{ path: '/', element: lazy(() => import('./wall.tsx')), permission: 'insight.read' }] });
