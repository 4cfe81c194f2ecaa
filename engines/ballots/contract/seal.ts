import { hex, sha256Hex, utf8 } from './sha256.ts';

/**
 * Sealing a vote on the voter's own device: ECDH on P-256 with a key made for this one vote, HKDF-SHA-256, AES-256-GCM (all by WebCrypto). Box: public key of the one vote (65 bytes),
 * nonce (12), ciphertext and tag. Everything is padded to one length, and bound to ballot and voter: a box moved to another unit does not open.
 */
export const sealInfo = (ballot: string, voter: string): string => `hezhi-ballot-1\n${ballot}\n${voter}`;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(utf8(text));

/** Base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Bytes of a base64url text. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (letter) => letter.codePointAt(0)!);
}

/** A fresh secret of 128 bits in hexadecimal digits. */
export const newNonce = (): string => hex(crypto.getRandomValues(new Uint8Array(16)));

/** The text that is sealed: length, canonical vote, nonce, padding with spaces. Throws when it does not fit. */
export function sealedText(vote: string, nonce: string, length: number): string {
  const text = JSON.stringify([nonce, vote]);
  const missing = length + 64 - utf8(text).length;
  if (missing < 0) throw new RangeError('the vote is longer than the ballot allows');
  return text + ' '.repeat(missing);
}

/** Whether this browser can seal. Without it the server seals what it gets, and the page says so. */
export const canSeal = (): boolean => typeof globalThis.crypto?.subtle?.deriveBits === 'function';

/** Seals a canonical vote (`voteText`) to the ballot's public key (65 bytes, base64url); `length` is `paddedLength` of the questions. */
export async function sealVote(publicKey: string, place: { ballot: string; voter: string }, vote: string, nonce: string, length: number): Promise<string> {
  const { subtle } = crypto;
  const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
  const theirs = await subtle.importKey('raw', fromBase64url(publicKey), curve, false, []);
  const own = (await subtle.generateKey(curve, true, ['deriveBits'])) as CryptoKeyPair;
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const base = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const info = bytesOf(sealInfo(place.ballot, place.voter));
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: info }, key, bytesOf(sealedText(vote, nonce, length))));
  const box = new Uint8Array(65 + 12 + body.length);
  box.set(ephemeral);
  box.set(iv, 65);
  box.set(body, 77);
  return base64url(box);
}

/** Bytes of a box for that padded length. */
export const boxLength = (length: number): number => 65 + 12 + length + 64 + 16;

/**
 * Mark of a paper ballot: both collectors' devices compute it from the printed nonce and what they read, so that the server can compare the two entries
 * without seeing a choice. 128 unknown bits of the nonce keep it from being guessed.
 */
export const paperMark = (ballot: string, voter: string, vote: string, nonce: string): string =>
  sha256Hex(`hezhi-paper-1\n${ballot}\n${voter}\n${nonce}\n${vote}`);
