import { inOffice, type Personal } from '@hezhi/server';

/** Packs are published and put to use in office. */
export const personal: Personal = { tables: [inOffice('methods.pack', 'published_by'), inOffice('methods.change', 'person')] };
