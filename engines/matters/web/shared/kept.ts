import type { KeptHere } from '@hezhi/web';
import type { Pending } from './phone/pending.ts';

const listOf = (text: string): Pending[] => JSON.parse(text) as Pending[];

/** What the screens of matters keep on a device: submissions that the server does not have yet, and filters that somebody named. */
export const kept: readonly KeptHere[] = [
  {
    key: 'hezhi.pending',
    count: (text, person) => listOf(text).filter((one) => one.person === person).length,
    lost: 'shared.pendingLost',
    others: (text, person) => {
      const rest = listOf(text).filter((one) => one.person !== person);
      return rest.length === 0 ? null : { text: JSON.stringify(rest), files: rest.map((one) => `pending.${one.id}`) };
    },
  },
  { key: 'hezhi.views.', device: true },
];
