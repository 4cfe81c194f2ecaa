import { kernelErrors, Refusal, say } from '@hezhi/contract';

/** An opaque cursor from the last row's sort values. */
export const toCursor = (values: readonly (string | number)[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** The values of a cursor of `count` strings; null without a cursor. Refuses one that was not made here. */
export function fromCursor(cursor: string | undefined, count: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === count && values.every((one) => typeof one === 'string' && !one.includes('\0'))) return values as string[];
  } catch {
    // refused below
  }
  throw new Refusal(kernelErrors.invalid, {}, { faults: [{ path: '/query/cursor', code: 'cursor', detail: say(kernelErrors.invalid.words, 'zh-Hans') }] });
}

/** A page of `limit` from rows read with `limit + 1`. */
export function page<T, V>(rows: readonly T[], limit: number, cursorOf: (row: T) => readonly (string | number)[], view: (row: T) => V): { items: V[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? toCursor(cursorOf(last)) : null };
}
