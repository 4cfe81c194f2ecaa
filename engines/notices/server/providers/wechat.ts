import type { Language } from '@hezhi/contract';
import { writtenMoment } from '../../contract/index.ts';
import type { WechatConfig } from '../config.ts';
import { failed, failure, plain, type Message, type Outcome, type Provider } from '../message.ts';

type Reply = { errcode?: number; errmsg?: string; access_token?: string; expires_in?: number; openid?: string; msgid?: number | string };

/** The token is not (or no longer) good: fetched anew once. */
const stale = new Set([40001, 40014, 42001, 41001]);
/** The other side is busy or our quota is used up: later. */
const passing = new Set([-1, 45009, 45011]);

const languages: Record<Language, string> = { 'zh-Hans': 'zh_CN', 'zh-Hant': 'zh_HK', en: 'en_US' };

/** Most characters that WeChat takes for a variable of a kind (its name without the number). */
const most: Readonly<Record<string, number>> = { thing: 20, character_string: 32, phrase: 5, name: 10, number: 32, letter: 32, symbol: 5 };
const fit = (field: string, text: string): string => {
  const limit = most[field.replace(/\d+$/, '')];
  const all = [...text];
  return limit === undefined || all.length <= limit ? text : `${all.slice(0, limit - 1).join('')}…`;
};

/**
 * WeChat subscribed messages (`cgi-bin/token`, `message/subscribe/send`). A person has to have subscribed in the mini program; each subscription is good for one message unless it was
 * given for always. It knows no idempotency token.
 */
export class WechatMessages implements Provider {
  readonly name = 'wechat';
  readonly channel = 'wechat';
  readonly tokens = false;
  readonly #config: WechatConfig;
  readonly #now: () => number;
  #token: { value: string; until: number } | null = null;
  #asking: Promise<string> | null = null;
  constructor(config: WechatConfig, now: () => number) {
    this.#config = config;
    this.#now = now;
  }

  async send(message: Message): Promise<Outcome> {
    const template = this.#config.templates[message.template];
    if (!template) return { end: 'refused', why: 'no subscribed template', reason: 'no_template' };
    const own: Record<string, string> = { title: message.title, body: message.body, at: writtenMoment(message.at, message.at, 'zh-Hans') };
    const data = Object.fromEntries(
      Object.entries(template.fields ?? {}).map(([theirs, ours]) => [theirs, { value: fit(theirs, message.values[ours] ?? own[ours] ?? '') || '—' }]),
    );
    const body = {
      touser: message.to,
      template_id: template.id,
      ...(message.path === null ? {} : { page: `${this.#config.page}?path=${encodeURIComponent(message.path)}` }),
      data,
      miniprogram_state: this.#config.state,
      lang: languages[message.language],
    };
    for (const fresh of [false, true]) {
      let token: string;
      try {
        token = await this.#access(fresh);
      } catch (error) {
        // Without a token nothing has been sent.
        return { end: 'later', why: failure(error).why };
      }
      try {
        const reply = await this.#ask(`/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`, body);
        const code = reply.errcode ?? 0;
        if (code === 0) return { end: 'sent', reference: reply.msgid === undefined ? null : String(reply.msgid) };
        if (stale.has(code) && !fresh) continue;
        const why = plain(`errcode ${code} ${reply.errmsg ?? ''}`);
        return passing.has(code) || stale.has(code) ? { end: 'later', why } : { end: 'refused', why };
      } catch (error) {
        return failed(error);
      }
    }
    return { end: 'later', why: 'token' };
  }

  /** `sns/jscode2session`. The session key is not kept. */
  async identify(code: string): Promise<string | null> {
    const { app_id, app_secret } = this.#config;
    const query = new URLSearchParams({ appid: app_id, secret: app_secret, js_code: code, grant_type: 'authorization_code' });
    return (await this.#ask(`/sns/jscode2session?${query.toString()}`)).openid ?? null;
  }

  /** The access token, good for its time less five minutes; one request at a time. */
  #access(fresh: boolean): Promise<string> {
    if (!fresh && this.#token && this.#token.until > this.#now()) return Promise.resolve(this.#token.value);
    this.#asking ??= this.#fetch().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #fetch(): Promise<string> {
    const { app_id, app_secret } = this.#config;
    const query = new URLSearchParams({ grant_type: 'client_credential', appid: app_id, secret: app_secret });
    const reply = await this.#ask(`/cgi-bin/token?${query.toString()}`);
    if (!reply.access_token) throw Object.assign(new Error('no access token'), { code: `errcode ${reply.errcode ?? '?'}` });
    this.#token = { value: reply.access_token, until: this.#now() + Math.max((reply.expires_in ?? 7200) - 300, 60) * 1000 };
    return reply.access_token;
  }

  async #ask(path: string, body?: object): Promise<Reply> {
    const response = await fetch(new URL(path, this.#config.endpoint), {
      method: body ? 'POST' : 'GET',
      redirect: 'error',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as Reply;
  }
}
