import { LRUCache } from 'lru-cache';

type Bucket = { level: number; at: number };

/** Requests per minute where a route says nothing. */
export const defaultRate = 600;

/**
 * Token buckets in memory, one per (account or address) and route: `rate` a minute, as a burst or spread. Each process counts for
 * itself; several processes behind a balancer allow that many times more. The least recently used buckets are forgotten first.
 */
export class Rates {
  readonly #buckets = new LRUCache<string, Bucket>({ max: 50_000 });

  /** Takes one token at `now` (epoch ms). Gives 0 when it may go on, else the seconds after which it may. */
  take(who: string, rate: number, now: number): number {
    const perMs = rate / 60_000;
    const bucket = this.#buckets.get(who);
    if (!bucket) {
      this.#buckets.set(who, { level: rate - 1, at: now });
      return 0;
    }
    const level = Math.min(rate, bucket.level + Math.max(0, now - bucket.at) * perMs);
    bucket.at = now;
    if (level < 1) {
      bucket.level = level;
      return Math.max(1, Math.ceil((1 - level) / perMs / 1000));
    }
    bucket.level = level - 1;
    return 0;
  }
}
