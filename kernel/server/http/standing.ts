import type { Actor, Language } from '@hezhi/contract';
import type { FastifyRequest } from 'fastify';

/** Who stands behind a request: the actor, and the session that proves it (`expires`: epoch ms). */
export type Standing = { readonly actor: Actor; readonly session: { readonly id: string; readonly expires: number } | null };

/** Given by the composition: reads the cookie `hezhi_session` or `Authorization: Bearer`; an unknown token is a visitor. */
export type Authenticate = (request: FastifyRequest) => Promise<Standing>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Name of the route in logs and metrics, e.g. `POST /cases`. */
    label?: string;
    /** Not logged. */
    quiet?: boolean;
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
