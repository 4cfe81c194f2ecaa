import { inWords, OutsideTrouble, type WechatSettings } from '@hezhi/server';
import { askHost, Lease, StaleToken, withToken, type Lent } from './lease.ts';

/** `invalid credential`, `access_token expired` and their like. */
const stale = new Set([40001, 40014, 42001]);

function lent(json: Record<string, unknown>, member: string): Lent {
  const value = json[member];
  const code = json['errcode'];
  if (typeof value !== 'string' || value === '') {
    const Trouble = stale.has(Number(code)) ? StaleToken : OutsideTrouble;
    throw new Trouble(inWords('errcode', code, json['errmsg']));
  }
  return { value, seconds: Number(json['expires_in']) || 7200 };
}

/**
 * The ticket with which pages of a WeChat service account are signed: `cgi-bin/stable_token` (which disturbs nobody else that uses the account), then
 * `cgi-bin/ticket/getticket`. `now` gives epoch milliseconds.
 */
export function wechatTicket({ api, appId, secret }: WechatSettings, now: () => number): Lease {
  const token = new Lease(async () => {
    const { json } = await askHost(`${api}/cgi-bin/stable_token`, { method: 'POST', body: { grant_type: 'client_credential', appid: appId, secret } });
    return lent(json, 'access_token');
  }, now);
  return new Lease(
    () =>
      withToken(token, async (access) => {
        const query = new URLSearchParams({ access_token: access, type: 'jsapi' });
        return lent((await askHost(`${api}/cgi-bin/ticket/getticket?${query.toString()}`)).json, 'ticket');
      }),
    now,
  );
}
