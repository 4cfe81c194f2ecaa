import { BarChartOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** The door ./desk: 数据看板. */
export const screens = defineScreens({
  room: 'insight',
  words,
  pages: [
    {
      path: '/insight',
      element: lazy(() => import('./dashboard.tsx')),
      permission: 'insight.read',
      nav: { group: 'smart', icon: BarChartOutlined, label: 'nav', order: 100 },
    },
  ],
});
