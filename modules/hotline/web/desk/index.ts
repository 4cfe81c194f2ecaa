import { BarChartOutlined, CustomerServiceOutlined, FileTextOutlined, PhoneOutlined, RollbackOutlined, SettingOutlined } from '@ant-design/icons';
import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

/** Ready answers beside a field of words: for a step of a matter, or for the telephone. */
export const TemplatePicker = lazy(() => import('./template-picker.tsx'));

/** The door ./desk: intake, log, call-backs, templates, figures, settings. */
export const screens = defineScreens({
  room: 'hotline',
  words,
  pages: [
    {
      path: '/hotline',
      element: lazy(() => import('./intake.tsx')),
      permission: 'hotline.answer',
      nav: { group: 'hotline', icon: CustomerServiceOutlined, label: 'nav.intake', order: 40 },
    },
    {
      path: '/hotline/calls',
      element: lazy(() => import('./calls.tsx')),
      permission: ['hotline.answer', 'hotline.read_figures'],
      nav: { group: 'hotline', icon: PhoneOutlined, label: 'nav.calls', order: 41 },
    },
    {
      path: '/hotline/callbacks',
      element: lazy(() => import('./callbacks.tsx')),
      permission: ['hotline.call_back', 'hotline.read_figures'],
      nav: { group: 'hotline', icon: RollbackOutlined, label: 'nav.callbacks', order: 42 },
    },
    {
      path: '/hotline/figures',
      element: lazy(() => import('./figures.tsx')),
      permission: ['hotline.read_figures', 'hotline.answer'],
      nav: { group: 'hotline', icon: BarChartOutlined, label: 'nav.figures', order: 43 },
    },
    {
      path: '/hotline/templates',
      element: lazy(() => import('./templates.tsx')),
      permission: 'hotline.manage_templates',
      nav: { group: 'hotline', icon: FileTextOutlined, label: 'nav.templates', order: 44 },
    },
    {
      path: '/hotline/settings',
      element: lazy(() => import('./settings.tsx')),
      permission: 'hotline.manage',
      nav: { group: 'admin', icon: SettingOutlined, label: 'nav.settings', order: 60 },
    },
  ],
  // Every kind of matter whose steps take words: ready sentences beside the field.
  kinds: { '*': defineKind({ typing: [{ order: 50, element: lazy(() => import('./step-templates.tsx')) }] }) },
});
