import { defineKind } from '@hezhi/matters/screens';
import { defineScreens } from '@hezhi/web';
import { lazy } from 'react';
import { words } from '../shared/words.ts';

const offers: Readonly<Record<string, string>> = {
  check_in_lead: 'check_in',
  check_in_assist: 'check_in',
  respond_lead: 'report_done',
  respond_assist: 'report_assist',
};
const order = ['check_in', 'report_done', 'report_assist', 'progress', 'sign_in', 'note', 'refuse'];

/** The door ./field: a whistle on the phone, in the generic task page. */
export const screens = defineScreens({
  room: 'whistles',
  words,
  pages: [],
  kinds: {
    whistle: defineKind({
      name: 'whistles:nav.list',
      facts: lazy(() => import('../shared/facts.tsx')),
      parts: [
        { order: 10, element: lazy(() => import('../shared/rating.tsx')) },
        { order: 20, element: lazy(() => import('../shared/room.tsx')) },
      ],
      owners: 'GET /whistles/:id/owners',
      next: ({ leg }) => {
        const step = offers[leg.key];
        return step === undefined ? null : { step, label: `whistles:field.${step}` };
      },
      rank: (step) => {
        const at = order.indexOf(step.key);
        return at < 0 ? undefined : at < 5 ? at : 9 + at;
      },
    }),
  },
});
