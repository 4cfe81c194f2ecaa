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

/** A query of the person as a tsquery text in which every piece must occur (a text that holds the phrase does match, not the other way round); null when nothing can be searched for. */
export function queryOf(text: string): string | null {
  const parts: string[] = [];
  for (const [word] of normalise(text).matchAll(run)) {
    const letters = [...word];
    if (letters.length === 1) parts.push(`${quote(letters[0]!)}:*`);
    // Every second piece and the last cover the word: whoever asks compares the whole phrase afterwards.
    for (let i = 0; i + 1 < letters.length; i += i + 3 === letters.length ? 1 : 2) parts.push(quote(letters[i]! + letters[i + 1]!));
  }
  return parts.length === 0 ? null : [...new Set(parts)].join(' & ');
}

const quote = (gram: string): string => `'${gram.replaceAll("'", "''")}'`;
