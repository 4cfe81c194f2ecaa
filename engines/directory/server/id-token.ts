import { TokenTrouble } from './jws.ts';

/** What an ID token must say to be believed. Times in ms. */
export type Expected = {
  issuer: string;
  client: string;
  /** Audiences beside ours that may stand in it. */
  audiences: readonly string[];
  nonce: string;
  now: number;
  skew: number;
  /** The person must have proved who they are at most so long ago; null: not asked. */
  maxAge: number | null;
};

/** Older tokens than this are not taken, whatever they say of their end (ms). */
const OLDEST = 10 * 60_000;

const moment = (claims: Readonly<Record<string, unknown>>, name: string): number => {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TokenTrouble(`${name} is no moment`);
  return value * 1000;
};

/**
 * Checks the claims of an ID token whose signature holds, by the rules of OpenID Connect Core 1.0, 3.1.3.7, and gives its subject.
 * @throws TokenTrouble naming the claim
 */
export function checkIdToken(claims: Readonly<Record<string, unknown>>, expected: Expected): string {
  const { now, skew, client } = expected;
  if (claims['iss'] !== expected.issuer) throw new TokenTrouble('iss is another issuer');
  const { aud, azp, sub } = claims;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(client)) throw new TokenTrouble('aud is another client');
  if (!audiences.every((one) => one === client || expected.audiences.includes(String(one)))) throw new TokenTrouble('aud holds a stranger');
  if (azp === undefined ? audiences.length > 1 : azp !== client) throw new TokenTrouble('azp is another client');
  if (moment(claims, 'exp') + skew <= now) throw new TokenTrouble('exp is over');
  const issued = moment(claims, 'iat');
  if (issued - skew > now) throw new TokenTrouble('iat lies ahead');
  if (issued + OLDEST + skew < now) throw new TokenTrouble('iat is long ago');
  if (claims['nbf'] !== undefined && moment(claims, 'nbf') - skew > now) throw new TokenTrouble('nbf lies ahead');
  if (claims['nonce'] !== expected.nonce) throw new TokenTrouble('nonce is another');
  if (expected.maxAge !== null && moment(claims, 'auth_time') + expected.maxAge + skew < now) throw new TokenTrouble('auth_time is long ago');
  // At most 255 ASCII characters, the same for ever.
  if (typeof sub !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(sub)) throw new TokenTrouble('sub is no subject');
  return sub;
}
