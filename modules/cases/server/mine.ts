import { askedBy } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';

/** The cases that a person reported, newest first, with the sentence of each. */
export const myCases = (call: Call, page: { cursor?: string | undefined; limit: number }) => askedBy(call, { ...page, kinds: ['case'] });
