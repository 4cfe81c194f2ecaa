import { createHash, randomBytes } from 'node:crypto';

/** What is signed; `url` without its fragment. */
export type Signing = { readonly ticket: string; readonly nonce: string; readonly timestamp: number; readonly url: string };

/** The text that both signatures are made of: names in alphabetical order, values as they are. */
const plain = ({ ticket, nonce, timestamp, url }: Signing): string => `jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`;

/** Signature for `wx.config` (WeChat JS-SDK documentation, appendix 1): SHA-1, hexadecimal. */
export const wechatSignature = (signing: Signing): string => createHash('sha1').update(plain(signing), 'utf8').digest('hex');

/**
 * Signature for `dd.config` (DingTalk, "JSAPI authentication"): SHA-256, hexadecimal, over the address with its query decoded, because DingTalk's
 * client on iOS gives it encoded and the one on Android does not.
 */
export const dingtalkSignature = (signing: Signing): string =>
  createHash('sha256')
    .update(plain({ ...signing, url: decodedQuery(signing.url) }), 'utf8')
    .digest('hex');

/** An address whose query is decoded as of a form (`+` is a space); a query that cannot be decoded stays as it is. */
export function decodedQuery(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  try {
    return url.slice(0, at + 1) + decodeURIComponent(url.slice(at + 1).replaceAll('+', ' '));
  } catch {
    return url;
  }
}

/** 24 random characters. */
export const newNonce = (): string => randomBytes(12).toString('hex');

/**
 * The address of a page as it is signed: one of ours, without its fragment, otherwise untouched. Null for anything else.
 * `origin` is our public origin, e.g. `https://hezhi.example.gov.cn`.
 */
export function ownPage(given: string, origin: string): string | null {
  const url = given.replace(/#.*$/s, '');
  // The text itself decides, not what a parser makes of it: it is what the app compares with.
  if (!url.startsWith(`${origin}/`) && url !== origin) return null;
  // oxlint-disable-next-line no-control-regex -- exactly those must not be there
  return /[\s\\\u0000-\u001f\u007f]/.test(url) || new URL(url).origin !== origin ? null : url;
}
