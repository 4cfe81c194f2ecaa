import type { House } from './house.ts';
import { dispatchEvents, dispatchRetries } from './outbox.ts';
import { fireDue } from './timer.ts';

/** Does all background work that is due by `house.now()`, until nothing is: events, events put off, timers. For tests and rehearsals. */
export async function drain(house: House): Promise<void> {
  for (let round = 0; ; round++) {
    const done = (await dispatchEvents(house)) + (await dispatchRetries(house)) + (await fireDue(house));
    if (done === 0) return;
    if (round > 10_000) throw new Error('events and timers keep making each other');
  }
}
