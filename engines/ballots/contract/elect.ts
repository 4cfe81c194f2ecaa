import type { Words } from '@hezhi/contract/light';
import { agreement, ahead, plus, type Condition, type Scales } from './conditions.ts';
import type { Measure, Weights } from './measures.ts';
import { blank, outcomeWords, type OptionResult, type Outcome, type QuestionOutcome } from './result.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';
import { sha256Hex } from './sha256.ts';
import { ABSTAIN, SPOILED } from './vote.ts';

/**
 * The verifiable lot: options by SHA-256 over the root of the published ballots, the question and the option. The root is fixed by the voters' own random
 * numbers, so nobody chooses it, and everybody can draw the lot again.
 */
export const byLot = (root: string, question: string, keys: readonly string[]): string[] =>
  keys
    .map((key) => [sha256Hex(`hezhi-lot-1\n${root}\n${question}\n${key}`), key] as const)
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([, key]) => key);

/** What each option got from choices that name several. */
export function approvals(question: Question, sums: Readonly<Record<string, Weights>>): Map<string, Weights> {
  const got = new Map<string, Weights>(question.options.map(({ key }) => [key, {}]));
  for (const [choice, weights] of Object.entries(sums)) {
    if (choice === ABSTAIN || choice === SPOILED) continue;
    for (const key of choice.split('+')) got.set(key, plus(got.get(key) ?? {}, weights));
  }
  return got;
}

type Standing = { key: string; weights: Weights; conditions: Condition[]; qualified: boolean };

/** Groups of equal options, best first. */
function tiers(list: readonly Standing[], order: readonly Measure[]): Standing[][] {
  const groups: Standing[][] = [];
  for (const one of list.toSorted((a, b) => ahead(order, a.weights, b.weights))) {
    const last = groups.at(-1);
    if (last && ahead(order, last[0]!.weights, one.weights) === 0) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** Takes `seats` from the tiers. A tier that does not fit whole is broken by lot, or left (`tied`). */
function fill(groups: readonly Standing[][], seats: number, lot: ((keys: string[]) => string[]) | null): { taken: string[]; tied: string[]; drawn: string[] } {
  const taken: string[] = [];
  const drawn: string[] = [];
  for (const group of groups) {
    const room = seats - taken.length;
    if (room <= 0) break;
    const keys = group.map(({ key }) => key);
    if (keys.length <= room) taken.push(...keys);
    else if (lot) {
      const order = lot(keys);
      taken.push(...order.slice(0, room));
      drawn.push(...order);
    } else return { taken, tied: keys, drawn };
  }
  return { taken, tied: [], drawn };
}

/**
 * An election or choice of n of m: an option is elected when it has reached all of `agree` and stands among the first `seats` by `order_by`. Equal options at the
 * last seat: as the rule says (fails: nobody of them; second_round; lot). Seats left: vacancies or a second round (village law art. 15).
 */
export function elect(rule: Rule, question: Question, sums: Readonly<Record<string, Weights>>, scales: Scales, root: string): QuestionOutcome {
  const got = approvals(question, sums);
  const standings: Standing[] = question.options.map(({ key }) => {
    const weights = got.get(key) ?? {};
    const conditions = agreement(rule.agree, weights, scales, key);
    const some = Object.values(weights).some((weight) => weight > 0);
    return { key, weights, conditions, qualified: some && conditions.every(({ holds }) => holds) };
  });
  const draw = rule.ties === 'lot' ? (keys: string[]) => byLot(root, question.key, keys) : null;
  const seated = fill(
    tiers(
      standings.filter(({ qualified }) => qualified),
      rule.order_by,
    ),
    question.seats,
    draw,
  );
  const spare = standings.filter(
    (one) => !seated.taken.includes(one.key) && !seated.tied.includes(one.key) && (rule.reserves_need === 'none' || one.qualified),
  );
  const waiting: { taken: string[]; drawn: string[] } =
    seated.tied.length > 0 ? { taken: [], drawn: [] } : fill(tiers(spare, rule.order_by), question.reserves, (keys) => byLot(root, question.key, keys));
  const vacancies = question.seats - seated.taken.length;
  const again =
    rule.second_round !== null &&
    ((seated.tied.length > 0 && rule.ties === 'second_round') || (seated.tied.length === 0 && vacancies > 0 && rule.vacancies === 'second_round'));
  const rest = tiers(
    standings.filter(({ key }) => !seated.taken.includes(key)),
    rule.order_by,
  );
  const carried = !again ? [] : seated.tied.length > 0 ? seated.tied : carry(rest, vacancies * rule.second_round!.times);
  const found: Outcome = again ? 'second_round' : seated.tied.length > 0 ? 'tied' : seated.taken.length > 0 ? 'elected' : 'failed';
  const places = tiers(standings, rule.order_by).flatMap((group, i, all) => {
    const place = all.slice(0, i).reduce((n, one) => n + one.length, 1);
    return group.map((one): OptionResult => ({
      key: one.key,
      weights: one.weights,
      place,
      elected: seated.taken.includes(one.key),
      reserve: waiting.taken.includes(one.key),
    }));
  });
  return {
    ...blank(question.key, found),
    conditions: standings.flatMap(({ conditions }) => conditions),
    options: [
      ...places,
      ...[ABSTAIN, SPOILED].filter((key) => sums[key]).map((key) => ({ key, weights: sums[key]!, place: null, elected: false, reserve: false })),
    ],
    elected: seated.taken,
    reserves: waiting.taken,
    carried,
    vacancies,
    lot: [...seated.drawn, ...waiting.drawn],
    words: say(found, question, seated.taken, vacancies),
  };
}

/** The best so many; equals of the last one come along. */
function carry(groups: readonly Standing[][], wanted: number): string[] {
  const keys: string[] = [];
  for (const group of groups) {
    if (keys.length >= wanted) break;
    keys.push(...group.map(({ key }) => key));
  }
  return keys;
}

/** Names who was elected and how many seats stay open. */
export function say(found: Outcome, question: Question, elected: readonly string[], vacancies: number): Words {
  const names = elected.map((key) => question.options.find((one) => one.key === key)?.title ?? key);
  const base = outcomeWords[found];
  if (names.length === 0) return base;
  const left: Words = vacancies > 0 ? { 'zh-Hans': `，缺额 ${vacancies} 名`, en: `, ${vacancies} open` } : { 'zh-Hans': '', en: '' };
  return { 'zh-Hans': `${base['zh-Hans']}：${names.join('、')}${left['zh-Hans']}`, en: `${base.en}: ${names.join(', ')}${left.en}` };
}
