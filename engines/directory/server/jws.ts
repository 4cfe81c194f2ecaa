import { constants, createPublicKey, verify, type JsonWebKeyInput, type KeyObject } from 'node:crypto';

/** Signatures that may stand under an ID token (RFC 7518, RFC 8037). `none` and keyed hashes are not among them. */
export const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
export type Algorithm = (typeof algorithms)[number];

/** A public key as a provider publishes it (RFC 7517); what else stands there is not looked at. */
export type Jwk = Readonly<Record<string, unknown>>;

/** A token that is not to be believed. The message names the rule, never the token. */
export class TokenTrouble extends Error {
  /** The key that signed it is not among those given: they may have been changed meanwhile. */
  readonly unknownKey: boolean;
  constructor(message: string, unknownKey = false) {
    super(message);
    this.unknownKey = unknownKey;
  }
}

const kinds: Readonly<Record<Algorithm, { kty: string; crv?: string }>> = {
  RS256: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
};
/** Longest token that is read, in characters. */
const LONGEST = 16_384;

function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  // One text for each sequence of bytes: no white space, no padding, no stray bits.
  if (part === '' || bytes.toString('base64url') !== part) throw new TokenTrouble('the token is not base64url');
  return bytes;
}

function objectOf(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bytesOf(part).toString('utf8'));
  } catch (error) {
    throw error instanceof TokenTrouble ? error : new TokenTrouble('the token is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TokenTrouble('the token holds no object');
  return value as Record<string, unknown>;
}

function fits(key: Jwk, algorithm: Algorithm, kid: unknown): boolean {
  const { kty, crv } = kinds[algorithm];
  if (key['kty'] !== kty || (crv !== undefined && key['crv'] !== crv)) return false;
  if (key['use'] !== undefined && key['use'] !== 'sig') return false;
  if (key['alg'] !== undefined && key['alg'] !== algorithm) return false;
  if (Array.isArray(key['key_ops']) && !key['key_ops'].includes('verify')) return false;
  return kid === undefined || key['kid'] === kid;
}

/** The public part alone: a private part that a provider published by mistake is not read. */
function publicKey(key: Jwk): KeyObject {
  const { kty, n, e, crv, x, y } = key;
  let made: KeyObject;
  try {
    made = createPublicKey({ key: { kty, n, e, crv, x, y }, format: 'jwk' } as JsonWebKeyInput);
  } catch {
    throw new TokenTrouble('the key cannot be read');
  }
  if (kty === 'RSA' && (made.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw new TokenTrouble('the RSA key is shorter than 2048 bits');
  return made;
}

function signed(algorithm: Algorithm, key: KeyObject, text: Buffer, signature: Buffer): boolean {
  switch (algorithm) {
    case 'RS256':
      return verify('sha256', text, key, signature);
    case 'PS256':
      return verify('sha256', text, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature);
    case 'ES256':
      return signature.length === 64 && verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature);
    case 'EdDSA':
      return verify(null, text, key, signature);
  }
}

/**
 * The claims of a signed token in compact form (RFC 7515). The algorithm must be allowed and fit the key; a critical header (`crit`) that nobody here
 * understands, an unsigned token, a key named by two entries, and anything that is not exactly base64url are refused (RFC 8725).
 * @throws TokenTrouble; `unknownKey` when no key fits
 */
export function verifyJws(token: string, keys: readonly Jwk[], allowed: readonly Algorithm[]): Readonly<Record<string, unknown>> {
  const parts = token.split('.');
  if (token.length > LONGEST || parts.length !== 3) throw new TokenTrouble('the token has not the form of one');
  const header = objectOf(parts[0]!);
  const algorithm = allowed.find((one) => one === header['alg']);
  if (!algorithm) throw new TokenTrouble('the algorithm is not allowed');
  if (header['crit'] !== undefined || header['b64'] !== undefined) throw new TokenTrouble('the header demands what is not understood');
  const { kid, typ } = header;
  if (typ !== undefined && !(typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ))) throw new TokenTrouble('the token is of another type');
  if (kid !== undefined && typeof kid !== 'string') throw new TokenTrouble('the name of the key is no text');
  const fitting = keys.filter((key) => fits(key, algorithm, kid));
  if (fitting.length === 0) throw new TokenTrouble('no published key fits', true);
  if (fitting.length > 1) throw new TokenTrouble('several published keys fit');
  if (!signed(algorithm, publicKey(fitting[0]!), Buffer.from(`${parts[0]}.${parts[1]}`, 'ascii'), bytesOf(parts[2]!)))
    throw new TokenTrouble('the signature is wrong');
  return objectOf(parts[1]!);
}
