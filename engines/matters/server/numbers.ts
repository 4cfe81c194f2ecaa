import type { House } from '@hezhi/server';
import { dayIn } from '../contract/index.ts';
import { takeNumbers } from './queries.ts';

/** Numbers taken ahead, so that a report needs no statement of its own for one; what is left at a stop is a gap. */
export async function nextNumber(house: House, now: number): Promise<string> {
  const kept = house.memo('matters.numbers', () => ({ waiting: [] as number[], taking: null as Promise<void> | null }));
  while (kept.waiting.length === 0) {
    kept.taking ??= takeNumbers(house.db, 64)
      .then((taken) => void kept.waiting.push(...taken))
      .finally(() => (kept.taking = null));
    await kept.taking;
  }
  const day = dayIn(now);
  return `${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}-${String(kept.waiting.shift()!).padStart(6, '0')}`;
}
