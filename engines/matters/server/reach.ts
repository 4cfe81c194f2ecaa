import type { Actor } from '@hezhi/contract';
import { partyKeys, readArea } from '../contract/index.ts';

/**
 * Whom a matter is in reach of and when it was opened, as pieces of its search text, so that the index of pieces finds what is of a phrase, of a reader and of a stretch of time at once:
 * a word that stands in every tenth matter of a district is met a few hundred times in a week of one community. Wider than the right to see, never narrower: what is found is
 * looked at again by `visibleSql`. No piece of a text looks like these. The migration `search-by-reach` writes the same. Pure.
 */

const DAY = 86_400_000;
/** Letter and length in days; single days are asked for of the whole district only. */
const spans = [
  ['d', 1],
  ['w', 7],
  ['m', 35],
] as const;
const spansOf = (reach: string) => (reach === '' ? spans : spans.slice(1));

const ofArea = (area: string): string => `#${area}`;
/** The end of an id is chance; two that share it are told apart afterwards. */
const ofParty = (party: string): string => `!${party.slice(-12)}`;

/** The pieces of a matter that was opened at a moment (epoch ms): the district's, its street's, its community's and its parties', each by time. */
export function reachPieces(openedAt: number, area: string, parties: readonly string[]): string[] {
  const reaches = new Set(['', ofArea(area.slice(0, 9)), ofArea(area.slice(0, 12)), ...parties.map(ofParty)]);
  return [...reaches].flatMap((reach) => [
    ...(reach === '' ? [] : [reach]),
    ...spansOf(reach).map(([letter, days]) => `${reach}@${letter}${Math.floor(openedAt / DAY / days)}`),
  ]);
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

/** The pieces of a phrase within a reach (of somebody) and, if any, an area, as tsquery text. */
export const reachQuery = (phrase: string, reach: readonly string[], area: string | null): string =>
  [phrase, anyOf(reach), area === null ? null : `'${area}'`].filter((part) => part !== null).join(' & ');

/** One of the pieces; null: no piece is needed, all bear ''. */
const anyOf = (pieces: readonly string[]): string | null => (pieces.includes('') ? null : `(${pieces.map((piece) => `'${piece}'`).join(' | ')})`);

/** A stretch of time that ends with a moment: everything of the reach that was opened in [since, moment] bears one of the pieces. */
export type Window = { readonly reach: readonly string[]; /** Epoch ms. */ readonly since: number };

/**
 * Ever longer windows back from a moment, for a reach: one to two days (of the whole district), weeks, stretches of five weeks, all. `seen` (ms) was looked at before: what is not
 * longer by far is left out.
 */
export function windowsBefore(at: number, seen: number, reach: readonly string[]): Window[] {
  const fit = spansOf(reach.includes('') ? '' : 'any').filter(([, days]) => days * DAY > 2 * seen);
  const windows = fit.map(([letter, days]) => {
    const nth = Math.floor(at / DAY / days);
    return { reach: reach.flatMap((one) => [`${one}@${letter}${nth}`, `${one}@${letter}${nth - 1}`]), since: (nth - 1) * days * DAY };
  });
  return [...windows, { reach, since: -Infinity }];
}
