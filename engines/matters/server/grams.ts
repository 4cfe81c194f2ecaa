/** Letters and digits of every script; everything else separates. */
const run = /[\p{L}\p{N}]+/gu;

/** Text as it is searched: one width, one case, separators folded. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The distinct two-character pieces (and single runs of one character) of a text: what the index holds. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const [word] of normalise(text).matchAll(run)) {
    const letters = [...word];
    if (letters.length === 1) grams.add(letters[0]!);
    for (let i = 0; i + 1 < letters.length; i++) grams.add(letters[i]! + letters[i + 1]!);
  }
  return [...grams];
}

/** So many pieces are asked for at most: each costs a look at every text that has the rarest, and whoever asks compares the whole phrase afterwards. */
const ASKED = 3;

/**
 * A query of the person as a tsquery text: every text that holds the phrase matches it, not the other way round. `common`: shares of common pieces, which a long phrase
 * leaves out. Null when nothing can be searched for.
 */
export function queryOf(text: string, common: ReadonlyMap<string, number> = new Map()): string | null {
  const parts = new Map<string, string>();
  for (const [word] of normalise(text).matchAll(run)) {
    const letters = [...word];
    if (letters.length === 1) parts.set(letters[0]!, `${quote(letters[0]!)}:*`);
    for (let i = 0; i + 1 < letters.length; i++) parts.set(letters[i]! + letters[i + 1]!, quote(letters[i]! + letters[i + 1]!));
  }
  // A prefix is many pieces. Of equals every second one: neighbours share a letter and say less.
  const shareOf = (piece: string): number => (piece.length === 1 ? 1 : (common.get(piece) ?? 0));
  const rarest = [...parts.keys()].map((piece, i) => ({ piece, share: shareOf(piece), odd: i % 2 })).toSorted((a, b) => a.share - b.share || a.odd - b.odd);
  return parts.size === 0
    ? null
    : rarest
        .slice(0, ASKED)
        .map(({ piece }) => parts.get(piece)!)
        .join(' & ');
}

const quote = (gram: string): string => `'${gram.replaceAll("'", "''")}'`;
