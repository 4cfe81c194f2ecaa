import { inOffice, type Personal } from '@hezhi/server';

/** Weights and reports are made in office. */
export const personal: Personal = { tables: [inOffice('insight.weights', 'person'), inOffice('insight.report', 'person')] };
