import { askJson, OutsideTrouble, type Question } from '@hezhi/server';
import { z } from 'zod';

/** Somebody waits for a page: no longer than this (ms). */
const PATIENCE = 5000;
const Answer = z.record(z.string(), z.unknown());

/** Asks a host program for something it lends. @throws OutsideTrouble */
export async function askHost(address: string, question: Question = {}): Promise<{ status: number; json: Record<string, unknown> }> {
  const { status, json } = await askJson(address, question, PATIENCE);
  return { status, json: Answer.safeParse(json).data ?? {} };
}

/** The token that was lent is no longer good there. */
export class StaleToken extends OutsideTrouble {}

/** What another side lends: a value and how long it is good, in seconds. */
export type Lent = { readonly value: string; readonly seconds: number };

const ahead = 300_000;
const pause = 30_000;

/**
 * A value lent for a time (access token, ticket). It is fetched by one request for all who wait, kept until five minutes before its end, and
 * after a failure nobody asks again for half a minute: the same failure is told. `now` gives epoch milliseconds.
 */
export class Lease {
  readonly #fetch: () => Promise<Lent>;
  readonly #now: () => number;
  #held: { value: string; until: number } | null = null;
  #failed: { error: OutsideTrouble; until: number } | null = null;
  #asking: Promise<string> | null = null;
  constructor(fetch: () => Promise<Lent>, now: () => number) {
    this.#fetch = fetch;
    this.#now = now;
  }

  /** The value. @throws OutsideTrouble */
  get(): Promise<string> {
    if (this.#held && this.#now() < this.#held.until) return Promise.resolve(this.#held.value);
    if (this.#failed && this.#now() < this.#failed.until) return Promise.reject(this.#failed.error);
    this.#asking ??= this.#renew().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** The other side says that this value is no longer good. Another one that came meanwhile stays. */
  drop(value: string): void {
    if (this.#held?.value === value) this.#held = null;
  }

  async #renew(): Promise<string> {
    try {
      const { value, seconds } = await this.#fetch();
      this.#held = { value, until: this.#now() + Math.max(seconds * 1000 - ahead, 60_000) };
      this.#failed = null;
      return value;
    } catch (error) {
      if (error instanceof OutsideTrouble) this.#failed = { error, until: this.#now() + pause };
      throw error;
    }
  }
}

/** Asks with a token; when it turns out to be stale, once more with a new one. */
export async function withToken<T>(token: Lease, ask: (token: string) => Promise<T>): Promise<T> {
  const first = await token.get();
  try {
    return await ask(first);
  } catch (error) {
    if (!(error instanceof StaleToken)) throw error;
    token.drop(first);
    return ask(await token.get());
  }
}
