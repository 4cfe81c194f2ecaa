/** When a matter was opened, as pieces of its search text: so that the index of pieces finds what is both of a phrase and of a stretch of time. Pure. */

const WEEK = 7 * 86_400_000;
/** Letter and length in weeks; each about as much longer than the one before as an inbox page is than a row. */
const spans = [
  ['w', 1],
  ['m', 5],
  ['y', 50],
] as const;

/** The pieces of a moment (epoch ms); no piece of a text looks like them. The migration `search-by-time` writes the same. */
export function timeGrams(at: number): string[] {
  return spans.map(([letter, weeks]) => `@${letter}${Math.floor(at / WEEK / weeks)}`);
}

/** A stretch of time that ends with a moment: everything opened in [since, moment] bears one of the pieces. */
export type Window = { readonly query: string; /** Epoch ms. */ readonly since: number };

/** Ever longer windows back from a moment: one to two weeks, five to ten, fifty to a hundred. */
export function windowsBefore(at: number): Window[] {
  return spans.map(([letter, weeks]) => {
    const nth = Math.floor(at / WEEK / weeks);
    return { query: `('@${letter}${nth}' | '@${letter}${nth - 1}')`, since: (nth - 1) * weeks * WEEK };
  });
}
