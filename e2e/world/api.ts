/** A reply as the outside sees it. */
export type Reply<T = Json> = { status: number; body: T; text: string; headers: Headers };
export type Json = { [key: string]: any }; // oxlint-disable-line no-explicit-any -- what the outside gets has no types
export type Api = {
  readonly token: string | null;
  /** One request under /api; a body is JSON. */
  ask<T = Json>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply<T>>;
  /** The same, and a refusal fails the test. */
  call<T = Json>(method: string, path: string, body?: unknown): Promise<T>;
};

let visitors = 0;
/** An address of its own, so that tests do not use up each other's rates. The server trusts its balancer, which is the test. */
export const newAddress = (): string => `10.${(++visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;

/** Somebody at the front door of a server. */
export function api(address: string, token: string | null = null, from: string = newAddress()): Api {
  const ask: Api['ask'] = async <T>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply<T>> => {
    const reply = await fetch(`${address}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': from,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const json = /json/.test(reply.headers.get('content-type') ?? '') && text !== '';
    return { status: reply.status, body: (json ? JSON.parse(text) : null) as T, text, headers: reply.headers };
  };
  return {
    token,
    ask,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const reply = await ask<T>(method, path, body);
      if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`);
      return reply.body;
    },
  };
}

/** The password of every demo account. */
export const password = 'hezhi-demo';

/** Logs in over HTTP. */
export async function logIn(address: string, account: string): Promise<Api> {
  const { token } = await api(address).call<{ token: string }>('POST', '/sessions', { account, password });
  return api(address, token);
}
