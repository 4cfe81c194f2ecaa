import { inOffice, type Personal } from '@hezhi/server';

/** Hand-overs of the command centre are work. */
export const personal: Personal = { tables: [inOffice('command.handover', 'by_person'), inOffice('command.handover_mark', 'by_person')] };
