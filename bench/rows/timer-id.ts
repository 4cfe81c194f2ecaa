import { createHash } from 'node:crypto';

/** The id of a leg's timer, as engines/matters makes it (persist.ts) and as the generator writes it. */
export function timerId(leg: string, revision: number): string {
  const hash = createHash('sha256').update(`${leg}:${revision}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
