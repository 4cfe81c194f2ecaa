import { lookup as resolve } from 'node:dns';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Refusal } from '@hezhi/contract';
import { StartupError, type House } from '@hezhi/server';
import { errors } from '../contract/index.ts';

/** Which networks messages may go to beside the public internet, and how patient a request is. */
export type Policy = { readonly allowed: BlockList | null; readonly timeoutMs: number };

/** The most that is read of a reply, in bytes; the rest is cut off. */
export const replyLimit = 64 * 1024;

/** Addresses that are nobody's on the public internet: loopback, private, link-local, shared, documentation, multicast, reserved (IANA special-purpose registries). */
const special = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  special.addSubnet(net, bits, 'ipv6');

/** The networks of HEZHI_EXCHANGE_ALLOW: `10.20.0.0/16, 127.0.0.1`. @throws StartupError with a sentence */
export function readPolicy(text: string | undefined, timeoutMs = 10_000): Policy {
  const parts = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  if (parts.length === 0) return { allowed: null, timeoutMs };
  const allowed = new BlockList();
  for (const part of parts) {
    const [net = '', bits] = part.split('/');
    const kind = isIP(net);
    const most = kind === 6 ? 128 : 32;
    if (kind === 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
      throw new StartupError(
        'not_started',
        `HEZHI_EXCHANGE_ALLOW holds "${part}", which is no network; write networks like 10.20.0.0/16, separated by commas.`,
      );
    allowed.addSubnet(net, bits === undefined ? most : Number(bits), kind === 6 ? 'ipv6' : 'ipv4');
  }
  return { allowed, timeoutMs };
}

/** The policy of a house, read once from HEZHI_EXCHANGE_ALLOW. */
export const policyOf = (house: House): { current: Policy } =>
  house.memo('exchange.policy', () => ({ current: readPolicy(process.env['HEZHI_EXCHANGE_ALLOW']) }));

/** `::ffff:10.0.0.1` and `::ffff:a00:1` are IPv4 in disguise. */
function plainIp(ip: string): string {
  const dotted = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (dotted) return dotted;
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(ip);
  if (!hex) return ip;
  const [high, low] = [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** Whether the policy names the address's network expressly. */
function named(policy: Policy, ip: string): boolean {
  const plain = plainIp(ip);
  return policy.allowed?.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4') ?? false;
}
/** Whether a message may be sent to this IP address. */
export function mayReach(policy: Policy, ip: string): boolean {
  const plain = plainIp(ip);
  const kind = isIP(plain);
  if (kind === 0) return false;
  return named(policy, plain) || !special.check(plain, kind === 6 ? 'ipv6' : 'ipv4');
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * The address as it may be stored. Refuses what is no https address, holds a password, or names a private IP outright; names are looked up when a
 * message is sent, each time. Errors: `exchange.address_bad`, `exchange.address_private`.
 */
export function checkAddress(policy: Policy, text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '') throw new Refusal(errors.address_bad);
  const host = hostOf(url);
  if (url.protocol === 'http:' && policy.allowed === null) throw new Refusal(errors.address_bad);
  if (isIP(host) !== 0 && !mayReach(policy, host)) throw new Refusal(errors.address_private, { host });
  if (/^localhost$|\.localhost$|\.local$|\.internal$/i.test(host) && policy.allowed === null) throw new Refusal(errors.address_private, { host });
  return url.href;
}

/** Why nothing came back: what is kept with the message. */
export class Unreachable extends Error {}
export type Answer = { status: number; text: string; retryAfter: number | null };
/** What came back as bytes; `whole` is false where it was cut off at the limit. */
export type Bytes = { status: number; bytes: Buffer; whole: boolean };

/**
 * Sends a body by POST and reads the answer. The name is resolved here and the connection goes to that very address (no second look-up that could say
 * something else), redirects are answers like any other, a reply is read to 64 KiB, and the whole must be done within the policy's time.
 * @throws Unreachable in a sentence
 */
export async function post(policy: Policy, address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
  const { response, status, bytes } = await ask(policy, address, headers, { method: 'POST', body, limit: replyLimit });
  const after = Number(response.headers['retry-after']);
  return {
    status,
    text: bytes.toString('utf8'),
    retryAfter: Number.isFinite(after) && after >= 0 ? Math.min(after, 86_400) * 1000 : null,
  };
}

/** Fetches bytes by GET under the same guard; reads at most `limit` of them, and may take three times the policy's time. @throws Unreachable in a sentence */
export async function fetchBytes(policy: Policy, address: string, headers: Readonly<Record<string, string>>, limit: number): Promise<Bytes> {
  const { status, bytes, whole } = await ask({ ...policy, timeoutMs: policy.timeoutMs * 3 }, address, headers, { method: 'GET', body: null, limit });
  return { status, bytes, whole };
}

type Asked = { method: 'GET' | 'POST'; body: string | null; limit: number };

function ask(
  policy: Policy,
  address: string,
  headers: Readonly<Record<string, string>>,
  { method, body, limit }: Asked,
): Promise<Bytes & { response: IncomingMessage }> {
  const url = new URL(checkAddress(policy, address));
  const host = hostOf(url);
  const secure = url.protocol === 'https:';
  const fits = (ip: string): boolean => mayReach(policy, ip) && (secure || named(policy, ip));
  const refused = (ip: string): Unreachable => new Unreachable(`${host} is ${ip}, to which nothing may be sent`);
  const guarded: LookupFunction = (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const bad = found?.find(({ address: ip }) => !fits(ip));
      if (error || found.length === 0) done(error ?? new Unreachable(`${name} has no address`), '', 0);
      else if (bad) done(refused(bad.address), '', 0);
      else if (options.all) done(null, found);
      else done(null, found[0]!.address, found[0]!.family);
    });
  };
  return new Promise((answer, fail) => {
    // No look-up happens for an address in figures.
    if (isIP(host) !== 0 && !fits(host)) return fail(refused(host));
    const signal = AbortSignal.timeout(policy.timeoutMs);
    const send = secure ? overHttps : overHttp;
    const options = {
      method,
      headers: { ...headers, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      lookup: guarded,
      signal,
      agent: false as const,
    };
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void => answer({ response, status: response.statusCode ?? 0, bytes: Buffer.concat(chunks).subarray(0, limit), whole: size <= limit });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= limit) return;
        finish();
        response.destroy();
      });
      response.on('end', finish);
      response.on('error', (error) => fail(said(error, policy)));
    });
    request.on('error', (error) => fail(said(error, policy)));
    request.end(body ?? undefined);
  });
}

function said(error: Error, policy: Policy): Unreachable {
  if (error instanceof Unreachable) return error;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return new Unreachable(`no answer within ${policy.timeoutMs / 1000} s`);
  const code = (error as { code?: string }).code;
  return new Unreachable(code === undefined ? error.message.slice(0, 200) : `${code}: ${error.message.slice(0, 200)}`);
}
