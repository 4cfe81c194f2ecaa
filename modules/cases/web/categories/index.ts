import { TagsOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';

/** The desk's administration of categories; its words stand apart, so that no resident loads them. */
export const screens = defineScreens({
  room: 'categories',
  words: {
    'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
    'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  pages: [
    {
      path: '/admin/categories',
      element: lazy(() => import('./categories.tsx')),
      permission: 'cases.manage_categories',
      nav: { group: 'admin', icon: TagsOutlined, label: 'nav', order: 980 },
    },
  ],
});
