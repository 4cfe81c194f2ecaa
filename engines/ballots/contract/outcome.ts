import { agreement, minus, participation, plus, type Condition, type Scales } from './conditions.ts';
import { elect } from './elect.ts';
import { compareFractions, fraction, measures, type Fraction, type Weights } from './measures.ts';
import type { Question } from './question.ts';
import { rank, type TallyFormat } from './ranking.ts';
import { blank, outcomeWords, type BallotOutcome, type Outcome, type QuestionOutcome, type Totals } from './result.ts';
import type { Rule } from './rule.ts';
import { ABSTAIN, SPOILED } from './vote.ts';

const sum = (list: Iterable<Weights>): Weights => {
  let all: Weights = {};
  for (const one of list) all = plus(all, one);
  return all;
};

/** Where the rule lets who is silent follow the majority: to whom the silent weight goes, when one answer leads in every measure. */
function withSilence(rule: Rule, totals: Totals, question: Question): { sums: Readonly<Record<string, Weights>>; silent: Weights } {
  const sums = totals.questions[question.key] ?? {};
  if (rule.silence.mode === 'none' || question.kind !== 'yes_no') return { sums, silent: {} };
  const silent = minus(totals.roll, totals.cast);
  const lead = ['yes', 'no'].find((side) => {
    const other = side === 'yes' ? 'no' : 'yes';
    return measures.every((m) => (totals.roll[m] ?? 0) === 0 || (sums[side]?.[m] ?? 0) > (sums[other]?.[m] ?? 0));
  });
  if (lead === undefined) return { sums, silent: {} };
  return { sums: { ...sums, [lead]: plus(sums[lead] ?? {}, silent) }, silent };
}

function yesNo(rule: Rule, question: Question, sums: Readonly<Record<string, Weights>>, scales: Scales): QuestionOutcome {
  const conditions = agreement(rule.agree, sums['yes'] ?? {}, scales);
  const options = ['yes', 'no', ABSTAIN].map((key) => ({ key, weights: sums[key] ?? {}, place: null, elected: false, reserve: false }));
  const found: Outcome = rule.agree.length === 0 ? 'poll' : conditions.every(({ holds }) => holds) ? 'passed' : 'failed';
  return { ...blank(question.key, found), conditions, options };
}

function rating(rule: Rule, question: Question, sums: Readonly<Record<string, Weights>>): QuestionOutcome {
  const measure = rule.order_by[0]!;
  let num = 0n;
  let den = 0n;
  for (const [choice, weights] of Object.entries(sums)) {
    if (choice === ABSTAIN || choice === SPOILED) continue;
    const weight = BigInt(weights[measure] ?? 0);
    num += BigInt(choice) * weight;
    den += weight;
  }
  const options = Object.entries(sums)
    .map(([key, weights]) => ({ key, weights, place: null, elected: false, reserve: false }))
    .toSorted((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
  const mean = den === 0n ? null : { num: num.toString(), den: den.toString() };
  if (rule.mean_at_least === null) return { ...blank(question.key, 'poll'), options, mean };
  const need: Fraction = fraction(rule.mean_at_least);
  const holds = den > 0n && compareFractions({ num, den }, need) >= 0;
  const condition: Condition = {
    part: 'mean',
    measure,
    about: null,
    have: { num: num.toString(), den: den.toString() },
    need: `≥ ${rule.mean_at_least}`,
    holds,
    words: {
      'zh-Hans': `平均分 ${num}/${den}，${holds ? '' : '须'}≥ ${rule.mean_at_least}，${holds ? '达到' : '未达到'}`,
      en: `Mean ${num}/${den}, ≥ ${rule.mean_at_least} needed: ${holds ? 'reached' : 'not reached'}`,
    },
  };
  return { ...blank(question.key, holds ? 'passed' : 'failed'), conditions: [condition], options, mean };
}

/** Decides one question under the rule; `root` of the published tree feeds the lot. */
function decide(rule: Rule, question: Question, totals: Totals, root: string, format: TallyFormat): QuestionOutcome {
  const { sums, silent } = withSilence(rule, totals, question);
  const all = plus(sum(Object.values(totals.questions[question.key] ?? {})), silent);
  const took = rule.abstention === 'absent' ? minus(all, sums[ABSTAIN] ?? {}) : all;
  const scales: Scales = { roll: totals.roll, took, present: totals.present };
  if (question.kind === 'yes_no') return yesNo(rule, question, sums, scales);
  if (question.kind === 'rating') return rating(rule, question, sums);
  return question.kind === 'choose' ? elect(rule, question, sums, scales, root) : rank(rule, question, sums, scales, root, format);
}

/**
 * Decides a ballot: participation first (all conditions, measured against the roll), then each question. `binding` false: the ballot is an opinion poll
 * and its outcome says so, while each question tells how it would have come out. Exact throughout; the words never contradict the comparison. `format`: of the tally that it stands in.
 */
export function outcome(
  rule: Rule,
  questions: readonly Question[],
  totals: Totals,
  options: { binding?: boolean; root?: string; format?: TallyFormat } = {},
): BallotOutcome {
  const silentTakesPart = rule.silence.mode === 'follows_majority' && rule.silence.takes_part;
  const took = silentTakesPart ? totals.roll : totals.cast;
  const conditions = participation(rule, took, totals.roll);
  const enough = conditions.every(({ holds }) => holds);
  const decided = questions.map((one) => {
    const result = decide(rule, one, totals, options.root ?? '', options.format ?? 2);
    return enough
      ? result
      : { ...result, outcome: 'no_quorum' as const, words: outcomeWords.no_quorum, elected: [], reserves: [], carried: [], vacancies: one.seats };
  });
  const found = !enough ? 'no_quorum' : options.binding === false ? 'poll' : together(decided.map((one) => one.outcome));
  return { outcome: found, conditions, questions: decided, words: outcomeWords[found] };
}

/** One word for several questions: what all say; else what still must be done; else not all passed. */
function together(list: readonly Outcome[]): Outcome {
  const first = list[0] ?? 'failed';
  if (list.every((one) => one === first)) return first;
  const open = (['second_round', 'tied'] as const).find((one) => list.includes(one));
  if (open) return open;
  return list.every((one) => one === 'passed' || one === 'elected' || one === 'poll') ? 'passed' : 'failed';
}
