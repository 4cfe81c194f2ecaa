import { inOffice, type Personal } from '@hezhi/server';

/** Warnings are dismissed and muted in office. */
export const personal: Personal = { tables: [inOffice('warnings.decision', 'person'), inOffice('warnings.mute', 'person')] };
