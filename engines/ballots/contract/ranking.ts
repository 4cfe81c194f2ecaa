import { agreement, plus, type Condition, type Scales } from './conditions.ts';
import { byLot, say } from './elect.ts';
import type { Measure, Weights } from './measures.ts';
import { tellPoints, tellRounds, tellStages } from './tell-count.ts';
import { blank, type OptionResult, type Outcome, type QuestionOutcome } from './result.ts';
import type { Question } from './question.ts';
import type { Rule } from './rule.ts';
import { transferable } from './stv.ts';
import { ABSTAIN, SPOILED } from './vote.ts';

type Ballot = { order: readonly string[]; weights: Weights };
type Round = QuestionOutcome['rounds'][number];
/** Who won, or who could not be told apart; `support` of the winner in every measure at the end. */
type Won = { winner: string | null; tied: string[]; rounds: Round[]; drawn: string[]; support: Weights };

/** The option with the least or most, among equals by lot; null when equals may not be drawn. */
function pick(keys: readonly string[], draw: ((keys: string[]) => string[]) | null): { key: string | null; drawn: string[] } {
  if (keys.length === 1) return { key: keys[0]!, drawn: [] };
  if (!draw) return { key: null, drawn: [] };
  const order = draw([...keys]);
  return { key: order[0]!, drawn: order };
}

/**
 * Instant runoff: the first that more than half of the ballots still naming anybody put first; else the option with the least leaves and its ballots
 * go to their next one. Options without any support leave together with no effect on the others, one by one.
 */
function runoff(ballots: readonly Ballot[], options: readonly string[], measure: Measure, draw: ((keys: string[]) => string[]) | null): Won {
  const left = new Set(options);
  const rounds: Round[] = [];
  const drawn: string[] = [];
  for (;;) {
    const sums = new Map([...left].map((key) => [key, 0]));
    let support = new Map<string, Weights>();
    let total = 0n;
    for (const { order, weights } of ballots) {
      const first = order.find((key) => left.has(key));
      if (first === undefined) continue;
      sums.set(first, sums.get(first)! + (weights[measure] ?? 0));
      support = support.set(first, plus(support.get(first) ?? {}, weights));
      total += BigInt(weights[measure] ?? 0);
    }
    const round: Round = { sums: Object.fromEntries(sums), out: null };
    rounds.push(round);
    const most = Math.max(...sums.values());
    const best = [...sums].filter(([, sum]) => sum === most).map(([key]) => key);
    if (total === 0n) return { winner: null, tied: [], rounds, drawn, support: {} };
    if (BigInt(most) * 2n > total || left.size === 1) return { winner: best[0]!, tied: [], rounds, drawn, support: support.get(best[0]!) ?? {} };
    const least = Math.min(...sums.values());
    const worst = [...sums].filter(([, sum]) => sum === least).map(([key]) => key);
    // Options that nobody puts first leave in any order with the same result.
    const { key: out, drawn: lots } = least === 0 ? { key: worst.toSorted()[0]!, drawn: [] } : pick(worst, draw && ((keys) => draw(keys).toReversed()));
    if (out === null) return { winner: null, tied: worst, rounds, drawn, support: {} };
    drawn.push(...lots);
    left.delete(out);
    round.out = out;
  }
}

/** Formats of the tally: 2 tells how rankings were counted and knows the single transferable vote. */
export type TallyFormat = 1 | 2;

/** Ranked choices: `irv` or `borda` (several seats one after the other) or `stv` as the rule says. Format 1 gives what it gave before: no sentences, no `stv`. */
export function rank(
  rule: Rule,
  question: Question,
  sums: Readonly<Record<string, Weights>>,
  scales: Scales,
  root: string,
  format: TallyFormat,
): QuestionOutcome {
  const measure = rule.order_by[0]!;
  const ballots = Object.entries(sums)
    .filter(([choice]) => choice !== ABSTAIN && choice !== SPOILED)
    .map(([choice, weights]): Ballot => ({ order: choice.split('>'), weights }));
  const draw = rule.ties === 'lot' ? (keys: string[]) => byLot(root, question.key, keys) : null;
  const keys = question.options.map(({ key }) => key);
  if (rule.ranking === 'stv' && format > 1) return transferred(rule, question, ballots, keys, root);
  const won = rule.ranking === 'borda' ? borda(ballots, keys, question.seats, measure, draw) : runoffs(ballots, keys, question.seats, measure, draw);
  const conditions: Condition[] = [];
  const elected = won.elected.filter((key) => {
    const met = agreement(rule.agree, won.support.get(key) ?? {}, scales, key);
    conditions.push(...met);
    return met.every(({ holds }) => holds);
  });
  const again = won.tied.length > 0 && rule.ties === 'second_round' && rule.second_round !== null;
  const found: Outcome = again ? 'second_round' : won.tied.length > 0 ? 'tied' : elected.length > 0 ? 'elected' : 'failed';
  const options = keys.map((key): OptionResult => {
    const place = won.elected.indexOf(key);
    return { key, weights: won.support.get(key) ?? {}, place: place < 0 ? null : place + 1, elected: elected.includes(key), reserve: false };
  });
  const vacancies = question.seats - elected.length;
  return {
    ...blank(question.key, found),
    conditions,
    options,
    elected,
    carried: again ? won.tied : [],
    vacancies,
    rounds: won.rounds,
    lot: won.drawn,
    ...(format > 1 ? { told: rule.ranking === 'borda' ? tellPoints(question, won.rounds) : tellRounds(question, measure, won.rounds, won.tied) } : {}),
    words: say(found, question, elected, vacancies),
  };
}

/** By the single transferable vote: the quota stands in place of `agree`; the weights of an option are those of the ballots that name it first. */
function transferred(rule: Rule, question: Question, ballots: readonly Ballot[], keys: readonly string[], root: string): QuestionOutcome {
  const measure = rule.order_by[0]!;
  const lot = (equals: string[]): string[] => byLot(root, question.key, equals);
  const papers = ballots.map(({ order, weights }) => ({ order, weight: weights[measure] ?? 0 }));
  const { valid, quota, stages, elected, tied, drawn } = transferable(papers, keys, question.seats, lot, rule.ties === 'lot');
  const firsts = new Map<string, Weights>();
  for (const { order, weights } of ballots) firsts.set(order[0]!, plus(firsts.get(order[0]!) ?? {}, weights));
  const again = tied.length > 0 && rule.ties === 'second_round' && rule.second_round !== null;
  const found: Outcome = again ? 'second_round' : tied.length > 0 ? 'tied' : elected.length > 0 ? 'elected' : 'failed';
  const vacancies = question.seats - elected.length;
  return {
    ...blank(question.key, found),
    options: keys.map((key): OptionResult => {
      const place = elected.indexOf(key);
      return { key, weights: firsts.get(key) ?? {}, place: place < 0 ? null : place + 1, elected: place >= 0, reserve: false };
    }),
    elected,
    carried: again ? tied : [],
    vacancies,
    lot: drawn,
    count: { valid, quota, stages },
    told: tellStages(question, measure, { valid, quota, stages, tied }),
    words: say(found, question, elected, vacancies),
  };
}

type Ranked = { elected: string[]; tied: string[]; rounds: Round[]; drawn: string[]; support: Map<string, Weights> };

function runoffs(ballots: readonly Ballot[], keys: readonly string[], seats: number, measure: Measure, draw: ((keys: string[]) => string[]) | null): Ranked {
  const all: Ranked = { elected: [], tied: [], rounds: [], drawn: [], support: new Map() };
  while (all.elected.length < Math.min(seats, keys.length)) {
    const won = runoff(
      ballots,
      keys.filter((key) => !all.elected.includes(key)),
      measure,
      draw,
    );
    all.rounds.push(...won.rounds);
    all.drawn.push(...won.drawn);
    all.tied = won.tied;
    if (won.winner === null) break;
    all.elected.push(won.winner);
    all.support.set(won.winner, won.support);
  }
  return all;
}

/** Borda count: `n-1-place` points times the weight; equals at the last seat by lot, or tied. */
function borda(ballots: readonly Ballot[], keys: readonly string[], seats: number, measure: Measure, draw: ((keys: string[]) => string[]) | null): Ranked {
  const points = new Map(keys.map((key) => [key, 0n]));
  const support = new Map<string, Weights>();
  for (const { order, weights } of ballots)
    order.forEach((key, place) => {
      points.set(key, (points.get(key) ?? 0n) + BigInt(keys.length - 1 - place) * BigInt(weights[measure] ?? 0));
      support.set(key, plus(support.get(key) ?? {}, weights));
    });
  const result: Ranked = {
    elected: [],
    tied: [],
    rounds: [{ sums: Object.fromEntries([...points].map(([key, sum]) => [key, Number(sum)])), out: null }],
    drawn: [],
    support,
  };
  const standing = [...points].toSorted((a, b) => (a[1] > b[1] ? -1 : a[1] < b[1] ? 1 : 0)).filter(([key]) => support.has(key));
  while (result.elected.length < seats && standing.length > 0) {
    const equal = standing.filter(([, sum]) => sum === standing[0]![1]).map(([key]) => key);
    const room = seats - result.elected.length;
    if (equal.length > room && !draw) return { ...result, tied: equal };
    const order = equal.length > room ? draw!(equal) : equal;
    if (equal.length > room) result.drawn.push(...order);
    result.elected.push(...order.slice(0, room));
    standing.splice(0, equal.length);
  }
  return result;
}
