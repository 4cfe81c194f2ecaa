import { inOffice, type Personal } from '@hezhi/server';

/** Keys are given out in office. */
export const personal: Personal = { tables: [inOffice('open311.key', 'created_by', 'revoked_by')] };
