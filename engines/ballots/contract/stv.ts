/**
 * The single transferable vote for several seats by the rules of Scotland's councils: Scottish Local Government Elections Order 2007 (S.S.I. 2007/42),
 * schedule 1, part III, rules 46 to 53: Droop quota, surpluses by the weighted inclusive Gregory method, one option excluded at a time.
 * Two things differ from the Order: transfer values are exact here, while rule 48(3) cuts them after five places (only what is shown is cut so); and papers may weigh
 * more than one (areas, shares).
 */

/** Seats up to which surpluses are carried exactly: each transfer doubles the digits of the common denominator. Larger bodies fill by another method. */
export const MOST_SEATS = 11;

/** A way to rank and what all ballots that rank so weigh together (whole, in the measure that decides). */
export type Paper = { readonly order: readonly string[]; readonly weight: number };

/**
 * One stage of the count. `votes`: what everybody who is not out is credited with at its end, `lost`: what no next choice took, both decimal text cut after five places.
 * `of`: whose ballots went on, at `value` of what each counted before (null: at what it counted). `tie`: who could not be told apart and what decided between them.
 */
export type Stage = {
  did: 'first' | 'transfer' | 'exclude' | 'fill';
  of: string | null;
  value: string | null;
  votes: Record<string, string>;
  elected: string[];
  lost: string;
  tie: { keys: string[]; by: 'before' | 'lot' } | null;
};
export type Transferable = { valid: string; quota: string; stages: Stage[]; elected: string[]; tied: string[]; drawn: string[] };

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
};

/** `num / den` as decimal text, cut after five places as the Order shows votes: `12`, `4.33333`. */
export function cutFive(num: bigint, den: bigint): string {
  const scaled = ((num * 100_000n) / den).toString().padStart(6, '0');
  return `${scaled.slice(0, -5)}.${scaled.slice(-5)}`.replace(/\.?0+$/, '');
}

/** A value that papers carry, over the count's common denominator. */
type Value = { num: bigint };
type Held = { order: readonly string[]; weight: bigint; value: Value };

/**
 * Counts the papers. `lot` puts equals in an order (first: ahead); between equal surpluses it is always drawn, as the Order says; about who is excluded only where `mayDraw`, else the
 * count stops there and `tied` names them. Options that no paper names are never elected. Everything is whole-number arithmetic: the credited votes and `lost` always add up to all papers.
 */
export function transferable(
  papers: readonly Paper[],
  options: readonly string[],
  seats: number,
  lot: (keys: string[]) => string[],
  mayDraw: boolean,
): Transferable {
  if (seats > MOST_SEATS) throw new RangeError(`more than ${MOST_SEATS} seats`);
  const named = new Set(papers.flatMap(({ order, weight }) => (weight > 0 ? order : [])));
  const continuing = new Set(options.filter((key) => named.has(key)));
  const valid = papers.reduce((sum, { order, weight }) => (order.some((key) => continuing.has(key)) ? sum + BigInt(weight) : sum), 0n);
  const quota = valid / BigInt(seats + 1) + 1n;
  const count: Transferable = { valid: valid.toString(), quota: quota.toString(), stages: [], elected: [], tied: [], drawn: [] };
  if (valid === 0n) return count;

  let den = 1n;
  let lost = 0n;
  const one: Value = { num: 1n };
  let values: Value[] = [one];
  const held = new Map<string, Held[]>([...continuing].map((key) => [key, []]));
  /** What each is credited with, over `den`; of stages before, each over the denominator of its own moment. */
  const votes = new Map<string, bigint>([...continuing].map((key) => [key, 0n]));
  const past: ReadonlyMap<string, bigint>[] = [];
  const surpluses = new Set<string>();

  const give = (paper: Held): void => {
    const next = paper.order.find((key) => continuing.has(key));
    const worth = paper.weight * paper.value.num;
    if (next === undefined) lost += worth;
    else {
      held.get(next)!.push(paper);
      votes.set(next, votes.get(next)! + worth);
    }
  };
  /** Those of `keys` whose votes are `best` of all. */
  const extreme = (keys: readonly string[], of: ReadonlyMap<string, bigint>, most: boolean): string[] => {
    const best = keys.map((key) => of.get(key)!).reduce((a, b) => ((most ? a > b : a < b) ? a : b));
    return keys.filter((key) => of.get(key) === best);
  };
  /** The one of `keys` with the most or fewest votes: now, else at the latest stage before that tells them apart (rules 49 and 51), else by lot. */
  const pick = (keys: readonly string[], most: boolean, draw: boolean): { key: string | null; tie: Stage['tie'] } => {
    const first = extreme(keys, votes, most);
    if (first.length === 1) return { key: first[0]!, tie: null };
    let left = first;
    for (const then of past.slice(0, -1).toReversed()) {
      left = extreme(left, then, most);
      if (left.length === 1) return { key: left[0]!, tie: { keys: first, by: 'before' } };
    }
    if (!draw) {
      count.tied = left;
      return { key: null, tie: null };
    }
    const order = lot([...left]);
    count.drawn.push(...order);
    return { key: most ? order[0]! : order.at(-1)!, tie: { keys: first, by: 'lot' } };
  };
  /** Who is excluded. Options without any vote leave in the order of the paper where all of them will have to go: which goes first changes nothing. */
  const worst = (keys: readonly string[]): { key: string | null; tie: Stage['tie'] } => {
    const without = keys.filter((key) => votes.get(key) === 0n);
    if (without.length > 0 && keys.length - without.length >= seats - count.elected.length) return { key: without[0]!, tie: null };
    return pick(keys, false, mayDraw);
  };
  const seat = (keys: readonly string[]): string[] => {
    const order = keys.toSorted((a, b) => (votes.get(a)! > votes.get(b)! ? -1 : votes.get(a)! < votes.get(b)! ? 1 : options.indexOf(a) - options.indexOf(b)));
    for (const key of order) {
      continuing.delete(key);
      count.elected.push(key);
      if (votes.get(key)! > quota * den) surpluses.add(key);
    }
    return order;
  };
  const record = (did: Stage['did'], of: string | null, value: string | null, tie: Stage['tie'], elected: readonly string[]): void => {
    past.push(new Map(votes));
    count.stages.push({
      did,
      of,
      value,
      votes: Object.fromEntries(options.flatMap((key) => (votes.has(key) ? [[key, cutFive(votes.get(key)!, den)]] : []))),
      elected: [...elected],
      lost: cutFive(lost, den),
      tie,
    });
  };
  const reached = (): string[] => seat([...continuing].filter((key) => votes.get(key)! >= quota * den));

  for (const { order, weight } of papers) if (weight > 0 && order.some((key) => continuing.has(key))) give({ order, weight: BigInt(weight), value: one });
  record('first', null, null, null, reached());
  while (count.elected.length < seats && continuing.size > 0) {
    if (continuing.size <= seats - count.elected.length) {
      record('fill', null, null, null, seat([...continuing]));
      break;
    }
    if (surpluses.size > 0) {
      const { key, tie } = pick([...surpluses], true, true);
      const from = key!;
      // Each ballot goes on at surplus / votes of what it counted (rule 48(3)); all others are put over the new denominator.
      const all = votes.get(from)!;
      const common = gcd(all - quota * den, all);
      const [up, down] = [(all - quota * den) / common, all / common];
      const leaving = held.get(from)!;
      const changed = new Map<Value, Value>();
      for (const { value } of leaving) if (!changed.has(value)) changed.set(value, { num: value.num * up });
      for (const value of values) value.num *= down;
      values = [...values, ...changed.values()];
      for (const [who, credited] of votes) votes.set(who, credited * down);
      lost *= down;
      den *= down;
      votes.set(from, quota * den);
      held.set(from, []);
      surpluses.delete(from);
      for (const paper of leaving) give({ ...paper, value: changed.get(paper.value)! });
      record('transfer', from, cutFive(up, down), tie, reached());
      continue;
    }
    const { key, tie } = worst([...continuing]);
    if (key === null) break;
    continuing.delete(key);
    const leaving = held.get(key)!;
    held.set(key, []);
    votes.delete(key);
    for (const paper of leaving) give(paper);
    record('exclude', key, null, tie, reached());
  }
  return count;
}
