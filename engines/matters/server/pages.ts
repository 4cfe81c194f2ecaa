import { Refusal, type Actor } from '@hezhi/contract';
import { errors } from '../contract/index.ts';
import type { Cursor } from './queries-list.ts';

/** The district an actor works in; every query names it. */
export function districtOf(actor: Actor): string {
  if (actor.district === null) throw new Refusal(errors.not_found);
  return actor.district;
}

/** Opaque cursors: the sort moment and the id, base64url. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [at, id, ...rest] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  const uuids = (id ?? '').split('.');
  if (rest.length > 0 || !at || Number.isNaN(Date.parse(at)) || !uuids.every((one) => /^[0-9a-f-]{36}$/.test(one))) throw new Refusal(errors.bad_cursor);
  return { at, id: id! };
}
export const writeCursor = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** Cuts the extra row that says whether there is a next page. */
export function cut<T>(rows: T[], limit: number, mark: (row: T) => string): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? mark(items.at(-1)!) : null };
}
