import { Refusal } from '@hezhi/contract';
import { OutsideTrouble, type Call, type House } from '@hezhi/server';
import { errors } from '../contract/index.ts';
import { dingtalkTicket } from './dingtalk.ts';
import type { Lease } from './lease.ts';
import { dingtalkSignature, newNonce, ownPage, wechatSignature } from './signature.ts';
import { wechatTicket } from './wechat.ts';

type Signed = { timestamp: number; nonce: string; signature: string };
type Host = { readonly key: 'wechat' | 'dingtalk'; readonly sign: typeof wechatSignature };

const wechat: Host = { key: 'wechat', sign: wechatSignature };
const dingtalk: Host = { key: 'dingtalk', sign: dingtalkSignature };

const ticketOf = (house: House, host: Host, make: () => Lease): Lease => house.memo(`hosts.${host.key}`, make);

/** Signs a page of ours. @throws Refusal foreign_page, away */
async function signPage({ house, now }: Call, host: Host, ticket: Lease, given: string): Promise<Signed> {
  const { publicUrl } = house.settings;
  const url = publicUrl === null ? null : ownPage(given, new URL(publicUrl).origin);
  if (url === null) throw new Refusal(errors.foreign_page);
  const signing = { ticket: await lentTicket(house, host, ticket), nonce: newNonce(), timestamp: Math.floor(now / 1000), url };
  return { timestamp: signing.timestamp, nonce: signing.nonce, signature: host.sign(signing) };
}

async function lentTicket(house: House, host: Host, ticket: Lease): Promise<string> {
  try {
    return await ticket.get();
  } catch (error) {
    if (!(error instanceof OutsideTrouble)) throw error;
    house.log.warn({ host: host.key, why: error.message }, 'No ticket to sign pages with');
    throw new Refusal(errors.away);
  }
}

/** `GET /host/wechat-config`. @throws Refusal not_set_up, foreign_page, away */
export async function wechatConfig(call: Call, url: string): Promise<Signed & { app_id: string }> {
  const { house } = call;
  const set = house.settings.wechat;
  if (!set) throw new Refusal(errors.not_set_up);
  const ticket = ticketOf(house, wechat, () => wechatTicket(set, () => house.now()));
  return { app_id: set.appId, ...(await signPage(call, wechat, ticket, url)) };
}

/** `GET /host/dingtalk-config`. @throws Refusal not_set_up, foreign_page, away */
export async function dingtalkConfig(call: Call, url: string): Promise<Signed & { corp_id: string; agent_id: string }> {
  const { house } = call;
  const set = house.settings.dingtalk;
  if (!set?.page) throw new Refusal(errors.not_set_up);
  const ticket = ticketOf(house, dingtalk, () => dingtalkTicket(set, () => house.now()));
  return { corp_id: set.page.corpId, agent_id: set.page.agentId, ...(await signPage(call, dingtalk, ticket, url)) };
}
