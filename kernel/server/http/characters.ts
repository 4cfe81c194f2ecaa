import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * Simplified into traditional characters of Hong Kong, as opencc-js's `s2hk` does it and on its dictionaries, but kept as words in a table: its own trees of
 * nested maps take 60 MB of an idle server and a tenth of a second of its start. A property test holds the two equal.
 */
export function traditionalCharacters(): (text: string) => string {
  const words = (...names: string[]): Words => readWords(names.map((name) => (load(`opencc-js/dict/${name}`) as { default: string }).default));
  const same = words('CJK_Compatibility_Ideographs');
  const phrases = words('STPhrases_GeneratedFromRegionalPhrases', 'STPhrases');
  const characters = words('STCharacters');
  const hongKong = words('HKVariants', 'HKVariantsPhrases');
  // What a phrase became is a piece of its own: no variant reaches over its edge.
  return (text) =>
    replace(
      replace(text, same),
      phrases,
      (phrase) => replace(phrase, hongKong),
      (rest) => replace(replace(rest, characters), hongKong),
    );
}

type Words = {
  readonly into: ReadonlyMap<string, string>;
  /** The longest word that begins with a letter, in UTF-16 units. */ readonly longest: ReadonlyMap<string, number>;
};

/** Later lists win. */
function readWords(lists: readonly string[]): Words {
  const into = new Map<string, string>();
  const longest = new Map<string, number>();
  for (const list of lists)
    for (const pair of list.split('|')) {
      const [from, to] = pair.split(' ') as [string, string];
      const first = String.fromCodePoint(from.codePointAt(0)!);
      into.set(from, to);
      longest.set(first, Math.max(from.length, longest.get(first) ?? 0));
    }
  return { into, longest };
}

/** The longest word at each place, from left to right; `hit` and `rest` take what was replaced and what lies between. */
function replace(text: string, { into, longest }: Words, hit = (word: string): string => word, rest = (run: string): string => run): string {
  let result = '';
  let run = 0;
  for (let at = 0; at < text.length;) {
    const first = String.fromCodePoint(text.codePointAt(at)!);
    let length = Math.min(longest.get(first) ?? 0, text.length - at);
    while (length > 0 && !into.has(text.slice(at, at + length))) length--;
    if (length === 0) {
      at += first.length;
      continue;
    }
    result += rest(text.slice(run, at)) + hit(into.get(text.slice(at, at + length))!);
    run = at += length;
  }
  return result + rest(text.slice(run));
}
