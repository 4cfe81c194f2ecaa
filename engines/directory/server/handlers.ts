import { kernelErrors, Refusal, iso } from '@hezhi/contract';
import { implement, type Implementation } from '@hezhi/server';
import { errors, routes } from '../contract/index.ts';
import { register, logInByPhone, sendCode } from './codes.ts';
import { changePassword, recover } from './accounts.ts';
import { standing } from './authenticate.ts';
import { confirmEnrolment, enrolFactor, removeFactor } from './factor.ts';
import { setMyLanguage, myReadings } from './me.ts';
import { bindIdentity, dropWaiting, myIdentities, unbindIdentity } from './identities.ts';
import { waysOf, wayOf } from './identity-ways.ts';
import { SandboxIdentity } from './oidc-sandbox.ts';
import { sandboxPage } from './oidc-page.ts';
import { policyOf } from './policy.ts';
import { sandboxCodes } from './providers.ts';
import { describe, endSession, logIn, logOut, mySessions, switchPost } from './sessions.ts';
import { redirectUri, ssoBack, ssoFactor, ssoLogout, ssoStart } from './sso.ts';
import { logoutOffered } from './sso-origin.ts';

/** Routes of signing in and of oneself. */
export const sessionHandlers: readonly Implementation[] = [
  implement(routes.logIn, (call, { body }, wire) => ('phone' in body ? logInByPhone(call, wire, body) : logIn(call, wire, body))),
  implement(routes.ways, async (call, _, wire) => {
    const { house } = call;
    const policy = policyOf(house);
    const by = waysOf(house).map(({ key, name, for: whose, inside }) => ({ key, name, for: whose, inside }));
    const sandbox = house.settings.demo;
    return { by, log_out: await logoutOffered(call, wire.request), sandbox, min_length: policy.minLength, kinds: policy.password === 'dengbao' };
  }),
  implement(routes.logOut, (call, _, wire) => logOut(call, wire)),
  implement(routes.whoAmI, async (call, _, wire) => describe(call, await standing(call, wire.request))),
  implement(routes.switchPost, (call, { body }, wire) => switchPost(call, wire.request, body.post)),
  implement(routes.mySessions, (call, _, wire) => mySessions(call, wire.request)),
  implement(routes.endSession, (call, { params }, wire) => endSession(call, wire.request, params.id)),
  implement(routes.sendCode, (call, { body }) => sendCode(call, body.phone)),
  implement(routes.register, (call, { body }, wire) => register(call, wire, body)),
  implement(routes.recover, (call, { body }, wire) => recover(call, wire.request, body)),
  implement(routes.ssoStart, async (call, { params, query }, wire) => void (await ssoStart(call, params.way, query, wire))),
  implement(routes.ssoBack, async (call, { params, query }, wire) => void (await ssoBack(call, params.way, query, wire))),
  implement(routes.ssoFactor, (call, { body }, wire) => ssoFactor(call, wire, body.code)),
  implement(routes.ssoLogout, async (call, { params, query }, wire) => void (await ssoLogout(call, params.way, query.return, wire))),
  implement(routes.changePassword, (call, { body }, wire) => changePassword(call, wire.request, body)),
  implement(routes.setLanguage, (call, { body }) => setMyLanguage(call, body.language)),
  implement(routes.enrolFactor, (call, { body }, wire) => enrolFactor(call, wire.request, body.password)),
  implement(routes.confirmFactor, (call, { body }, wire) => confirmEnrolment(call, wire.request, body.code)),
  implement(routes.removeFactor, (call, { body }, wire) => removeFactor(call, wire.request, body)),
  implement(routes.myIdentities, (call, _, wire) => myIdentities(call, wire.request)),
  implement(routes.bindIdentity, (call, _, wire) => bindIdentity(call, wire)),
  implement(routes.dropWaitingIdentity, (call, _, wire) => dropWaiting(call, wire)),
  implement(routes.unbindIdentity, (call, { params }, wire) => unbindIdentity(call, wire.request, params.id)),
  implement(routes.myReadings, (call, { query }) => myReadings(call, query)),
  implement(routes.sandboxCodes, async (call, { query }) => {
    const codes = sandboxCodes(call.house, query.phone);
    if (!codes) throw new Refusal(kernelErrors.no_such_path);
    return { items: codes.map(({ code, at }) => ({ code, at: iso(at) })), next: null };
  }),
  implement(routes.sandboxIdentity, async (call, { query }, { request, reply }) => {
    const way = wayOf(call.house, 'sandbox');
    if (!way || !(way.provider instanceof SandboxIdentity)) throw new Refusal(kernelErrors.no_such_path);
    if (query.redirect !== redirectUri(call.house, request, way.key)) throw new Refusal(errors.sso_failed);
    const { account, ...ask } = query;
    if (account === undefined) await sandboxPage(reply, ask, call.language);
    else await reply.redirect(way.provider.grant({ ...ask, account }), 302);
  }),
];
