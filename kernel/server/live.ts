import { LARGEST_HINT, type Signals } from './signals.ts';

/** "Something about this changed": small, no content. The screen asks again by the ordinary routes. */
export type Hint = { readonly district: string; readonly topic: string; readonly data: Readonly<Record<string, unknown>> };

/** Topic of the hint told when hints of other processes may have been missed: caches forget, screens reload. */
export const GAP = 'live.gap';

/** Hints to every subscriber of every process of the house. At most once: what must not be lost is an event. */
export class Live {
  readonly #signals: Signals;
  readonly #subscribers = new Set<(hint: Hint) => void>();

  constructor(signals: Signals) {
    this.#signals = signals;
    signals.onHint((hint) => this.#deliver(hint));
    signals.onGap(() => this.#deliver({ district: '', topic: GAP, data: {} }));
  }

  /** Delivers here at once and to other processes within about 50 ms. Data beyond 7 kB is left out: the topic alone travels. */
  publish(hint: Hint): void {
    this.#deliver(hint);
    const fits = Buffer.byteLength(JSON.stringify(hint)) <= LARGEST_HINT;
    this.#signals.hint(fits ? hint : { district: hint.district, topic: hint.topic, data: {} });
  }

  /** Hears every hint of the house until the returned function is called. */
  subscribe(hear: (hint: Hint) => void): () => void {
    this.#subscribers.add(hear);
    return () => this.#subscribers.delete(hear);
  }

  #deliver(hint: Hint): void {
    for (const hear of [...this.#subscribers]) hear(hint);
  }
}
