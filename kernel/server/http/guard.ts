import { may, kernelErrors, Refusal, type Access, type Actor } from '@hezhi/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings.ts';
import { httpErrors } from './errors.ts';

/** Refuses an actor who may not call the route: 401 when logging in could help, else 403. */
export function admit(access: Access, actor: Actor): void {
  if (access.kind === 'anyone') return;
  if (access.kind === 'person') {
    if (actor.kind !== 'person') throw new Refusal(kernelErrors.not_logged_in);
    return;
  }
  if (access.permissions.some((permission) => may(actor, permission))) return;
  throw new Refusal(actor.kind === 'person' ? kernelErrors.forbidden : kernelErrors.not_logged_in);
}

/** Whether the request proves who it is by `Authorization: Bearer`, which no other site can make a browser send. */
export const bearer = (request: FastifyRequest): boolean => /^bearer\s/i.test(request.headers.authorization ?? '');

/** Name of a cookie of ours. Where cookies go over HTTPS only it belongs to this very host (`__Host-`, RFC 6265bis): no neighbouring host can set it. */
export const cookieName = (settings: Pick<Settings, 'secureCookies'>, name: string): string => (settings.secureCookies ? `__Host-${name}` : name);

/** Whether a browser sent a session's cookie along. */
export const leansOnCookie = (request: FastifyRequest): boolean => /(?:^|;\s*)(?:__Host-)?hezhi_session=/.test(request.headers.cookie ?? '');

/**
 * Refuses a change that another site makes a browser send. A browser says where a request comes from by Sec-Fetch-Site or
 * Origin; a request that leans on the session cookie must carry one of them, and it must be ours.
 */
export function sameSite(request: FastifyRequest, publicOrigin: string | null): void {
  if (request.method === 'GET' || request.method === 'HEAD' || bearer(request)) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  const origin = request.headers.origin;
  if (site === undefined && origin !== undefined) {
    if (origin === publicOrigin || hostOf(origin) === request.headers.host) return;
  }
  if (site === undefined && origin === undefined && !leansOnCookie(request)) return;
  throw new Refusal(httpErrors.cross_site);
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/** What the pages of one app may load from elsewhere: single scripts by their whole address, and schemes of frames that a program around the page listens to. */
export type Guests = { readonly scripts: readonly string[]; readonly frames: readonly string[] };
const noGuests: Guests = { scripts: [], frames: [] };

/**
 * The content policy of pages. Scripts, connections and workers only from here; images also from memory (photos before upload).
 * With a nonce, style elements need it; style attributes stay allowed because plots and maps write them.
 */
export function contentPolicy(nonce: string | null, guests: Guests = noGuests): string {
  const styles = nonce
    ? ["style-src 'self' 'unsafe-inline'", `style-src-elem 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'"]
    : ["style-src 'self' 'unsafe-inline'"];
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...(nonce ? [`'nonce-${nonce}'`] : []), ...guests.scripts].join(' ')}`,
    ...styles,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    ...(guests.frames.length > 0 ? [`frame-src 'self' ${guests.frames.join(' ')}`] : []),
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const apiPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Headers of every reply; pages replace the content policy by their own. */
export function secureHeaders(reply: FastifyReply, secure: boolean): void {
  reply.headers({
    'content-security-policy': apiPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
  });
  if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
}
