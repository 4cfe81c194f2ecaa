import { inOffice, type Personal } from '@hezhi/server';

/** Who came to the place did so in office. */
export const personal: Personal = { tables: [inOffice('whistles.response', 'checked_in_by')] };
