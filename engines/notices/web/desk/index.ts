import { FileTextOutlined, SendOutlined } from '@ant-design/icons';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words as shared } from '../shared/words.ts';

const own = {
  'zh-Hans': () => import('./words/zh-Hans.json', { with: { type: 'json' } }),
  'zh-Hant': () => import('./words/zh-Hant.json', { with: { type: 'json' } }),
  en: () => import('./words/en.json', { with: { type: 'json' } }),
};
/** The words that all apps share, and the administration's. */
const both = (language: keyof typeof own) => async () => {
  const [first, second] = await Promise.all([shared[language](), own[language]()]);
  return { default: { ...first.default, ...second.default } };
};

/** The door ./desk: the bell, own notices and wishes, the log of what was sent, the words of notices. */
export const screens = defineScreens({
  room: 'notices',
  words: { 'zh-Hans': both('zh-Hans'), 'zh-Hant': both('zh-Hant'), en: both('en') },
  head: [{ order: 10, element: lazy(() => import('../shared/bell.tsx')) }],
  pages: [
    { path: '/me/notices', element: lazy(() => import('./inbox.tsx')), nav: { group: 'me', label: 'inbox.title', hint: 'inbox.hint', order: 40 } },
    { path: '/me/notices/wishes', element: lazy(() => import('./wishes.tsx')), nav: { group: 'me', label: 'wishes.title', hint: 'wishes.hint', order: 50 } },
    {
      path: '/admin/notice-log',
      element: lazy(() => import('./log.tsx')),
      permission: 'notices.read_log',
      nav: { group: 'admin', icon: SendOutlined, label: 'log.title', order: 970 },
    },
    {
      path: '/admin/notice-templates',
      element: lazy(() => import('./templates.tsx')),
      permission: 'notices.manage_templates',
      nav: { group: 'admin', icon: FileTextOutlined, label: 'templates.title', order: 980 },
    },
  ],
});
