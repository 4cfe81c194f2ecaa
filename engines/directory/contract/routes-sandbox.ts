import { anyone, defineRoute, Moment } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { AccountName, Mobile } from './fields.ts';

/** Stand-ins for outside providers; they answer 404 outside the demo. */
export const sandboxRoutes = {
  sandboxCodes: defineRoute({
    method: 'GET',
    path: '/sandbox/codes',
    summary: 'Demo only: codes that the sandbox SMS provider “sent” to a phone',
    access: anyone('stands in for the phone; exists in the demo only'),
    query: z.object({ phone: Mobile }),
    reply: z.object({ items: z.array(z.object({ code: z.string(), at: Moment })), next: z.null() }),
  }),
  sandboxIdentity: defineRoute({
    method: 'GET',
    path: '/sandbox/identity',
    summary: 'Demo only: the page of the sandbox identity provider; with `account` it sends the browser back',
    access: anyone('stands in for the provider’s own log-in page; exists in the demo only'),
    query: z.object({
      state: z.string().max(200),
      nonce: z.string().max(200),
      challenge: z.string().max(200),
      redirect: z.url().max(400),
      account: AccountName.optional(),
    }),
    reply: null,
    reply_kind: 'raw',
    errors: [errors.sso_failed],
  }),
} as const;
