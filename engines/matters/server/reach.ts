import type { Actor } from '@hezhi/contract';
import { partyKeys, readArea } from '../contract/index.ts';

/**
 * Whom a matter is in reach of and when it was opened, as pieces of its search text, so that the index of pieces finds what is of a phrase, of a reader and of a stretch of time at once:
 * a word that stands in every tenth matter of a district is met a few hundred times in a week of one community. Wider than the right to see, never narrower: what is found is
 * looked at again by `visibleSql`. No piece of a text looks like these. The migration `search-by-reach` writes the same. Pure.
 */

const WEEK = 7 * 86_400_000;
/** Letter and length in weeks. */
const spans = [
  ['w', 1],
  ['m', 5],
] as const;

const ofArea = (area: string): string => `#${area}`;
/** The end of an id is chance; two that share it are told apart afterwards. */
const ofParty = (party: string): string => `!${party.slice(-12)}`;
const timesOf = (at: number): string[] => spans.map(([letter, weeks]) => `@${letter}${Math.floor(at / WEEK / weeks)}`);

/** The pieces of a matter that was opened at a moment (epoch ms): the district's, its street's, its community's and its parties', each by time. */
export function reachPieces(openedAt: number, area: string, parties: readonly string[]): string[] {
  const reaches = new Set(['', ofArea(area.slice(0, 9)), ofArea(area.slice(0, 12)), ...parties.map(ofParty)]);
  return [...reaches].flatMap((reach) => ['', ...timesOf(openedAt)].map((time) => reach + time)).filter((piece) => piece !== '');
}

/** Whose pieces to look among. `['']`: the whole district's. Empty: nobody's. */
export function reachOf(actor: Actor, district: string): string[] {
  if (actor.kind === 'system') return [''];
  if (actor.district !== district) return [];
  const area = readArea(actor);
  if (area !== null && area.length < 9) return [''];
  return [...(area === null ? [] : [ofArea(area.slice(0, area.length < 12 ? 9 : 12))]), ...partyKeys(actor).map(ofParty)];
}

/** The piece of an area that a list is narrowed to; null where an area has none. */
export const areaPiece = (area: string | undefined): string | null =>
  area === undefined || area.length < 9 ? null : ofArea(area.slice(0, area.length < 12 ? 9 : 12));

/** A stretch of time that ends with a moment: everything opened in [since, moment] bears one of the pieces (tsquery text; null: no piece needed). */
export type Window = { readonly query: string | null; /** Epoch ms. */ readonly since: number };

/** Ever longer windows back from a moment, for a reach: one to two weeks, five to ten, all. */
export function windowsBefore(at: number, reach: readonly string[]): Window[] {
  const anyOf = (times: readonly string[]): string | null => {
    const pieces = reach.flatMap((one) => times.map((time) => one + time));
    return pieces.includes('') ? null : `(${pieces.map((piece) => `'${piece}'`).join(' | ')})`;
  };
  const windows = spans.map(([letter, weeks]) => {
    const nth = Math.floor(at / WEEK / weeks);
    return { query: anyOf([`@${letter}${nth}`, `@${letter}${nth - 1}`]), since: (nth - 1) * weeks * WEEK };
  });
  return [...windows, { query: anyOf(['']), since: -Infinity }];
}
