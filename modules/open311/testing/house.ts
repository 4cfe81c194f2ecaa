import type { OutgoingHttpHeaders } from 'node:http';
import { newId, type Actor } from '@hezhi/contract';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { routes } from '../contract/index.ts';
import { room } from '../server/index.ts';

/** What came back from the interface: the parsed JSON where the address ended in .json. */
export type Got = { status: number; type: string; text: string; json: any; headers: OutgoingHttpHeaders }; // oxlint-disable-line no-explicit-any -- what a stranger's client reads

export type Open311Test = CasesTest & {
  /** Makes a key as the district's administrator. */
  key(more?: Record<string, unknown>, by?: Actor): Promise<{ id: string; secret: string }>;
  get(path: string, query?: Record<string, string>): Promise<Got>;
  post(path: string, fields: Record<string, string | readonly string[]>, headers?: Record<string, string>): Promise<Got>;
};

/** The house of cases with this room, and a client that speaks as strangers do: forms and query strings. */
export async function open311Test(options: { rateFactor?: number } = {}): Promise<Open311Test> {
  const t = await casesTest({ ...options, more: [room] });
  const got = (reply: { statusCode: number; body: string; headers: OutgoingHttpHeaders }): Got => {
    const type = reply.headers['content-type']?.toString() ?? '';
    return {
      status: reply.statusCode,
      type,
      text: reply.body,
      json: type.startsWith('application/json') ? JSON.parse(reply.body) : null,
      headers: reply.headers,
    };
  };
  return {
    ...t,
    async key(more = {}, by = t.who.admin) {
      const body = { id: newId(t.clock.now()), name: '随手拍', jurisdiction: t.town.district, ...more };
      const { key, secret } = await t.as(by).call(routes.addKey, { body });
      return { id: key.id, secret };
    },
    async get(path, query = {}) {
      return got(await t.app.inject({ method: 'GET', url: `/open311/${path}?${new URLSearchParams(query)}` }));
    },
    async post(path, fields, headers = {}) {
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one as string);
      return got(
        await t.app.inject({
          method: 'POST',
          url: `/open311/${path}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers },
          payload: form.toString(),
        }),
      );
    },
  };
}
