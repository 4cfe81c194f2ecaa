import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Suite } from './settings.ts';

/** One key of the key file. `secret`: 32 bytes in base64. A key keeps its suite for ever, so boxes stay readable. */
export type VaultKey = { id: string; suite: Suite; secret: string; created: string };
/** The key file: `current` seals; every key opens. `lookup` is the key of the search hashes and cannot be changed without rehashing. */
export type KeyRing = { keys: readonly VaultKey[]; current: string; lookup?: string };

/** A box cannot be opened: wrong purpose, tampered with, or its key is not in the key file. */
export class VaultError extends Error {}

const FORMAT = 1;
const NONCE = { intl: 12, gm: 16 } as const;
const TAG = { intl: 16, gm: 32 } as const;

/**
 * Encryption of single fields with keys that live outside the database. Suite `intl`: AES-256-GCM, HMAC-SHA-256, HKDF-SHA-256.
 * Suite `gm` (国密): SM4-CTR sealed by HMAC-SM3 over everything (encrypt-then-MAC; Node's OpenSSL has no SM4-GCM), HKDF-SM3.
 * A box is: format, length of key id, key id, nonce, ciphertext, tag. The `purpose` (`person.phone`) is part of the key and of the seal:
 * a box moved to another column does not open.
 */
export class Vault {
  readonly #ring: KeyRing;
  readonly #keys: ReadonlyMap<string, VaultKey>;
  readonly #derived = new Map<string, KeyObject>();

  /** @throws VaultError when the ring is not sound */
  constructor(ring: KeyRing) {
    this.#ring = ring;
    this.#keys = new Map(ring.keys.map((key) => [key.id, key]));
    if (this.#keys.size !== ring.keys.length) throw new VaultError('two keys have the same id');
    for (const key of ring.keys) {
      if (!/^[A-Za-z0-9_-]{1,32}$/.test(key.id)) throw new VaultError(`the key id "${key.id}" is not 1 to 32 letters, digits, _ or -`);
      if (key.suite !== 'intl' && key.suite !== 'gm') throw new VaultError(`the key "${key.id}" has no known suite (intl, gm)`);
      if (Buffer.from(key.secret, 'base64').length !== 32) throw new VaultError(`the secret of key "${key.id}" is not 32 bytes in base64`);
    }
    for (const id of [ring.current, ring.lookup ?? ring.current])
      if (!this.#keys.has(id)) throw new VaultError(`the key "${id}" is named but not in the list of keys`);
  }

  /** Encrypts under the current key. Two boxes of the same text differ. */
  seal(plain: string, purpose: string): Buffer {
    const key = this.#keys.get(this.#ring.current)!;
    const id = Buffer.from(key.id);
    const head = Buffer.concat([Buffer.from([FORMAT, id.length]), id]);
    const nonce = randomBytes(NONCE[key.suite]);
    const sealed = Buffer.concat([head, Buffer.from(purpose)]);
    if (key.suite === 'intl') {
      const cipher = createCipheriv('aes-256-gcm', this.#derive(key, `seal:${purpose}`, 32), nonce).setAAD(sealed);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([head, nonce, body, cipher.getAuthTag()]);
    }
    const cipher = createCipheriv('sm4-ctr', this.#derive(key, `seal:${purpose}`, 16), nonce);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([head, nonce, body, this.#mac(key, purpose, sealed, nonce, body)]);
  }

  /** Decrypts with the key the box names. @throws VaultError */
  open(box: Buffer, purpose: string): string {
    const length = box[1] ?? 0;
    if (box[0] !== FORMAT || box.length < 2 + length) throw new VaultError('this is not a sealed field');
    const key = this.#keys.get(box.toString('utf8', 2, 2 + length));
    if (!key) throw new VaultError('the key of this field is not in the key file');
    const head = box.subarray(0, 2 + length);
    const start = head.length + NONCE[key.suite];
    const end = box.length - TAG[key.suite];
    if (end < start) throw new VaultError('this sealed field is cut short');
    const [nonce, body, tag] = [box.subarray(head.length, start), box.subarray(start, end), box.subarray(end)];
    const sealed = Buffer.concat([head, Buffer.from(purpose)]);
    if (key.suite === 'intl') {
      const cipher = createDecipheriv('aes-256-gcm', this.#derive(key, `seal:${purpose}`, 32), nonce)
        .setAAD(sealed)
        .setAuthTag(tag);
      try {
        return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
      } catch (cause) {
        throw new VaultError('this sealed field was changed or belongs elsewhere', { cause });
      }
    }
    if (!timingSafeEqual(tag, this.#mac(key, purpose, sealed, nonce, body))) throw new VaultError('this sealed field was changed or belongs elsewhere');
    const cipher = createDecipheriv('sm4-ctr', this.#derive(key, `seal:${purpose}`, 16), nonce);
    return Buffer.concat([cipher.update(body), cipher.final()]).toString('utf8');
  }

  /** Keyed hash (32 bytes) by which an exact value is found without being readable. Stays the same while keys rotate. */
  lookup(plain: string, purpose: string): Buffer {
    const key = this.#keys.get(this.#ring.lookup ?? this.#ring.keys[0]!.id)!;
    return createHmac(digestOf(key.suite), this.#derive(key, `lookup:${purpose}`, 32))
      .update(plain, 'utf8')
      .digest();
  }

  /** Whether a box was sealed by an older key and should be sealed again when it is next written. */
  stale(box: Buffer): boolean {
    return box.toString('utf8', 2, 2 + (box[1] ?? 0)) !== this.#ring.current;
  }

  #mac(key: VaultKey, purpose: string, ...parts: Buffer[]): Buffer {
    const mac = createHmac('sm3', this.#derive(key, `mac:${purpose}`, 32));
    for (const part of parts) mac.update(Buffer.from(Uint32Array.of(part.length).buffer)).update(part);
    return mac.digest();
  }

  /** As a key object: from bytes, Node makes one anew for each field, which costs four times what sealing it does. */
  #derive(key: VaultKey, use: string, length: number): KeyObject {
    const name = `${key.id}\n${use}`;
    let derived = this.#derived.get(name);
    if (!derived) {
      derived = createSecretKey(Buffer.from(hkdfSync(digestOf(key.suite), Buffer.from(key.secret, 'base64'), 'hezhi', use, length)));
      this.#derived.set(name, derived);
    }
    return derived;
  }
}

const digestOf = (suite: Suite): string => (suite === 'gm' ? 'sm3' : 'sha256');

/** A new key of a suite, for a key file or for rotation. */
export function newKey(suite: Suite, now: number): VaultKey {
  return {
    id: `k${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`,
    suite,
    secret: randomBytes(32).toString('base64'),
    created: new Date(now).toISOString(),
  };
}
