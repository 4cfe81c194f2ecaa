import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkIdToken } from './id-token.ts';
import { algorithms, TokenTrouble, verifyJws, type Jwk } from './jws.ts';
import { confusedToken, signingKey, tokenOf } from './provider.fixture.ts';

const keys = algorithms.map((algorithm) => signingKey(algorithm, `k-${algorithm}`));
const published = keys.map((key) => key.published);
const claims = { sub: 'u-17', name: '王小明' };
const refusal = (token: string, given: readonly Jwk[] = published, allowed = algorithms.slice()): string => {
  try {
    verifyJws(token, given, allowed);
    return 'taken';
  } catch (error) {
    if (!(error instanceof TokenTrouble)) throw error;
    return error.message;
  }
};

test('a token signed by each allowed algorithm is read', () => {
  for (const key of keys) expect(verifyJws(tokenOf(key, claims), published, algorithms)).toEqual(claims);
});

test('no changed character of a token goes unseen', () => {
  const tokens = keys.map((key) => tokenOf(key, claims));
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ '];
  fc.assert(
    fc.property(fc.constantFrom(...tokens), fc.nat(), fc.constantFrom(...letters), (token, at, letter) => {
      const place = at % token.length;
      fc.pre(token[place] !== letter);
      expect(refusal(token.slice(0, place) + letter + token.slice(place + 1))).not.toBe('taken');
    }),
    { seed: 20261123, numRuns: 400 },
  );
});

test('what is not a token signed by a published key is refused, and says why', () => {
  const [rsa, , ec] = keys as [(typeof keys)[number], unknown, (typeof keys)[number]];
  const good = tokenOf(ec, claims);
  const [head, body, signature] = good.split('.') as [string, string, string];
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
  expect(refusal(none)).toBe('the algorithm is not allowed');
  expect(refusal(confusedToken(rsa, claims))).toBe('the algorithm is not allowed');
  expect(refusal(good, published, ['RS256'])).toBe('the algorithm is not allowed');
  expect(refusal(tokenOf(ec, claims, { crit: ['exp'] }))).toBe('the header demands what is not understood');
  expect(refusal(tokenOf(ec, claims, { b64: false }))).toBe('the header demands what is not understood');
  expect(refusal(tokenOf(ec, claims, { typ: 'at+jwt' }))).toBe('the token is of another type');
  expect(refusal(tokenOf(ec, claims, { kid: 7 }))).toBe('the name of the key is no text');
  expect(refusal(tokenOf(ec, claims, { kid: 'k9' }))).toBe('no published key fits');
  expect(refusal(good, [])).toBe('no published key fits');
  // A key for another algorithm, for encrypting, or named twice.
  expect(refusal(good, [{ ...ec.published, alg: 'ES384' }])).toBe('no published key fits');
  expect(refusal(good, [{ ...ec.published, use: 'enc' }])).toBe('no published key fits');
  expect(refusal(good, [{ ...ec.published, key_ops: ['deriveKey'] }])).toBe('no published key fits');
  expect(refusal(good, [ec.published, ec.published])).toBe('several published keys fit');
  expect(refusal(good, [{ ...ec.published, x: 'AAAA' }])).toBe('the key cannot be read');
  expect(refusal(good, [signingKey('ES256', ec.kid).published])).toBe('the signature is wrong');
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  expect(refusal(tokenOf(rsa, claims), [{ ...short, kid: rsa.kid }])).toBe('the RSA key is shorter than 2048 bits');
  // Without a name the only key that fits is meant.
  expect(refusal(tokenOf(ec, claims, { kid: undefined }), [ec.published, rsa.published])).toBe('taken');
  for (const odd of [
    '',
    '..',
    `${head}.${body}`,
    `${good}.x`,
    `${head}=.${body}.${signature}`,
    ` ${good}`,
    `${head}.${body}.${signature}\n`,
    'a'.repeat(20_000),
  ])
    expect(refusal(odd)).not.toBe('taken');
  // The same signature in DER, as OpenSSL writes it, is another form.
  expect(refusal(`${head}.${body}.${Buffer.alloc(70, 1).toString('base64url')}`)).toBe('the signature is wrong');
});

const now = Date.parse('2026-11-23T10:00:00+08:00');
const second = now / 1000;
const expected = { issuer: 'https://a.example', client: 'hezhi', audiences: ['other'], nonce: 'n-1', now, skew: 60_000, maxAge: null };
const good = { iss: 'https://a.example', aud: 'hezhi', sub: 'u-17', exp: second + 300, iat: second, nonce: 'n-1' };
const faultOf = (change: object, how: object = {}): string => {
  try {
    return `sub ${checkIdToken({ ...good, ...change }, { ...expected, ...how })}`;
  } catch (error) {
    if (!(error instanceof TokenTrouble)) throw error;
    return error.message;
  }
};

test('the claims of an ID token are checked one by one', () => {
  expect(faultOf({})).toBe('sub u-17');
  expect(faultOf({ iss: 'https://a.example/' })).toBe('iss is another issuer');
  expect(faultOf({ aud: 'hezhi2' })).toBe('aud is another client');
  expect(faultOf({ aud: undefined })).toBe('aud is another client');
  expect(faultOf({ aud: ['hezhi'] })).toBe('sub u-17');
  expect(faultOf({ aud: ['hezhi', 'stranger'], azp: 'hezhi' })).toBe('aud holds a stranger');
  expect(faultOf({ aud: ['hezhi', 'other'] })).toBe('azp is another client');
  expect(faultOf({ aud: ['hezhi', 'other'], azp: 'hezhi' })).toBe('sub u-17');
  expect(faultOf({ azp: 'other' })).toBe('azp is another client');
  expect(faultOf({ exp: '2026' })).toBe('exp is no moment');
  expect(faultOf({ iat: undefined })).toBe('iat is no moment');
  expect(faultOf({ iat: second - 3600, exp: second + 3600 })).toBe('iat is long ago');
  expect(faultOf({ nbf: second + 61 })).toBe('nbf lies ahead');
  expect(faultOf({ nonce: 'n-2' })).toBe('nonce is another');
  expect(faultOf({ nonce: undefined })).toBe('nonce is another');
  for (const sub of [undefined, '', 17, '王', 'x'.repeat(256)]) expect(faultOf({ sub })).toBe('sub is no subject');
  expect(faultOf({}, { maxAge: 600_000 })).toBe('auth_time is no moment');
  expect(faultOf({ auth_time: second - 700 }, { maxAge: 600_000 })).toBe('auth_time is long ago');
  expect(faultOf({ auth_time: second - 650 }, { maxAge: 600_000 })).toBe('sub u-17');
});

test('a token is good from its issue to its end, give or take the skew, and never longer', () => {
  const span = fc.integer({ min: -2000, max: 2000 });
  fc.assert(
    fc.property(span, span, fc.integer({ min: 0, max: 300 }), (issued, ends, skew) => {
      const taken = faultOf({ iat: second + issued, exp: second + ends }, { skew: skew * 1000 }) === 'sub u-17';
      expect(taken).toBe(ends + skew > 0 && issued - skew <= 0 && issued + 600 + skew >= 0);
    }),
    { seed: 20261123, numRuns: 300 },
  );
});
