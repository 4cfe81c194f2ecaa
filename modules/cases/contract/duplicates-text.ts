import concepts from './duplicates-concepts.json' with { type: 'json' };
import { letterTest, normal, type Guesser } from './guess.ts';

/** What two tellings of the same are compared by. Pure; without I/O. Features C1, C3. */

/** One report as it is compared: its words, where and when. `at` and `closedAt` are epoch ms; `point` is lon, lat. */
export type Telling = {
  readonly text: string;
  /** Null where the reader may not know it. */
  readonly address: string | null;
  /** A leaf of the tree; '' while none was chosen. */
  readonly category: string;
  readonly point: readonly [number, number] | null;
  readonly area: string;
  readonly at: number;
  readonly closedAt: number | null;
};

/** A character, or two side by side, as a number: what is compared by the thousand is never spelled. */
type Gram = number;
/** Weight of a piece of text by its rarity in the tree of categories. */
export type Rarity = (gram: Gram) => number;
/** Numbers and gates that tell one place from the next, as they are spoken: 3号楼, 2单元, 东门. */
export type Marks = { readonly house: ReadonlySet<string>; readonly part: ReadonlySet<string> };
export type Profile = {
  readonly grams: ReadonlyMap<Gram, number>;
  readonly places: ReadonlySet<Gram>;
  readonly marks: Marks;
  /** Things and troubles spoken of, by number of `duplicates-concepts.json`, in the teller's own word. */
  readonly about: ReadonlyMap<number, string>;
  /** Leaves that the words and the chosen category speak for, of length 1. */
  topic(): ReadonlyMap<string, number>;
};

const separates = letterTest(/[^\p{Script=Han}a-z]/u);
const SINGLE = 0.45;
// Words of telling: they are in every report and say nothing of what it is about.
const SAID = new Set(
  '我们 你们 他们 我家 这里 那里 这个 那个 一个 有个 有人 没人 没有 不能 能不 可以 现在 今天 昨天 昨晚 每天 天天 晚上 已经 就是 还是 什么 怎么 几天 好几 一直 太大 太多 赶紧 麻烦 管管 投诉 反映 请问 小区 附近 旁边 门口 前面 后面 到处'
    .split(' ')
    .map((said) => gramOf(said[0]!, said[1]!)),
);
const digits = new Map([...'一二三四五六七八九'].map((one, n) => [one, n + 1]));
const spoken = /[一二三四五六七八九十]{1,3}(?=号楼|号院|栋|幢|单元|座)/gu;
const house = /(\d{1,4})(?:号楼|号院|栋|幢|座|#楼?|号(?!线|车))/gu;
const part = /(\d{1,2})(?:单元|出口)|([东南西北][南北]?门)|([a-d]\d?口)/gu;

function numberOf(words: string): number {
  const at = words.indexOf('十');
  if (at < 0) return digits.get(words) ?? 0;
  return (at === 0 ? 1 : (digits.get(words[0]!) ?? 1)) * 10 + (digits.get(words[at + 1] ?? '') ?? 0);
}

/** One script and width, spoken numbers of houses in digits. */
const plain = (text: string): string => normal(text).replace(spoken, (found) => String(numberOf(found)));

function marksOf(text: string): Marks {
  return {
    house: new Set([...text.matchAll(house)].map((found) => found[1]!)),
    part: new Set([...text.matchAll(part)].map((found) => found[1] ?? found[2] ?? found[3]!)),
  };
}

/** Code points have 21 bits. Pairs of the basic plane, nearly all, are small integers (negative ones too), the others lie above them. */
function gramOf(first: string, second: string): Gram {
  const [a, b] = [first.codePointAt(0)!, second.codePointAt(0)!];
  return a > 0xffff || b > 0xffff ? 2 ** 33 + a * 2 ** 21 + b : (a << 16) | b;
}

/** Two characters side by side, never across a separator. */
function pairsOf(text: string): Gram[] {
  const pairs: Gram[] = [];
  let before = '';
  for (const letter of text) {
    const cut = separates(letter);
    if (!cut && before) {
      const gram = gramOf(before, letter);
      if (!SAID.has(gram)) pairs.push(gram);
    }
    before = cut ? '' : letter;
  }
  return pairs;
}

/** Chinese characters by themselves. */
function lettersOf(text: string): Gram[] {
  const letters: Gram[] = [];
  for (const letter of text) if (letter > '\u2e7f' && !separates(letter)) letters.push(letter.codePointAt(0)!);
  return letters;
}

/** Every way to say it -> which of the things and troubles it is. */
const ways = new Map(concepts.flatMap((list, n) => list.map((word) => [normal(word), n] as const)));
/** The longest way that begins with a character. */
const longestWay = new Map<string, number>();
for (const word of ways.keys()) longestWay.set(word.charAt(0), Math.max(longestWay.get(word.charAt(0)) ?? 0, word.length));

/** What is spoken of, in whichever words: the longest way of saying it wins (红绿灯 is no lamp). */
function aboutOf(text: string): Map<number, string> {
  const about = new Map<number, string>();
  for (let at = 0; at < text.length;) {
    let length = Math.min(longestWay.get(text.charAt(at)) ?? 0, text.length - at);
    while (length > 0 && !ways.has(text.slice(at, at + length))) length -= 1;
    const word = text.slice(at, at + length);
    const thing = ways.get(word);
    if (thing !== undefined && word.length > (about.get(thing)?.length ?? 0)) about.set(thing, word);
    at += Math.max(1, length);
  }
  return about;
}

const namesOf = (address: string): Set<Gram> => new Set(pairsOf(address.replace(house, ' ').replace(part, ' ')));

/** How rare pieces of text are among the leaves of a tree: what every leaf says weighs little, a word of its own much. */
export function rarityOf(leaves: Iterable<{ name: { 'zh-Hans': string }; hints: readonly string[]; example: { 'zh-Hans': string } }>): Rarity {
  const seen = new Map<Gram, number>();
  let count = 0;
  for (const leaf of leaves) {
    count += 1;
    const text = plain([leaf.name['zh-Hans'], leaf.example['zh-Hans'], ...leaf.hints].join(' '));
    for (const gram of new Set([...pairsOf(text), ...lettersOf(text)])) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  }
  const weightOf = (times: number): number => Math.log(1 + (count + 1) / (1 + times));
  const weights = new Map([...seen].map(([gram, times]) => [gram, weightOf(times)]));
  const unseen = weightOf(0);
  return (gram) => weights.get(gram) ?? unseen;
}

/** What is compared of a telling: computed once for it, the topic only when somebody asks. */
export function profileOf(telling: Telling, rarity: Rarity, guess: Guesser): Profile {
  const words = plain(telling.text);
  const address = plain(telling.address ?? '');
  const grams = new Map<Gram, number>();
  for (const gram of pairsOf(words)) grams.set(gram, rarity(gram));
  for (const letter of lettersOf(words)) grams.set(letter, rarity(letter) * SINGLE);
  const inWords = marksOf(words);
  const inAddress = marksOf(address);
  let topic: Map<string, number> | null = null;
  return {
    grams,
    places: namesOf(address),
    marks: { house: inWords.house.size > 0 ? inWords.house : inAddress.house, part: inWords.part.size > 0 ? inWords.part : inAddress.part },
    about: aboutOf(words),
    topic: () => (topic ??= topicOf(telling, guess)),
  };
}

function topicOf({ text, category }: Telling, guess: Guesser): Map<string, number> {
  const found = guess.leaves(text, 6);
  const top = found[0]?.[1] ?? 1;
  const topic = new Map(found);
  // The person's own choice weighs as much as the strongest guess.
  if (category !== '') topic.set(category, (topic.get(category) ?? 0) + top);
  const length = Math.sqrt([...topic.values()].reduce((sum, one) => sum + one * one, 0));
  return new Map([...topic].map(([leaf, one]) => [leaf, one / length]));
}
