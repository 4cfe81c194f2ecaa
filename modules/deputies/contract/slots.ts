/** Kinds of deputies: 党代表, 人大代表, 政协委员 (两代表一委员). */
export const kinds = ['party', 'congress', 'conference'] as const;
export const levels = ['street', 'district', 'city', 'province', 'nation'] as const;
export const ways = ['onsite', 'phone', 'online'] as const;
/** Messages that one account may leave within a day. */
export const mostMessages = 5;

/** How many appointments of `slot` minutes fit between two moments (epoch ms). */
export const slotsOf = (from: number, to: number, slot: number): number => Math.floor((to - from) / (slot * 60_000));
/** When the n-th (from 0) begins, epoch ms. */
export const slotAt = (from: number, slot: number, n: number): number => from + n * slot * 60_000;
