import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { SmsConfig } from '../config.ts';
import { failed, plain, type Message, type Outcome, type Provider } from '../message.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** RFC 3986: what `encodeURIComponent` leaves, but ! ' ( ) * are encoded too. */
export const percent = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The Authorization header of Alibaba Cloud's request signature version 3 (ACS3-HMAC-SHA256). `headers`: `host`, `content-type` and every `x-acs-*`, names in lower case; `query` is
 * already canonical (sorted, percent-encoded).
 */
export function authorization(
  request: { method: string; path: string; query: string; headers: Readonly<Record<string, string>>; payload: string },
  key: { id: string; secret: string },
): string {
  const names = Object.keys(request.headers).sort();
  const canonical = [
    request.method,
    request.path,
    request.query,
    names.map((name) => `${name}:${request.headers[name]!.trim()}\n`).join(''),
    names.join(';'),
    sha256(request.payload),
  ].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}`;
}

/** Parameters sorted by name and encoded. */
export const canonicalQuery = (parameters: Readonly<Record<string, string>>): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${percent(name)}=${percent(parameters[name]!)}`)
    .join('&');

/** Codes after which the same message may be taken later. */
const passing = new Set([
  'isv.BUSINESS_LIMIT_CONTROL',
  'isp.SYSTEM_ERROR',
  'isp.RAM_PERMISSION_DENY',
  'isv.OUT_OF_SERVICE',
  'isv.AMOUNT_NOT_ENOUGH',
  'Throttling',
  'Throttling.User',
  'ServiceUnavailable',
]);

/** SMS by Alibaba Cloud (dysmsapi, SendSms of 2017-05-25, signature V3). It knows no idempotency token; `OutId` carries ours into its receipts. */
export class AliyunSms implements Provider {
  readonly name = 'aliyun';
  readonly channel = 'sms';
  readonly tokens = false;
  readonly #config: SmsConfig;
  constructor(config: SmsConfig) {
    this.#config = config;
  }

  async send(message: Message): Promise<Outcome> {
    const { templates, sign_name, endpoint, access_key_id, access_key_secret } = this.#config;
    const template = templates[message.template];
    if (!template) return { end: 'refused', why: 'no approved template', reason: 'no_template' };
    const { fields } = template;
    const values = fields ? Object.fromEntries(Object.entries(fields).map(([theirs, ours]) => [theirs, message.values[ours] ?? ''])) : { ...message.values };
    const query = canonicalQuery({
      PhoneNumbers: message.to,
      SignName: sign_name,
      TemplateCode: template.id,
      TemplateParam: JSON.stringify(values),
      OutId: message.token,
    });
    const url = new URL(endpoint);
    const headers = {
      host: url.host,
      'x-acs-action': 'SendSms',
      'x-acs-version': '2017-05-25',
      // Signed by the real clock: the other side refuses what is 15 minutes off.
      'x-acs-date': new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
      'x-acs-signature-nonce': randomBytes(16).toString('hex'),
      'x-acs-content-sha256': sha256(''),
    };
    const signed = authorization({ method: 'POST', path: '/', query, headers, payload: '' }, { id: access_key_id, secret: access_key_secret });
    const { host: _host, ...sent } = headers;
    try {
      const response = await fetch(`${url.origin}/?${query}`, {
        method: 'POST',
        redirect: 'error',
        headers: { ...sent, accept: 'application/json', authorization: signed },
        signal: AbortSignal.timeout(10_000),
      });
      const reply = (await response.json().catch(() => ({}))) as { Code?: string; Message?: string; BizId?: string };
      if (reply.Code === 'OK') return { end: 'sent', reference: reply.BizId ?? null };
      const why = plain(`${reply.Code ?? response.status} ${reply.Message ?? ''}`);
      if (passing.has(reply.Code ?? '') || response.status === 429) return { end: 'later', why };
      if (reply.Code === undefined) return { end: response.status >= 500 ? 'unknown' : 'later', why };
      return { end: 'refused', why };
    } catch (error) {
      return failed(error);
    }
  }
}
