import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes, randomInt } from 'node:crypto';
import { sealedText, sealInfo } from '../contract/seal.ts';

/** A ballot's key pair: the public key travels with the ballot, the secret (32 bytes) opens the votes. */
export type BallotKey = { publicKey: string; secret: Buffer };

/** Makes a key pair on P-256. */
export function newBallotKey(): BallotKey {
  const curve = createECDH('prime256v1');
  const publicKey = curve.generateKeys('base64url', 'uncompressed');
  const raw = curve.getPrivateKey();
  return { publicKey, secret: Buffer.concat([Buffer.alloc(32 - raw.length), raw]) };
}

const derive = (shared: Buffer, ephemeral: Buffer, info: Buffer): Buffer => Buffer.from(hkdfSync('sha256', shared, ephemeral, info, 32));

/** Seals a vote here, for a device that cannot: the same box as the browser makes. */
export function sealHere(publicKey: string, place: { ballot: string; voter: string }, vote: string, nonce: string, length: number): Buffer {
  const curve = createECDH('prime256v1');
  const ephemeral = curve.generateKeys();
  const info = Buffer.from(sealInfo(place.ballot, place.voter));
  const key = derive(curve.computeSecret(Buffer.from(publicKey, 'base64url')), ephemeral, info);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(info);
  return Buffer.concat([ephemeral, iv, cipher.update(sealedText(vote, nonce, length), 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Opens boxes with a ballot's secret; null for a box that does not open or does not hold a nonce and a vote. */
export function opener(secret: Buffer): (box: Buffer, place: { ballot: string; voter: string }) => { nonce: string; vote: string } | null {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  return (box, place) => {
    try {
      const ephemeral = box.subarray(0, 65);
      const info = Buffer.from(sealInfo(place.ballot, place.voter));
      const key = derive(curve.computeSecret(ephemeral), ephemeral, info);
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(65, 77)).setAAD(info).setAuthTag(box.subarray(-16));
      const text = Buffer.concat([decipher.update(box.subarray(77, -16)), decipher.final()]).toString('utf8');
      const [nonce, vote] = JSON.parse(text) as [unknown, unknown];
      return typeof nonce === 'string' && /^[0-9a-f]{32}$/.test(nonce) && typeof vote === 'string' ? { nonce, vote } : null;
    } catch {
      return null;
    }
  };
}

/** The public key of a secret, base64url. */
export function publicKeyOf(secret: Buffer): string {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  return curve.getPublicKey('base64url', 'uncompressed');
}

/* Shamir's secret sharing (1979) byte by byte over GF(2^8) with the polynomial of AES. */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
{
  let x = 1;
  for (let i = 0; i < 255; i++) {
    EXP[i] = x;
    EXP[i + 255] = x;
    LOG[x] = i;
    x ^= (x << 1) ^ (x & 0x80 ? 0x11b : 0);
    x &= 0xff;
  }
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!);
const over = (a: number, b: number): number => (a === 0 ? 0 : EXP[LOG[a]! + 255 - LOG[b]!]!);

/** Splits a secret into `of` shares, any `need` of which give it back; fewer tell nothing. A share: its number (1 byte), then as many bytes as the secret. */
export function splitSecret(secret: Buffer, need: number, of: number): Buffer[] {
  const shares = Array.from({ length: of }, (_, i) => Buffer.concat([Buffer.from([i + 1]), Buffer.alloc(secret.length)]));
  secret.forEach((byte, at) => {
    const polynomial = [byte, ...Array.from({ length: need - 1 }, () => randomInt(256))];
    for (const share of shares) share[at + 1] = polynomial.reduceRight((sum, factor) => times(sum, share[0]!) ^ factor, 0);
  });
  return shares;
}

/** Puts shares together again; with too few or wrong ones something else comes out, never an error. */
export function joinShares(shares: readonly Buffer[]): Buffer {
  const secret = Buffer.alloc(Math.max(0, Math.min(...shares.map(({ length }) => length)) - 1));
  for (let at = 0; at < secret.length; at++) {
    let value = 0;
    for (const mine of shares) {
      let factor = 1;
      for (const other of shares) if (other !== mine) factor = times(factor, over(other[0]!, other[0]! ^ mine[0]!));
      value ^= times(factor, mine[at + 1]!);
    }
    secret[at] = value;
  }
  return secret;
}
