import { kernelErrors, newId, Refusal, iso } from '@hezhi/contract';
import { OutsideTrouble, type Call, type House } from '@hezhi/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '../contract/errors.ts';
import { attempt } from './attempts.ts';
import { audit, noteRefusal } from './audit.ts';
import { cookieOf, findStanding } from './authenticate.ts';
import { spendFactor } from './factor.ts';
import type { Proof } from './identity.ts';
import { wayOf, type Way } from './identity-ways.ts';
import { accountById, accountByName } from './queries-accounts.ts';
import { insertFlow, insertLink, linkedAccount, takeFlow, touchLink, type LinkedAccount } from './queries-oidc.ts';
import { begin, nameKey } from './sessions.ts';
import { sealOrigin } from './sso-origin.ts';
import { forgetWaiting, hold, secret, setStepCookie, sha256, WAIT, waits } from './sso-wait.ts';
import type { CurrentSession } from '../contract/routes-sessions.ts';

/** `back`: a path of one of our apps. `bind`: the person wants the identity bound, not to log in. */
type Flow = { way: string; verifier: string; nonce: string; back: string; bind: boolean };
type Wire = { request: FastifyRequest; reply: FastifyReply };

const COOKIE = 'hezhi_sso';

/** Somebody else has just done it. */
class Again extends Error {}

/** Our own address, as browsers know it. */
const origin = (house: House, request: FastifyRequest): string => house.settings.publicUrl ?? `${request.protocol}://${request.host}`;

/** Where a provider sends the browser back to: one address for each, so that no provider's answer can be taken for another's (RFC 9700, 4.4.2). */
export const redirectUri = (house: House, request: FastifyRequest, way: string): string => `${origin(house, request)}/api/sessions/sso/${way}/callback`;

/** Path of the app that the person comes from, without a slash at the end: staff `/desk`, `/field`, `/screen`, residents nothing. */
const appOf = (way: Way, back: string): string => (way.for === 'resident' ? '' : (/^\/(?:desk|field|screen)\b/.exec(back)?.[0] ?? '/desk'));

/** A page of that app, told where the person wanted to go (`name`), as the app itself says it. */
function pageOf(way: Way, back: string, path: string, query: Readonly<Record<string, string>>, name = 'back'): string {
  const app = appOf(way, back);
  const inside = back === app ? '/' : back.startsWith(`${app}/`) ? back.slice(app.length) : '/';
  return `${app}${path}?${new URLSearchParams({ ...query, ...(inside === '/' ? {} : { [name]: inside }) }).toString()}`;
}

/** Whether another site made the browser come here. */
const strange = (request: FastifyRequest): boolean => /^(cross|same)-site$/.test(request.headers['sec-fetch-site'] ?? '');
const wantsPage = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') ?? false;

/** Sends the browser to the provider. The state is bound to this browser by a cookie, so a stranger's flow cannot be finished here; a link on another site only leads to our log-in page. */
export async function ssoStart(call: Call, key: string, { return: back, bind }: { return: string; bind: boolean }, wire: Wire): Promise<FastifyReply> {
  const { house } = call;
  const way = wayOf(house, key);
  if (!way) throw new Refusal(kernelErrors.no_such_path);
  if (strange(wire.request)) return wire.reply.redirect(`${appOf(way, back)}/login`, 302);
  const [state, browser] = [secret(), secret()];
  const flow: Flow = { way: key, verifier: secret(), nonce: secret(), back, bind };
  let url: string;
  try {
    const challenge = sha256(flow.verifier).toString('base64url');
    url = await way.provider.authorizeUrl({ state, nonce: flow.nonce, challenge, redirect: redirectUri(house, wire.request, key), language: call.language });
  } catch (error) {
    house.log.warn({ err: error, way: key, reference: call.reference }, 'single sign-on cannot begin');
    if (!wantsPage(wire.request)) throw new Refusal(errors.sso_away);
    return wire.reply.redirect(pageOf(way, back, '/login', { sso: 'away' }), 302);
  }
  const sealed = house.vault.seal(JSON.stringify(flow), 'oidc.flow');
  await call.db.run(insertFlow({ state: sha256(state), browser: sha256(browser), sealed, expires: iso(call.now + WAIT) }));
  setStepCookie(house, wire.reply, COOKIE, browser);
  return wire.reply.redirect(url, 302);
}

type Answer = { code?: string | undefined; authCode?: string | undefined; state: string; iss?: string | undefined };

/** Takes the person back to the app: logged in, or to its log-in page with the reason or the next step. A client that wants no page gets the problem itself. */
export async function ssoBack(call: Call, key: string, given: Answer, wire: Wire): Promise<FastifyReply> {
  const way = wayOf(call.house, key);
  if (!way) throw new Refusal(kernelErrors.no_such_path);
  const told: Record<string, string> = { [errors.sso_unlinked.code]: 'unlinked', [errors.sso_failed.code]: 'failed', [errors.sso_away.code]: 'away' };
  let back = way.for === 'resident' ? '/' : '/desk';
  try {
    return await finish(call, way, given, wire, (wanted) => (back = wanted));
  } catch (error) {
    const shown = error instanceof Refusal ? told[error.def.code] : undefined;
    if (shown === undefined || !wantsPage(wire.request)) throw error;
    return wire.reply.redirect(pageOf(way, back, '/login', { sso: shown }), 302);
  }
}

/** Proves the code, finds the bound account and begins the session; `begun` is told where the person was going. */
async function finish(call: Call, way: Way, given: Answer, wire: Wire, begun: (back: string) => void): Promise<FastifyReply> {
  const { house } = call;
  const browser = cookieOf(house, wire.request, COOKIE) ?? '';
  const row = await takeFlow(call.db, sha256(given.state), sha256(browser), iso(call.now));
  if (!row) throw new Refusal(errors.sso_failed);
  const flow = JSON.parse(house.vault.open(row.sealed, 'oidc.flow')) as Flow;
  const code = given.code ?? given.authCode;
  if (flow.way !== way.key) throw new Refusal(errors.sso_failed);
  begun(flow.back);
  if (code === undefined) throw new Refusal(errors.sso_failed);
  const proof = await prove(call, way, { code, verifier: flow.verifier, nonce: flow.nonce, iss: given.iss }, wire);
  const subject = house.vault.lookup(proof.subject, 'identity.subject').toString('base64url');
  if (flow.bind && !way.managed) return await waitForBinding(call, way, proof, subject, flow.back, wire);
  const account = (await linkedAccount(call.db, way.provider.issuer, subject)) ?? (await named(call, way, proof, subject, wire.request.ip));
  if (!account && !way.managed && wantsPage(wire.request)) return waitForBinding(call, way, proof, subject, flow.back, wire);
  if (!account || account.status !== 'active' || account.kind !== way.for) {
    await noteRefusal(call, account, wire.request.ip, 'sso');
    throw new Refusal(errors.sso_unlinked);
  }
  const write = call.with({ key: null }).write();
  if (account.totp_on && proof.strong !== true) {
    // What the provider asked is not known to be a second factor: ours is asked, as after a password.
    await hold(write, call, wire.reply, { kind: 'factor', way: way.key, account: account.id, hint: proof.hint ?? null }).run(call.db);
    return wire.reply.redirect(pageOf(way, flow.back, '/login', { sso: 'factor' }), 302);
  }
  write.add(touchLink(way.provider.issuer, subject, iso(call.now)));
  await begin(call, wire, account, write, { how: 'sso', way: way.key, origin: sealOrigin(house, way, proof.hint ?? null) });
  return wire.reply.redirect(flow.back, 302);
}

async function prove(
  call: Call,
  way: Way,
  given: { code: string; verifier: string; nonce: string; iss: string | undefined },
  { request }: Wire,
): Promise<Proof> {
  try {
    return await way.provider.exchange({ ...given, redirect: redirectUri(call.house, request, way.key) });
  } catch (error) {
    call.house.log.warn({ err: error, way: way.key, reference: call.reference }, 'single sign-on failed');
    if (error instanceof OutsideTrouble && error.away) throw new Refusal(errors.sso_away);
    await noteRefusal(call, undefined, request.ip, 'sso');
    throw new Refusal(errors.sso_failed);
  }
}

/** Binds an identity to the account that its provider names, the first time. An account that another identity of this provider holds stays that one's: names are given anew, subjects never. */
async function named(call: Call, way: Way, proof: Proof, subject: string, address: string): Promise<LinkedAccount | undefined> {
  if (!way.managed || proof.account === undefined) return undefined;
  const account = await accountByName(call.db, nameKey(proof.account));
  if (!account || account.kind !== way.for || account.status !== 'active') return undefined;
  const { issuer } = way.provider;
  const unlinked = (): Error => new Refusal(errors.sso_unlinked);
  const write = call
    .with({ key: null })
    .write()
    .add(insertLink({ id: newId(call.now), issuer, subject, account: account.id, at: iso(call.now) }));
  // Bound meanwhile by another of its own requests: that one counts.
  write.onDuplicate('oidc_link_pkey', () => new Again()).onDuplicate('oidc_link_account', unlinked);
  const { id, district, person, name } = account;
  audit(write, call, { action: 'account.bind', target: id, detail: { way: way.key }, district, actor: { id: person, name }, address });
  try {
    await write.run(call.db);
  } catch (error) {
    if (error instanceof Refusal) await noteRefusal(call, account, address, 'sso');
    if (!(error instanceof Again)) throw error;
  }
  return linkedAccount(call.db, issuer, subject);
}

/** Keeps a proved identity in this browser until its owner has said, logged in, to which account it belongs. */
async function waitForBinding(call: Call, way: Way, proof: Proof, subject: string, back: string, wire: Wire): Promise<FastifyReply> {
  const waiting = { kind: 'bind', way: way.key, issuer: way.provider.issuer, subject, label: proof.label ?? null } as const;
  await hold(call.with({ key: null }).write(), call, wire.reply, waiting).run(call.db);
  const bind = pageOf(way, back, '/me/bind', {}, 'then').replace(/\?$/, '');
  if ((await findStanding(call.house, wire.request))?.row.kind === way.for) return wire.reply.redirect(bind, 302);
  const query = { sso: 'bind', way: way.key, back: bind.slice(appOf(way, back).length) };
  return wire.reply.redirect(`${appOf(way, back)}/login?${new URLSearchParams(query).toString()}`, 302);
}

/** The code of our second factor, after a provider that did not ask for one: begins the session. */
export async function ssoFactor(call: Call, wire: Wire, code: string): Promise<{ token: string } & CurrentSession> {
  const found = await waits(call, wire.request, 'factor');
  const way = found && wayOf(call.house, found.of.way);
  if (!found || !way) throw new Refusal(errors.sso_failed);
  const account = await accountById(call.db, found.of.account);
  if (!account || account.status !== 'active') throw new Refusal(errors.sso_failed);
  const counted = await attempt(call, account.name_key, wire.request.ip);
  const write = counted.clear(call.with({ key: null }).write()).add(found.drop, 1, () => new Refusal(errors.sso_failed));
  if (account.totp_on && !spendFactor(write, call, account, code)) {
    await noteRefusal(call, account, wire.request.ip, 'second_factor');
    throw new Refusal(errors.wrong_code);
  }
  forgetWaiting(call.house, wire.reply, 'factor');
  return begin(call, wire, account, write, { how: 'sso', way: way.key, origin: sealOrigin(call.house, way, found.of.hint) });
}

/** Sends the browser to the provider of the session that has just ended here, to end its own (RP-Initiated Logout 1.0); else to the log-in page. */
export async function ssoLogout(call: Call, key: string, back: string, wire: Wire): Promise<FastifyReply> {
  const way = wayOf(call.house, key);
  if (!way) throw new Refusal(kernelErrors.no_such_path);
  const login = `${appOf(way, back)}/login`;
  const found = strange(wire.request) ? null : await waits(call, wire.request, 'out');
  if (!found || found.of.way !== key) return wire.reply.redirect(login, 302);
  await call.db.run(found.drop);
  forgetWaiting(call.house, wire.reply, 'out');
  const url = await way.provider.logoutUrl?.({ hint: found.of.hint, back: `${origin(call.house, wire.request)}${login}` }).catch((error: unknown) => {
    call.house.log.warn({ err: error, way: key, reference: call.reference }, 'the provider’s log-out cannot be reached');
    return null;
  });
  return wire.reply.redirect(url ?? login, 302);
}
