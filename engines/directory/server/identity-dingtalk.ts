import { askJson, OutsideTrouble, type DingtalkSettings } from '@hezhi/server';
import { z } from 'zod';
import type { Ask, Given, IdentityProvider, Proof } from './identity.ts';

const Token = z.object({ accessToken: z.string().min(1).max(4000), corpId: z.string().optional() });
const Me = z.object({ unionId: z.string().min(1).max(128), nick: z.string().optional() });
const Fault = z.object({ code: z.string().regex(/^[\w.-]{1,80}$/) });

const AUTHORIZE = 'https://login.dingtalk.com/oauth2/auth';

/**
 * Logging in by DingTalk (钉钉统一授权登录): the person agrees at login.dingtalk.com, the code is exchanged for a user token, and `contact/users/me` says the
 * unionId, which is one for all apps of the same developer. Where the organisation is set, the person must have chosen it. DingTalk has no PKCE: the code goes
 * from server to server with the app's secret, and the state is bound to the browser. The token is used once and dropped.
 */
export class DingtalkIdentity implements IdentityProvider {
  readonly issuer: string;
  readonly #settings: DingtalkSettings;
  constructor(settings: DingtalkSettings) {
    this.issuer = `urn:dingtalk:${settings.clientId}`;
    this.#settings = settings;
  }

  /** The organisation that a person must belong to; null: any. */
  get #corp(): string | null {
    return this.#settings.page?.corpId ?? null;
  }

  async authorizeUrl(ask: Ask): Promise<string> {
    const query = new URLSearchParams({
      redirect_uri: ask.redirect,
      response_type: 'code',
      client_id: this.#settings.clientId,
      // With `corpid` the person chooses an organisation, and the token says which.
      scope: this.#corp === null ? 'openid' : 'openid corpid',
      state: ask.state,
      prompt: 'consent',
      ...(this.#corp === null ? {} : { corpId: this.#corp }),
    });
    return `${AUTHORIZE}?${query.toString()}`;
  }

  async exchange(given: Given): Promise<Proof> {
    const { clientId, secret, api } = this.#settings;
    const token = await this.#ask(Token, `${api}/v1.0/oauth2/userAccessToken`, {
      method: 'POST',
      body: { clientId, clientSecret: secret, code: given.code, grantType: 'authorization_code' },
    });
    if (this.#corp !== null && token.corpId !== this.#corp) throw new OutsideTrouble('DingTalk names another organisation than the one that is set');
    const me = await this.#ask(Me, `${api}/v1.0/contact/users/me`, { headers: { 'x-acs-dingtalk-access-token': token.accessToken } });
    return { subject: me.unionId, label: me.nick?.slice(0, 60) };
  }

  async look(): Promise<string> {
    return `set up${this.#corp === null ? ', for any organisation' : ''}; it can be tried by a person only`;
  }

  async #ask<T>(schema: z.ZodType<T>, address: string, question: Parameters<typeof askJson>[1]): Promise<T> {
    const { status, json } = await askJson(address, question);
    const parsed = schema.safeParse(json);
    if (status === 200 && parsed.success) return parsed.data;
    const fault = Fault.safeParse(json);
    throw new OutsideTrouble(`DingTalk refuses (${status}${fault.success ? `, ${fault.data.code}` : ''})`);
  }
}
