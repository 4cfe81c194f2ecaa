import type { Actor, Language } from '@hezhi/contract';
import type { FastifyRequest } from 'fastify';
import type { TellRefusal } from '../house.ts';

/** Who stands behind a request: the actor, and the session that proves it (`expires`: epoch ms). */
export type Standing = { readonly actor: Actor; readonly session: { readonly id: string; readonly expires: number } | null };

/** Nobody we know: everybody at a route outside, whose standard knows no session. */
export const stranger: Standing = {
  actor: { kind: 'anonymous', person: null, name: '', district: null, post: null, permissions: [], language: 'zh-Hans' },
  session: null,
};

/** Given by the composition: reads the cookie `hezhi_session` (`cookieName`) or `Authorization: Bearer`; an unknown token is a visitor. */
export type Authenticate = (request: FastifyRequest) => Promise<Standing>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Name of the route in logs and metrics, e.g. `POST /cases`. */
    label?: string;
    /** Not logged. */
    quiet?: boolean;
    /** Tells the route's failures instead of the problem document. */
    refuse?: TellRefusal;
  }
  interface FastifyRequest {
    /** Set before any handler of a room runs. */
    standing: Standing | null;
    /** Language of sentences to this person. */
    language: Language;
    /** The JSON body as it came; '' for other kinds. */
    bodyText: string;
  }
}
