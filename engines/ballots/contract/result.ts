import type { Words } from '@hezhi/contract/light';
import type { Condition } from './conditions.ts';
import type { Weights } from './measures.ts';
import type { Stage } from './stv.ts';

export type Outcome = 'passed' | 'failed' | 'elected' | 'second_round' | 'tied' | 'no_quorum' | 'poll';

/** What was counted: the roll, who cast a valid ballot, who was present, and for each question the sums by canonical choice. */
export type Totals = {
  roll: Weights;
  cast: Weights;
  present: Weights | null;
  questions: Readonly<Record<string, Readonly<Record<string, Weights>>>>;
};

export type OptionResult = { key: string; weights: Weights; place: number | null; elected: boolean; reserve: boolean };
export type QuestionOutcome = {
  key: string;
  outcome: Outcome;
  conditions: Condition[];
  options: OptionResult[];
  elected: string[];
  reserves: string[];
  /** Options that go into a second round. */
  carried: string[];
  vacancies: number;
  /** Rounds of an instant runoff: the sums of each option still in, and who left. */
  rounds: { sums: Record<string, number>; out: string | null }[];
  mean: { num: string; den: string } | null;
  /** Options that the verifiable lot put in order. */
  lot: string[];
  /** Rankings, since tally format 2: the single transferable vote stage by stage, and how any ranking was counted, told in sentences. */
  count?: { valid: string; quota: string; stages: Stage[] };
  told?: Words[];
  words: Words;
};
export type BallotOutcome = { outcome: Outcome; conditions: Condition[]; questions: QuestionOutcome[]; words: Words };

/** What is said of an outcome. */
export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  passed: { 'zh-Hans': '通过', en: 'Passed' },
  failed: { 'zh-Hans': '未通过', en: 'Not passed' },
  elected: { 'zh-Hans': '选出', en: 'Elected' },
  second_round: { 'zh-Hans': '须另行投票', en: 'A second round is needed' },
  tied: { 'zh-Hans': '票数相同，未能决定', en: 'Tied, not decided' },
  no_quorum: { 'zh-Hans': '参与不足，不产生决定', en: 'Too few took part; no decision' },
  poll: { 'zh-Hans': '意见征询，不具约束力', en: 'Opinion poll, not binding' },
};
/** An empty result of a question. */
export const blank = (key: string, outcome: Outcome): QuestionOutcome => ({
  key,
  outcome,
  conditions: [],
  options: [],
  elected: [],
  reserves: [],
  carried: [],
  vacancies: 0,
  rounds: [],
  mean: null,
  lot: [],
  words: outcomeWords[outcome],
});
