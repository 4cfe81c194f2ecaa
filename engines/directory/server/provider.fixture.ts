import { constants, createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Algorithm } from './jws.ts';
import type { Town } from './town.fixture.ts';

/** What a local server is asked, and what it answers: JSON, or bytes as they are. */
export type Asked = { method: string; url: URL; headers: IncomingMessage['headers']; body: string };
export type Answer = { status?: number; headers?: Record<string, string>; json?: unknown; text?: string };

/** A small HTTP server on this machine that stands for another system; keeps what it was asked. */
export async function serverOf(
  answer: (asked: Asked) => Answer,
): Promise<{ url: string; asked: Asked[]; close(): Promise<void>; [Symbol.asyncDispose](): Promise<void> }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method!, url: new URL(request.url!, `http://${request.headers.host}`), headers: request.headers, body };
      asked.push(one);
      const { status = 200, headers = {}, json, text } = answer(one);
      response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/plain', ...headers }).end(text ?? JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close, [Symbol.asyncDispose]: close };
}

export type SigningKey = { kid: string; algorithm: Algorithm; secret: KeyObject; published: Record<string, unknown> };

/** A key pair as a provider has it; `published` is the public JWK. */
export function signingKey(algorithm: Algorithm, kid: string): SigningKey {
  const { publicKey, privateKey } =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : algorithm === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, algorithm, secret: privateKey, published: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' } };
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token in compact form; `header` replaces what usually stands there. */
export function tokenOf(key: SigningKey, claims: object, header: Record<string, unknown> = {}): string {
  const text = `${part({ alg: key.algorithm, kid: key.kid, typ: 'JWT', ...header })}.${part(claims)}`;
  const bytes = Buffer.from(text);
  const signature = {
    RS256: () => sign('sha256', bytes, key.secret),
    PS256: () => sign('sha256', bytes, { key: key.secret, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    ES256: () => sign('sha256', bytes, { key: key.secret, dsaEncoding: 'ieee-p1363' }),
    EdDSA: () => sign(null, bytes, key.secret),
  }[key.algorithm]();
  return `${text}.${signature.toString('base64url')}`;
}

/** The same, "signed" by a keyed hash whose key is the published key: the confusion of RFC 8725, 2.1. */
export function confusedToken(key: SigningKey, claims: object): string {
  const text = `${part({ alg: 'HS256', kid: key.kid })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', JSON.stringify(key.published)).update(text).digest('base64url')}`;
}

type Granted = { challenge: string; redirect: string; nonce: string; claims: Record<string, unknown> };

/**
 * A small true OpenID Connect provider: discovery, keys, codes good once, PKCE, client authentication. `now` in ms. Tests change `keys`, `published` and
 * what `change` does to metadata, claims and tokens.
 */
export async function oidcProvider(now: () => number, client: { id: string; secret: string }) {
  const codes = new Map<string, Granted>();
  const first = signingKey('ES256', 'k1');
  const state = {
    key: first,
    published: [first.published] as Record<string, unknown>[],
    metadata: (given: Record<string, unknown>): Record<string, unknown> => given,
    claims: (given: Record<string, unknown>): Record<string, unknown> => given,
    token: (claims: object): string => tokenOf(state.key, claims),
    /** Answers instead, where it gives something. */
    answer: (_asked: Asked): Answer | null => null,
  };
  const basic = `Basic ${Buffer.from(`${client.id}:${encodeURIComponent(client.secret)}`).toString('base64')}`;
  const server = await serverOf((asked) => {
    const other = state.answer(asked);
    if (other) return other;
    const base = `http://${asked.headers.host}`;
    if (asked.url.pathname === '/.well-known/openid-configuration') {
      const metadata = { issuer: base, authorization_endpoint: `${base}/authorize`, token_endpoint: `${base}/token`, jwks_uri: `${base}/keys` };
      return { json: state.metadata({ ...metadata, end_session_endpoint: `${base}/end` }) };
    }
    if (asked.url.pathname === '/keys') return { json: { keys: state.published } };
    if (asked.url.pathname !== '/token' || asked.method !== 'POST') return { status: 404, json: {} };
    const form = new URLSearchParams(asked.body);
    const granted = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (asked.headers.authorization !== basic) return { status: 401, json: { error: 'invalid_client' } };
    const proved = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (form.get('grant_type') !== 'authorization_code' || !granted || granted.redirect !== form.get('redirect_uri') || granted.challenge !== proved)
      return { status: 400, json: { error: 'invalid_grant' } };
    const seconds = Math.floor(now() / 1000);
    const claims = { iss: base, aud: client.id, iat: seconds, exp: seconds + 300, nonce: granted.nonce, ...granted.claims };
    return { json: { access_token: 'unread', token_type: 'Bearer', id_token: state.token(state.claims(claims)) } };
  });
  return {
    ...server,
    state,
    /** The person logs in at the provider: from the address that our house sent the browser to, to the one the browser comes back with. */
    agree(address: string, claims: Record<string, unknown>, more: Record<string, string> = {}): string {
      const { searchParams: asked } = new URL(address);
      const code = randomBytes(16).toString('hex');
      codes.set(code, { challenge: asked.get('code_challenge')!, redirect: asked.get('redirect_uri')!, nonce: asked.get('nonce')!, claims });
      const back = new URL(asked.get('redirect_uri')!);
      for (const [name, value] of Object.entries({ code, state: asked.get('state')!, ...more })) back.searchParams.set(name, value);
      return back.pathname + back.search;
    },
  };
}

/** A browser at the front door of a town: keeps cookies, asks for pages, follows nothing by itself. */
export function browserOf(t: Town) {
  const cookies = new Map<string, string>();
  const send = async (request: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await t.withToken(null).inject({ ...request, headers: { ...(cookie ? { cookie } : {}), ...request.headers } });
    for (const one of [reply.headers['set-cookie'] ?? []].flat()) {
      const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(one)!;
      if (/Max-Age=0\b/.test(rest!)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    return reply;
  };
  const own = { 'sec-fetch-site': 'same-origin' };
  return {
    cookies,
    send,
    /** Opens a page; the address it is sent on to, if it is. */
    open: async (url: string): Promise<string> => String((await send({ url, headers: { accept: 'text/html' } })).headers.location ?? ''),
    get: (url: string): Promise<LightMyRequestResponse> => send({ url: `/api${url}`, headers: own }),
    post: (url: string, payload?: object): Promise<LightMyRequestResponse> =>
      send({ method: 'POST', url: `/api${url}`, headers: own, ...(payload ? { payload } : {}) }),
    remove: (url: string): Promise<LightMyRequestResponse> => send({ method: 'DELETE', url: `/api${url}`, headers: own }),
  };
}
