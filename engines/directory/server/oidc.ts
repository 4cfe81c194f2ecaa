import { createHash, randomBytes } from 'node:crypto';
import { kernelErrors, Refusal, iso } from '@hezhi/contract';
import { cookieName, type Call, type House } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { noteRefusal } from './audit.ts';
import { cookieOf } from './authenticate.ts';
import { SandboxIdentity } from './oidc-sandbox.ts';
import { accountByName } from './queries-accounts.ts';
import { insertFlow, insertLink, linkedAccount, takeFlow } from './queries-oidc.ts';
import { begin, nameKey } from './sessions.ts';

/** A provider of identities (OpenID Connect, authorization code flow with PKCE, RFC 7636). */
export interface IdentityProvider {
  readonly issuer: string;
  /** Where the browser is sent. */
  authorizeUrl(ask: { state: string; nonce: string; challenge: string; redirect: string }): Promise<string>;
  /** Exchanges the code; checks the ID token, its nonce included. Throws when anything is wrong. */
  exchange(given: { code: string; verifier: string; nonce: string; redirect: string }): Promise<{ subject: string; account?: string }>;
}

type Flow = { verifier: string; nonce: string; back: string };
type Wire = { request: FastifyRequest; reply: FastifyReply };

const COOKIE = 'hezhi_sso';
const LIFE = 10 * 60_000;
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const secret = (): string => randomBytes(32).toString('base64url');

const box = (house: House): { provider: IdentityProvider | null } =>
  house.memo('directory.identity', () => ({ provider: house.settings.demo ? new SandboxIdentity(house) : null }));

/** Uses a provider from now on (the composition calls it when the house opens). */
export function useIdentityProvider(house: House, provider: IdentityProvider): void {
  box(house).provider = provider;
}

/** The provider in use, or null. */
export const identityProvider = (house: House): IdentityProvider | null => box(house).provider;

/** Where the provider sends the browser back to: the only place. */
export function redirectUri(house: House, request: FastifyRequest): string {
  return `${house.settings.publicUrl ?? `${request.protocol}://${request.host}`}/api/sessions/oidc/callback`;
}

/** The app a path belongs to. */
const appOf = (back: string): string => /^\/(desk|field|screen)\b/.exec(back)?.[1] ?? 'desk';

/** Sends the browser to the provider. The state is bound to this browser by a cookie, so a stranger's flow cannot be finished here; a link on another site only leads to our log-in page. */
export async function ssoStart(call: Call, back: string, { request, reply }: Wire): Promise<FastifyReply> {
  const provider = identityProvider(call.house);
  if (!provider) throw new Refusal(kernelErrors.no_such_path);
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return reply.redirect(`/${appOf(back)}/login`, 302);
  const [state, browser] = [secret(), secret()];
  const flow: Flow = { verifier: secret(), nonce: secret(), back };
  const sealed = call.house.vault.seal(JSON.stringify(flow), 'oidc.flow');
  await insertFlow(call.db, { state: hash(state), browser: hash(browser), sealed, expires: iso(call.now + LIFE) });
  const challenge = hash(flow.verifier).toString('base64url');
  const url = await provider.authorizeUrl({ state, nonce: flow.nonce, challenge, redirect: redirectUri(call.house, request) });
  const secure = call.house.settings.secureCookies ? '; Secure' : '';
  return reply
    .header('set-cookie', `${cookieName(call.house.settings, COOKIE)}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${LIFE / 1000}${secure}`)
    .redirect(url, 302);
}

type Given = { code?: string | undefined; state: string; error?: string | undefined };

/** Takes the person back to the app: logged in, or to its log-in page with the reason. A client that wants no page gets the problem itself. */
export async function ssoBack(call: Call, given: Given, wire: Wire): Promise<FastifyReply> {
  let app = 'desk';
  try {
    return await finish(call, given, wire, (back) => (app = appOf(back)));
  } catch (error) {
    const shown = error instanceof Refusal && (error.def === errors.sso_failed || error.def === errors.sso_unlinked);
    if (!shown || !wire.request.headers.accept?.includes('text/html')) throw error;
    return wire.reply.redirect(`/${app}/login?sso=${error.def === errors.sso_unlinked ? 'unlinked' : 'failed'}`, 302);
  }
}

/** Proves the code, finds the linked account and begins the session; `begun` is told where the person was going. */
async function finish(call: Call, given: Given, wire: Wire, begun: (back: string) => void): Promise<FastifyReply> {
  const { house } = call;
  const provider = identityProvider(house);
  if (!provider) throw new Refusal(kernelErrors.no_such_path);
  const browser = cookieOf(house, wire.request, COOKIE) ?? '';
  const row = await takeFlow(call.db, hash(given.state), hash(browser), iso(call.now));
  if (!row) throw new Refusal(errors.sso_failed);
  const flow = JSON.parse(house.vault.open(row.sealed, 'oidc.flow')) as Flow;
  begun(flow.back);
  if (given.code === undefined) throw new Refusal(errors.sso_failed);
  let claims: { subject: string; account?: string };
  try {
    claims = await provider.exchange({ code: given.code, verifier: flow.verifier, nonce: flow.nonce, redirect: redirectUri(house, wire.request) });
  } catch (error) {
    house.log.warn({ err: error, reference: call.reference }, 'single sign-on failed');
    await noteRefusal(call, undefined, wire.request.ip, 'sso');
    throw new Refusal(errors.sso_failed);
  }
  let account = await linkedAccount(call.db, provider.issuer, claims.subject);
  if (!account && claims.account !== undefined) {
    // Only providers that the installation trusts to name accounts say `account` (the sandbox does).
    const named = await accountByName(call.db, nameKey(claims.account));
    if (named) await insertLink(call.db, provider.issuer, claims.subject, named.id);
    account = named;
  }
  if (!account || account.status !== 'active') {
    await noteRefusal(call, account, wire.request.ip, 'sso');
    throw new Refusal(errors.sso_unlinked);
  }
  await begin(call, wire, account, call.with({ key: null }).write(), { how: 'sso' });
  return wire.reply.redirect(flow.back, 302);
}
