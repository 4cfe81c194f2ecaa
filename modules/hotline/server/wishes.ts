import { iso } from '@hezhi/contract';
import type { Call, House } from '@hezhi/server';
import type { z } from 'zod';
import type { Caller, Wish } from '../contract/index.ts';
import type { WishRow } from './queries-calls.ts';

const purpose = 'hotline.wish';

/** What a caller asked for, sealed. */
export function sealWish(call: Call, wish: z.output<typeof Wish>): WishRow {
  return { sealed: call.house.vault.seal(wish.text, purpose), from_min: wish.from, to_min: wish.to, at: iso(call.now) };
}

export const openWish = (house: House, row: WishRow): NonNullable<z.input<typeof Caller>['wish']> => ({
  text: house.vault.open(row.sealed, purpose),
  from: row.from_min,
  to: row.to_min,
  at: row.at,
});
