import { BranchesOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';

/** The desk's rules of dispatch; their words stand apart, so that no resident loads them. */
export const screens = defineScreens({
  room: 'routing',
  words: {
    'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
    'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  pages: [
    {
      path: '/admin/routing',
      element: lazy(() => import('./routing.tsx')),
      permission: 'cases.manage_routing',
      nav: { group: 'admin', icon: BranchesOutlined, label: 'nav', order: 985 },
    },
  ],
});
