import { FileExcelOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';

/** The desk's import of cases from spreadsheets; its words stand apart, so that no resident loads them. */
export const screens = defineScreens({
  room: 'imports',
  words: {
    'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
    'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  pages: [
    {
      path: '/cases/import',
      element: lazy(() => import('./imports.tsx')),
      permission: 'cases.import',
      nav: { group: 'work', icon: FileExcelOutlined, label: 'nav', order: 35 },
    },
    { path: '/cases/import/:id', element: lazy(() => import('./import.tsx')), permission: 'cases.import' },
  ],
});
