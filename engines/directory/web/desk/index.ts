import {
  ApartmentOutlined,
  AuditOutlined,
  HomeOutlined,
  IdcardOutlined,
  KeyOutlined,
  NodeIndexOutlined,
  SafetyCertificateOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { lazy } from 'react';
import { defineScreens } from '@hezhi/web';
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

const admin = (order: number, label: string, icon: typeof KeyOutlined) => ({ group: 'admin' as const, order, label, icon });

/** 工作台: accounts, people, organisations, posts, roles, territory, audit, and one's own account. */
export const screens = defineScreens({
  room: 'directory',
  words: { 'zh-Hans': both('zh-Hans'), 'zh-Hant': both('zh-Hant'), en: both('en') },
  pages: [
    {
      path: '/admin/accounts',
      element: lazy(() => import('./accounts.tsx')),
      permission: ['directory.manage_accounts', 'directory.lock_accounts'],
      nav: admin(910, 'accounts.title', KeyOutlined),
    },
    {
      path: '/admin/people',
      element: lazy(() => import('./people.tsx')),
      permission: ['directory.read_people', 'directory.manage_people'],
      nav: admin(920, 'people.title', TeamOutlined),
    },
    {
      path: '/admin/organisations',
      element: lazy(() => import('./organisations.tsx')),
      permission: ['directory.read_people', 'directory.manage_organisations'],
      nav: admin(930, 'orgs.title', ApartmentOutlined),
    },
    {
      path: '/admin/posts',
      element: lazy(() => import('./posts.tsx')),
      permission: ['directory.read_people', 'directory.manage_posts', 'directory.manage_roles'],
      nav: admin(940, 'posts.title', IdcardOutlined),
    },
    {
      path: '/admin/roles',
      element: lazy(() => import('./roles.tsx')),
      permission: ['directory.read_people', 'directory.manage_posts', 'directory.manage_roles', 'directory.read_audit'],
      nav: admin(950, 'roles.title', SafetyCertificateOutlined),
    },
    {
      path: '/admin/territory',
      element: lazy(() => import('./territory.tsx')),
      permission: ['directory.read_people', 'directory.manage_territory'],
      nav: admin(960, 'territory.title', NodeIndexOutlined),
    },
    { path: '/admin/audit', element: lazy(() => import('./audit.tsx')), permission: 'directory.read_audit', nav: admin(900, 'audit.title', AuditOutlined) },
    {
      path: '/homes',
      element: lazy(() => import('./homes.tsx')),
      permission: 'directory.confirm_homes',
      nav: { group: 'autonomy', order: 5, label: 'homes.nav', icon: HomeOutlined },
    },
    { path: '/me/security', element: lazy(() => import('./security.tsx')), nav: { group: 'me', label: 'security.title', hint: 'security.sub', order: 10 } },
    { path: '/me/data', element: lazy(() => import('./own-data.tsx')), nav: { group: 'me', label: 'data.title', hint: 'data.sub', order: 15 } },
    { path: '/me/readings', element: lazy(() => import('./readings.tsx')), nav: { group: 'me', label: 'readings.title', hint: 'readings.hint', order: 20 } },
    { path: '/me/bind', element: lazy(() => import('./bind.tsx')) },
    { path: '/me/tasks', element: lazy(() => import('./tasks.tsx')), task: true },
    { path: '/recover', element: lazy(() => import('./recover.tsx')), public: true },
  ],
  login: [{ order: 10, element: lazy(() => import('../shared/login-more.tsx').then((more) => ({ default: more.StaffLoginMore }))) }],
});
