import { Refusal } from '@hezhi/contract';
import { errors } from '../contract/index.ts';

export const DAY = 86_400_000;
/** The longest stretch one may ask for (GeoReport v2, response volume). */
export const WINDOW = 90 * DAY;

/** A moment as the standard writes it, with China's zone. `at`: epoch ms or RFC 3339. */
export const w3c = (at: number | string): string =>
  `${new Date((typeof at === 'string' ? Date.parse(at) : at) + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
export const w3cOrNull = (at: string | null): string | null => (at === null ? null : w3c(at));

const written = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Epoch ms of a W3C date and time with zone; null where nothing was given. A + that a form turned into a blank is read as one. */
export function readMoment(field: string, text: string | null): number | null {
  if (text === null) return null;
  const found = text.replace(/ (?=\d\d:\d\d$)/, '+');
  const at = written.test(found) && dayExists(found.slice(0, 10)) ? Date.parse(found) : NaN;
  if (Number.isNaN(at)) throw new Refusal(errors.date_wrong, { field });
  return at;
}

const dayExists = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
};

/** The stretch that is asked for, at most 90 days: what is not said follows from the other end, and ends now. */
export function readWindow(start: string | null, end: string | null, now: number): { from: number; to: number } {
  const [a, b] = [readMoment('start_date', start), readMoment('end_date', end)];
  const to = b ?? (a === null ? now : Math.min(now, a + WINDOW));
  const from = a ?? to - WINDOW;
  if (to - from > WINDOW || (b !== null && a !== null && a > b)) throw new Refusal(errors.window_wrong);
  return { from, to };
}
