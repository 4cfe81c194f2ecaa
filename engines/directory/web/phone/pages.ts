import { lazy } from 'react';
import type { Page } from '@hezhi/web';

/** One's own pages on a phone: security, readings, due tasks, a new password by a one-time code. */
export const phonePages: readonly Page[] = [
  { path: '/me/security', element: lazy(() => import('./security.tsx')), nav: { group: 'me', label: 'security.title', hint: 'security.sub', order: 10 } },
  { path: '/me/data', element: lazy(() => import('./own-data.tsx')), nav: { group: 'me', label: 'data.title', hint: 'data.sub', order: 15 } },
  { path: '/me/readings', element: lazy(() => import('./readings.tsx')), nav: { group: 'me', label: 'readings.title', hint: 'readings.hint', order: 20 } },
  { path: '/me/bind', element: lazy(() => import('./bind.tsx')) },
  { path: '/me/tasks', element: lazy(() => import('./tasks.tsx')), task: true },
  { path: '/recover', element: lazy(() => import('./recover.tsx')), public: true },
];
