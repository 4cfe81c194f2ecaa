import { createHash, randomBytes } from 'node:crypto';
import type { House } from '@hezhi/server';
import { LRUCache } from 'lru-cache';
import type { Ask, Given, IdentityProvider, Proof } from './identity.ts';

type Granted = { subject: string; challenge: string; nonce: string; redirect: string; until: number };

/**
 * The demo's own identity provider behind the same interface: its "page" is GET /api/sandbox/identity, where an account name is chosen.
 * It keeps the rules of a real one: codes are good once and for a minute, PKCE and redirect are checked. Never in use outside the demo.
 */
export class SandboxIdentity implements IdentityProvider {
  readonly issuer = 'urn:hezhi:sandbox';
  readonly #house: House;
  readonly #codes = new LRUCache<string, Granted>({ max: 1000 });
  constructor(house: House) {
    this.#house = house;
  }

  async authorizeUrl({ state, nonce, challenge, redirect }: Ask): Promise<string> {
    return `/api/sandbox/identity?${new URLSearchParams({ state, nonce, challenge, redirect }).toString()}`;
  }

  /** The person chose an account: where the browser goes next. */
  grant(ask: { state: string; nonce: string; challenge: string; redirect: string; account: string }): string {
    const code = randomBytes(24).toString('base64url');
    // One subject for an account, however its name was typed.
    const subject = ask.account.normalize('NFKC').toLowerCase();
    this.#codes.set(code, { subject, challenge: ask.challenge, nonce: ask.nonce, redirect: ask.redirect, until: this.#house.now() + 60_000 });
    return `${ask.redirect}?${new URLSearchParams({ code, state: ask.state }).toString()}`;
  }

  async exchange(given: Given): Promise<Proof> {
    const granted = this.#codes.get(given.code);
    this.#codes.delete(given.code);
    if (!granted || granted.until < this.#house.now()) throw new Error('the code is unknown, used or old');
    if (createHash('sha256').update(given.verifier).digest('base64url') !== granted.challenge) throw new Error('the PKCE verifier does not fit');
    if (granted.nonce !== given.nonce) throw new Error('the nonce does not fit');
    if (granted.redirect !== given.redirect) throw new Error('the redirect does not fit');
    return { subject: granted.subject, account: granted.subject };
  }
}
