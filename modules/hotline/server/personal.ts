import { inOffice, type Personal } from '@hezhi/server';

/** Calls and wishes belong to a number, not to an account: who calls asks the hotline. The agents work. */
export const personal: Personal = {
  tables: [
    inOffice('hotline.call', 'agent'),
    inOffice('hotline.agent', 'person'),
    inOffice('hotline.callback', 'agent'),
    { table: 'hotline.wish', persons: [], copy: 'record', closing: 'record' },
  ],
};
