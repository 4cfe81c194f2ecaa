import { askJson, OutsideTrouble, type WechatSettings } from '@hezhi/server';
import { z } from 'zod';
import type { Ask, Given, IdentityProvider, Proof } from './identity.ts';

const Reply = z.object({
  openid: z.string().min(1).max(128).optional(),
  /** 1: the page is shown in a snapshot (快照页), and the openid is nobody's. */
  is_snapshotuser: z.number().optional(),
  errcode: z.number().optional(),
});

/** Where WeChat asks the person; it opens inside WeChat only. */
const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/**
 * Logging in inside WeChat by a service account (公众号网页授权, `snsapi_base`): the openid alone, which is this service account's own name for the person; no
 * profile, no phone. WeChat has neither PKCE nor ID tokens: the code goes from our server to its server with the secret, and the state is bound to the browser.
 */
export class WechatIdentity implements IdentityProvider {
  readonly issuer: string;
  readonly #settings: WechatSettings;
  constructor(settings: WechatSettings) {
    this.issuer = `urn:wechat:${settings.appId}`;
    this.#settings = settings;
  }

  async authorizeUrl(ask: Ask): Promise<string> {
    // WeChat demands this order, and the fragment.
    const query = new URLSearchParams([
      ['appid', this.#settings.appId],
      ['redirect_uri', ask.redirect],
      ['response_type', 'code'],
      ['scope', 'snsapi_base'],
      ['state', ask.state],
    ]);
    return `${AUTHORIZE}?${query.toString()}#wechat_redirect`;
  }

  async exchange(given: Given): Promise<Proof> {
    const { appId, secret, api } = this.#settings;
    const query = new URLSearchParams({ appid: appId, secret, code: given.code, grant_type: 'authorization_code' });
    const { status, json } = await askJson(`${api}/sns/oauth2/access_token?${query.toString()}`);
    const parsed = Reply.safeParse(json);
    if (!parsed.success) throw new OutsideTrouble(`WeChat's answer cannot be read (${status})`);
    const { openid, errcode, is_snapshotuser } = parsed.data;
    if (errcode === -1) throw new OutsideTrouble('WeChat is busy (-1)', true);
    if (errcode !== undefined && errcode !== 0) throw new OutsideTrouble(`WeChat refuses the code (${errcode})`);
    if (is_snapshotuser === 1) throw new OutsideTrouble('WeChat shows the page as a snapshot, in which nobody is known');
    if (openid === undefined) throw new OutsideTrouble(`WeChat gives no openid (${status})`);
    return { subject: openid };
  }

  async look(): Promise<string> {
    return 'set up; it can be tried inside WeChat only';
  }
}
