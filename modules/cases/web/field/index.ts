import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';
import { MapIcon, ReportIcon } from './icons.tsx';
import { nextStep, rankStep } from './next-step.ts';

/** 掌上网格: where the cases are, and reporting what one meets on the way; today's tasks are those of matters, where a case shows its facts. */
export const screens = defineScreens({
  room: 'cases',
  words,
  pages: [
    { path: '/map', element: lazy(() => import('./map.tsx')), nav: { icon: MapIcon, label: 'field.nav.map', order: 20 } },
    {
      path: '/report',
      element: lazy(() => import('./report.tsx')),
      permission: 'cases.report',
      nav: { icon: ReportIcon, label: 'field.nav.report', order: 30 },
    },
  ],
  kinds: {
    case: defineKind({
      plain: true,
      facts: lazy(() => import('./task-facts.tsx')),
      start: { path: '/report', label: 'cases:field.report.start', permission: 'cases.report' },
      owners: 'GET /cases/:id/handlers',
      subject: lazy(() => import('./subject-field.tsx')),
      next: nextStep,
      rank: rankStep,
      plainLegs: ['handle'],
    }),
  },
});
