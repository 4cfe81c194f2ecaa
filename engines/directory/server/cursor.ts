import { speak } from '@hezhi/server';
import { kernelErrors, Refusal } from '@hezhi/contract';

/** An opaque cursor from the last row's sort values. */
export const toCursor = (values: readonly (string | number)[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** What a cursor holds: an id, a moment, a territory code, a number in its order, or a text to sort by. */
const shapes = {
  id: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  moment: /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  code: /^[\dA-Z]{2,15}$/,
  number: /^\d{1,15}$/,
  // oxlint-disable-next-line no-control-regex
  text: /^[^\u0000]*$/,
} as const;

/** The values of a cursor of these shapes; null without a cursor. Refuses one that was not made here. */
export function fromCursor(cursor: string | undefined, ...kinds: readonly (keyof typeof shapes)[]): string[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === kinds.length && values.every((one, n) => typeof one === 'string' && shapes[kinds[n]!].test(one)))
      return values as string[];
  } catch {
    // refused below
  }
  throw new Refusal(kernelErrors.invalid, {}, { faults: [{ path: '/query/cursor', code: 'cursor', detail: speak(kernelErrors.invalid.words, 'zh-Hans') }] });
}

/** A page of `limit` from rows read with `limit + 1`. */
export function page<T, V>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => readonly (string | number)[],
  view: (row: T) => V,
): { items: V[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? toCursor(cursorOf(last)) : null };
}
