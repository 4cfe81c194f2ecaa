import { inWords, OutsideTrouble, type DingtalkSettings } from '@hezhi/server';
import { askHost, Lease, StaleToken, withToken, type Lent } from './lease.ts';

function lent({ status, json }: { status: number; json: Record<string, unknown> }, member: string): Lent {
  const value = json[member];
  if (status >= 400 || typeof value !== 'string' || value === '') {
    const Trouble = status === 401 || json['code'] === 'InvalidAuthentication' ? StaleToken : OutsideTrouble;
    throw new Trouble(inWords('status', status, json['code'], json['message']));
  }
  return { value, seconds: Number(json['expireIn']) || 7200 };
}

/**
 * The ticket with which pages of an app of an organisation are signed: `POST /v1.0/oauth2/accessToken`, then `POST /v1.0/oauth2/jsapiTickets` with that token
 * in `x-acs-dingtalk-access-token`. `now` gives epoch milliseconds.
 */
export function dingtalkTicket({ api, clientId, secret }: DingtalkSettings, now: () => number): Lease {
  const token = new Lease(
    async () => lent(await askHost(`${api}/v1.0/oauth2/accessToken`, { method: 'POST', body: { appKey: clientId, appSecret: secret } }), 'accessToken'),
    now,
  );
  return new Lease(
    () =>
      withToken(token, async (access) =>
        lent(await askHost(`${api}/v1.0/oauth2/jsapiTickets`, { method: 'POST', headers: { 'x-acs-dingtalk-access-token': access }, body: {} }), 'jsapiTicket'),
      ),
    now,
  );
}
