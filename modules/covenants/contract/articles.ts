/** Articles of a covenant and how two texts differ. Pure; no schema library, so screens may use it. */
export const articleKinds = ['rule', 'encouraged', 'forbidden'] as const;
export type ArticleKind = (typeof articleKinds)[number];
export type Article = { id: string; chapter: string; kind: ArticleKind; text: string };
export type Numbered = Article & { readonly number: number; readonly first: boolean };

/** Articles with the numbers that they bear: 第1条 … through all chapters. `first`: a chapter begins here. */
export const numbered = (articles: readonly Article[]): Numbered[] =>
  articles.map((one, at) => ({ ...one, number: at + 1, first: one.chapter !== '' && one.chapter !== articles[at - 1]?.chapter }));

/** A piece of text: kept, added or taken out. */
export type Piece = { readonly how: 'same' | 'added' | 'removed'; readonly text: string };
export type ArticleChange = {
  readonly id: string;
  readonly how: 'same' | 'changed' | 'added' | 'removed';
  readonly chapter: string;
  readonly kind: ArticleKind;
  /** Numbers in the former and the later text; null where it is not there. */
  readonly was: number | null;
  readonly is: number | null;
  /** It stands after others than before, in another chapter, or of another kind. */
  readonly moved: boolean;
  readonly pieces: readonly Piece[];
};

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map((one) => one.segment);

/** Positions of a longest common subsequence of two lists, in order. */
function common<T>(a: readonly T[], b: readonly T[]): [number, number][] {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** How a text became another, word by word: what is kept and added is the later text, what is kept and removed the former. */
export function compareTexts(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const pieces: Piece[] = [];
  const say = (how: Piece['how'], words: readonly string[]): void => {
    const text = words.join('');
    const last = pieces.at(-1);
    if (text === '') return;
    if (last?.how === how) pieces[pieces.length - 1] = { how, text: last.text + text };
    else pieces.push({ how, text });
  };
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), [a.length, b.length] as [number, number]]) {
    say('removed', a.slice(i, x));
    say('added', b.slice(j, y));
    if (x < a.length) say('same', [a[x]!]);
    [i, j] = [x + 1, y + 1];
  }
  return pieces;
}

/** How one text of articles became another: the later order, with what was taken out where it stood. */
export function compareArticles(before: readonly Article[], after: readonly Article[]): ArticleChange[] {
  const was = new Map(before.map((one, at) => [one.id, { one, at }]));
  const is = new Map(after.map((one, at) => [one.id, at]));
  const kept = before.filter((one) => is.has(one.id)).map((one) => one.id);
  const later = after.filter((one) => was.has(one.id)).map((one) => one.id);
  const inPlace = new Set(common(kept, later).map(([at]) => kept[at]!));
  const changes = after.map((one, at): ArticleChange => {
    const old = was.get(one.id);
    const base = { id: one.id, chapter: one.chapter, kind: one.kind, is: at + 1 };
    if (!old) return { ...base, how: 'added', was: null, moved: false, pieces: [{ how: 'added', text: one.text }] };
    const moved = !inPlace.has(one.id) || old.one.chapter !== one.chapter || old.one.kind !== one.kind;
    const same = old.one.text === one.text;
    return {
      ...base,
      how: same ? 'same' : 'changed',
      was: old.at + 1,
      moved,
      pieces: same ? [{ how: 'same', text: one.text }] : compareTexts(old.one.text, one.text),
    };
  });
  before.forEach((one, at) => {
    if (is.has(one.id)) return;
    const gone: ArticleChange = {
      id: one.id,
      how: 'removed',
      chapter: one.chapter,
      kind: one.kind,
      was: at + 1,
      is: null,
      moved: false,
      pieces: [{ how: 'removed', text: one.text }],
    };
    const next = before.slice(at + 1).find((other) => is.has(other.id));
    const where = next ? changes.findIndex((change) => change.id === next.id) : -1;
    changes.splice(where < 0 ? changes.length : where, 0, gone);
  });
  return changes;
}

/** A meeting adopts by the law of residents' and villagers' meetings: more than half of those entitled present, more than half of those present in favour. Exact whole numbers. */
export const quorate = (meeting: { entitled: number; present: number }): boolean => meeting.present * 2 > meeting.entitled;
export const agreed = (meeting: { present: number; for: number }): boolean => meeting.for * 2 > meeting.present;

export type Building = { key: string; label: string; households: number };
/** Fewer homes than this are counted together with others, so that a number tells nothing about a door. */
export const fewest = 5;
/** Signers by building: small buildings together (`key` null), those without a building as well. Never who did not. */
export function countBuildings(
  buildings: readonly Building[],
  signed: ReadonlyMap<string | null, number>,
): { key: string | null; households: number; signed: number }[] {
  const large = buildings.filter((one) => one.households >= fewest);
  const known = new Set(large.map((one) => one.key));
  const small = buildings.filter((one) => !known.has(one.key));
  const rest = [...signed].reduce((n, [key, count]) => n + (key !== null && known.has(key) ? 0 : count), 0);
  const rows = large.map((one) => ({ key: one.key, households: one.households, signed: signed.get(one.key) ?? 0 }));
  const homes = small.reduce((n, one) => n + one.households, 0);
  return rest > 0 || small.length > 0 ? [...rows, { key: null, households: homes, signed: rest }] : rows;
}
