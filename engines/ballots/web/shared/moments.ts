/** `2026-11-23T09:00` as the browser's field holds it, in China's time, as RFC 3339. */
export const moment = (local: string): string => `${local}:00+08:00`;
/** The reverse of `moment`. */
export const local = (at: string | number): string => new Date((typeof at === 'number' ? at : Date.parse(at)) + 8 * 3_600_000).toISOString().slice(0, 16);
