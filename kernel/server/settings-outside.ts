/** What a WeChat service account (服务号) gives: pages inside WeChat (JS-SDK) and logging in by WeChat. */
export type WechatSettings = {
  readonly appId: string;
  /** Never logged, never sent to a browser. */
  readonly secret: string;
  /** Where its interface answers, without a slash at the end. */
  readonly api: string;
};

/** What an app of an organisation in DingTalk (企业内部应用) gives: pages inside DingTalk and logging in by DingTalk. */
export type DingtalkSettings = {
  readonly clientId: string;
  /** Never logged, never sent to a browser. */
  readonly secret: string;
  readonly api: string;
  /** Organisation and app as `dd.config` names them; null: pages inside DingTalk stay as in a browser. */
  readonly page: { readonly corpId: string; readonly agentId: string } | null;
};

/** Programs of others in which the product's pages may be opened. */
export type OutsideSettings = {
  readonly wechat: WechatSettings | null;
  readonly dingtalk: DingtalkSettings | null;
  /** The resident's pages are opened inside 浙里办 too. */
  readonly zheliban: boolean;
};

type Readers = {
  readonly text: (name: string) => string | null;
  readonly secret: (name: string) => string | null;
  readonly flag: (name: string, otherwise: boolean) => boolean;
  readonly address: (name: string, form: RegExp, example: string) => string | null;
  readonly faults: string[];
  readonly publicUrl: string | null;
};

/** Reads the settings of programs around the pages; what is half set is a fault, so that nobody wonders why a button is missing. */
export function readOutside({ text, secret, flag, address, faults, publicUrl }: Readers): OutsideSettings {
  // Secrets travel there: without TLS only inside this machine.
  const way = /^(https:\/\/[^\s/?#@]+|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?)(\/[^\s?#]*)?$/;
  const api = (name: string, usual: string): string => address(name, way, usual)?.replace(/\/+$/, '') ?? usual;
  const pair = (first: string, second: string, one: string | null, other: string | null): readonly [string, string] | null => {
    if (one !== null && other !== null) return [one, other];
    if (one !== null) faults.push(`${first} is set, but ${second} is not; they belong together.`);
    if (other !== null) faults.push(`${second} is set, but ${first} is not; they belong together.`);
    return null;
  };
  const account = (id: string, key: string): readonly [string, string] | null => {
    const both = pair(id, key, text(id), secret(key));
    if (both && publicUrl === null) faults.push(`${id} is set, but HEZHI_PUBLIC_URL is not; only pages of a known public address can be opened there.`);
    return both;
  };
  const wechat = account('HEZHI_WECHAT_APP_ID', 'HEZHI_WECHAT_SECRET');
  const dingtalk = account('HEZHI_DINGTALK_CLIENT_ID', 'HEZHI_DINGTALK_SECRET');
  const page = pair('HEZHI_DINGTALK_CORP_ID', 'HEZHI_DINGTALK_AGENT_ID', text('HEZHI_DINGTALK_CORP_ID'), text('HEZHI_DINGTALK_AGENT_ID'));
  if (page && !dingtalk) faults.push('HEZHI_DINGTALK_CORP_ID is set, but HEZHI_DINGTALK_CLIENT_ID and its secret are not.');
  return {
    wechat: wechat && { appId: wechat[0], secret: wechat[1], api: api('HEZHI_WECHAT_API', 'https://api.weixin.qq.com') },
    dingtalk: dingtalk && {
      clientId: dingtalk[0],
      secret: dingtalk[1],
      api: api('HEZHI_DINGTALK_API', 'https://api.dingtalk.com'),
      page: page && { corpId: page[0], agentId: page[1] },
    },
    zheliban: flag('HEZHI_ZHELIBAN', false),
  };
}
