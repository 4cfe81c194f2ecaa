import { addressFits, askJson, OutsideTrouble } from '@hezhi/server';
import { z } from 'zod';
import { checkIdToken } from './id-token.ts';
import type { Ask, Given, IdentityProvider, Proof } from './identity.ts';
import type { OidcConfig } from './identity-config.ts';
import { TokenTrouble, verifyJws, type Jwk } from './jws.ts';

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
type Metadata = z.output<typeof Metadata>;
const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });
const Tokens = z.object({ id_token: z.string(), token_type: z.string().regex(/^bearer$/i) });
const Fault = z.object({ error: z.string().regex(/^[\w.-]{1,60}$/) });

/** Metadata and keys are believed for an hour; keys are asked for again when an unknown one has signed, at most every half minute (ms). */
const BELIEVE = 3_600_000;
const AGAIN = 30_000;

const locales = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en' } as const;

/** Something asked for once and kept; several who want it at the same time ask once. */
class Kept<T> {
  readonly #ask: () => Promise<T>;
  readonly #now: () => number;
  #value: { of: T; at: number } | null = null;
  #asking: Promise<T> | null = null;
  constructor(ask: () => Promise<T>, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }
  /** The value, at most `age` ms old. Where it cannot be had anew an older one, up to a day old, goes on being good. */
  async get(age: number): Promise<T> {
    const kept = this.#value;
    if (kept && this.#now() - kept.at < age) return kept.of;
    this.#asking ??= this.#fetch().finally(() => (this.#asking = null));
    try {
      return await this.#asking;
    } catch (error) {
      if (kept && error instanceof OutsideTrouble && error.away && this.#now() - kept.at < 24 * BELIEVE) return kept.of;
      throw error;
    }
  }
  async #fetch(): Promise<T> {
    const of = await this.#ask();
    this.#value = { of, at: this.#now() };
    return of;
  }
}

/**
 * A provider by OpenID Connect Core 1.0: discovery, authorization code with PKCE (S256), state and nonce, the ID token checked with published keys
 * (RS256, PS256, ES256, EdDSA), RP-Initiated Logout 1.0. Only the ID token is used; access tokens are dropped unread.
 */
export class OidcProvider implements IdentityProvider {
  readonly issuer: string;
  readonly #config: OidcConfig;
  readonly #now: () => number;
  readonly #metadata: Kept<Metadata>;
  readonly #keys: Kept<Jwk[]>;
  constructor(config: OidcConfig, now: () => number) {
    this.issuer = config.issuer;
    this.#config = config;
    this.#now = now;
    this.#metadata = new Kept(() => this.#discover(), now);
    this.#keys = new Kept(async () => this.#published((await this.#metadata.get(BELIEVE)).jwks_uri), now);
  }

  async authorizeUrl(ask: Ask): Promise<string> {
    const url = new URL((await this.#metadata.get(BELIEVE)).authorization_endpoint);
    const { client_id, scopes, max_age, second_factor } = this.#config;
    const fields = {
      response_type: 'code',
      client_id,
      redirect_uri: ask.redirect,
      scope: scopes.join(' '),
      state: ask.state,
      nonce: ask.nonce,
      code_challenge: ask.challenge,
      code_challenge_method: 'S256',
      ui_locales: locales[ask.language],
      ...(max_age === undefined ? {} : { max_age: String(max_age) }),
      ...(second_factor.acr.length === 0 ? {} : { acr_values: second_factor.acr.join(' ') }),
    };
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
    return url.href;
  }

  async exchange(given: Given): Promise<Proof> {
    const metadata = await this.#metadata.get(BELIEVE);
    const named = given.iss !== undefined || metadata.authorization_response_iss_parameter_supported === true;
    if (named && given.iss !== this.issuer) throw new TokenTrouble('the answer comes from another issuer');
    const token = await this.#token(metadata.token_endpoint, given);
    const { client_id, audiences, clock_skew, max_age, account_claim } = this.#config;
    const claims = await this.#verified(token);
    const subject = checkIdToken(claims, {
      issuer: this.issuer,
      client: client_id,
      audiences,
      nonce: given.nonce,
      now: this.#now(),
      skew: clock_skew * 1000,
      maxAge: max_age === undefined ? null : max_age * 1000,
    });
    const named_account = account_claim === undefined ? undefined : claims[account_claim];
    const label = claims['name'];
    return {
      subject,
      account: typeof named_account === 'string' && named_account.length <= 60 ? named_account : undefined,
      label: typeof label === 'string' ? label.slice(0, 60) : undefined,
      strong: this.#strong(claims),
      hint: metadata.end_session_endpoint === undefined ? undefined : token,
    };
  }

  async logoutUrl(given: { hint: string; back: string }): Promise<string | null> {
    const { end_session_endpoint } = await this.#metadata.get(BELIEVE);
    if (end_session_endpoint === undefined) return null;
    const url = new URL(end_session_endpoint);
    url.searchParams.set('client_id', this.#config.client_id);
    url.searchParams.set('post_logout_redirect_uri', given.back);
    url.searchParams.set('id_token_hint', given.hint);
    return url.href;
  }

  async look(): Promise<string> {
    const { end_session_endpoint } = await this.#discover();
    const keys = await this.#keys.get(0);
    return `discovery answers, ${keys.length} ${keys.length === 1 ? 'key' : 'keys'}${end_session_endpoint === undefined ? '' : ', log-out there too'}`;
  }

  /** Whether the token says that a second factor was asked, in words that the settings accept (`acr`, `amr`; RFC 8176). */
  #strong(claims: Readonly<Record<string, unknown>>): boolean {
    const { acr, amr } = this.#config.second_factor;
    const methods: readonly unknown[] = Array.isArray(claims['amr']) ? claims['amr'] : [];
    return acr.some((one) => one === claims['acr']) || amr.some((one) => methods.includes(one));
  }

  async #discover(): Promise<Metadata> {
    const { status, json } = await askJson(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const parsed = Metadata.safeParse(json);
    if (status !== 200 || !parsed.success) throw new OutsideTrouble(`${this.issuer} does not answer discovery (${status})`);
    const { data } = parsed;
    // Exactly, so that nobody speaks for another (OpenID Connect Discovery 1.0, 4.3).
    if (data.issuer !== this.issuer) throw new OutsideTrouble(`${this.issuer} says that it is another issuer`);
    const own = new URL(this.issuer).host;
    for (const address of [data.authorization_endpoint, data.token_endpoint, data.jwks_uri, data.end_session_endpoint]) {
      if (address === undefined) continue;
      const { host } = new URL(address);
      if (!addressFits(address) || (host !== own && !this.#config.hosts.includes(host)))
        throw new OutsideTrouble(`${this.issuer} names an address at ${host}, which is not among its hosts of the settings`);
    }
    return data;
  }

  async #published(address: string): Promise<Jwk[]> {
    const { status, json } = await askJson(address);
    const parsed = Keys.safeParse(json);
    if (status !== 200 || !parsed.success) throw new OutsideTrouble(`${this.issuer} does not give its keys (${status})`);
    return parsed.data.keys;
  }

  async #verified(token: string): Promise<Readonly<Record<string, unknown>>> {
    const check = (keys: readonly Jwk[]): Readonly<Record<string, unknown>> => verifyJws(token, keys, this.#config.algorithms);
    try {
      return check(await this.#keys.get(BELIEVE));
    } catch (error) {
      // The provider may have changed its keys since we asked.
      if (!(error instanceof TokenTrouble) || !error.unknownKey) throw error;
      return check(await this.#keys.get(AGAIN));
    }
  }

  async #token(address: string, given: Given): Promise<string> {
    const { client_id, client_secret, auth } = this.#config;
    const fields = new URLSearchParams({ grant_type: 'authorization_code', code: given.code, redirect_uri: given.redirect, code_verifier: given.verifier });
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    if (auth === 'client_secret_basic') {
      // RFC 6749, 2.3.1: both are form-encoded first.
      const form = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
      headers['authorization'] = `Basic ${Buffer.from(`${form(client_id)}:${form(client_secret ?? '')}`).toString('base64')}`;
    } else fields.set('client_id', client_id);
    if (auth === 'client_secret_post') fields.set('client_secret', client_secret ?? '');
    const { status, json } = await askJson(address, { method: 'POST', headers, body: fields.toString() });
    const parsed = Tokens.safeParse(json);
    if (status === 200 && parsed.success) return parsed.data.id_token;
    const fault = Fault.safeParse(json);
    throw new OutsideTrouble(`${this.issuer} gives no ID token (${status}${fault.success ? `, ${fault.data.error}` : ''})`);
  }
}
