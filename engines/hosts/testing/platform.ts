/** Stands in for the platforms of WeChat and DingTalk in tests: lends tokens and tickets as they document it. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Reply = { status?: number; json?: unknown; text?: string; location?: string };

export type Platform = {
  url: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** Tokens that are good now; clear it and what was lent is stale. */
  good: Set<string>;
  /** Answers the next requests of a path, one each, instead of what it would say. */
  instead: Map<string, Reply[]>;
  close(): Promise<void>;
};

export const account = { id: 'wx-or-ding', secret: 'hush-hush-secret' };

/** A platform on 127.0.0.1. Everything it lends is good for 7,200 seconds by its own account. */
export async function platform(): Promise<Platform> {
  let count = 0;
  const good = new Set<string>();
  const asked: string[] = [];
  const instead: Platform['instead'] = new Map();
  const lend = (): string => {
    const token = `token-${++count}`;
    good.add(token);
    return token;
  };
  const answer = (path: string, url: URL, headers: Record<string, unknown>, body: string): Reply => {
    const given = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
    if (path === '/cgi-bin/stable_token') {
      const right = given['grant_type'] === 'client_credential' && given['appid'] === account.id && given['secret'] === account.secret;
      return { json: right ? { access_token: lend(), expires_in: 7200 } : { errcode: 40125, errmsg: 'invalid appsecret' } };
    }
    if (path === '/cgi-bin/ticket/getticket') {
      const right = good.has(url.searchParams.get('access_token') ?? '') && url.searchParams.get('type') === 'jsapi';
      return { json: right ? { errcode: 0, errmsg: 'ok', ticket: `ticket-${++count}`, expires_in: 7200 } : { errcode: 40001, errmsg: 'invalid credential' } };
    }
    if (path === '/v1.0/oauth2/accessToken') {
      const right = given['appKey'] === account.id && given['appSecret'] === account.secret;
      return right ? { json: { accessToken: lend(), expireIn: 7200 } } : { status: 400, json: { code: 'invalidClientIdOrSecret', message: 'wrong' } };
    }
    if (path === '/v1.0/oauth2/jsapiTickets')
      return good.has(String(headers['x-acs-dingtalk-access-token']))
        ? { json: { jsapiTicket: `ticket-${++count}`, expireIn: 7200 } }
        : { status: 401, json: { code: 'InvalidAuthentication', message: 'no' } };
    return { status: 404, json: {} };
  };
  const say = (response: ServerResponse, { status = 200, json, text, location }: Reply): void => {
    if (location === undefined) response.writeHead(status, { 'content-type': 'application/json' }).end(text ?? JSON.stringify(json));
    else response.writeHead(302, { location }).end();
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://platform');
      asked.push(url.pathname);
      const other = instead.get(url.pathname)?.shift();
      say(response, other ?? answer(url.pathname, url, request.headers, body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    good,
    instead,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
