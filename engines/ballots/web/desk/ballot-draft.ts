import type { Channel } from '../../contract/collision.ts';
import type { Question } from '../../contract/question.ts';
import type { Rule } from '../../contract/rule.ts';
import { MOST_SEATS } from '../../contract/stv.ts';
import type { RuleChoice } from '../shared/client.ts';
import { local, moment } from '../shared/moments.ts';

const DAY = 86_400_000;

export type TypedOption = { key: string; title: string; text: string };
export type TypedQuestion = {
  kind: Question['kind'];
  title: string;
  text: string;
  options: TypedOption[];
  seats: number;
  reserves: number;
  most: number;
  from: number;
  to: number;
};
export type TypedKeepers = { on: boolean; need: number; names: string[] };
/** A ballot as it is typed; moments as the browser's local fields hold them. `adjust`: what the maker may set where no method pack does. */
export type TypedBallot = {
  area: string;
  title: string;
  text: string;
  rule: string;
  binding: boolean;
  basis: string;
  questions: TypedQuestion[];
  roll: string;
  secrecy: 'open' | 'secret' | 'receipt';
  opens: string;
  closes: string;
  channels: Channel[];
  keepers: TypedKeepers;
  adjust: {
    change: boolean;
    running: Rule['running'];
    proxies: number;
    collision: Rule['collision'];
    publish: Rule['publish'];
    early: boolean;
    /** Missing in drafts from before it could be chosen. */
    ranking?: Rule['ranking'];
  };
};

export const blankQuestion = (kind: Question['kind'] = 'yes_no'): TypedQuestion => ({
  kind,
  title: '',
  text: '',
  options: [],
  seats: 1,
  reserves: 0,
  most: 1,
  from: 1,
  to: 5,
});

export function blankBallot(now: number): TypedBallot {
  // Nine in the morning, three weeks on: notice of fifteen days and some to spare.
  const opens = `${local(now + 21 * DAY).slice(0, 10)}T09:00`;
  const closes = `${local(now + 28 * DAY).slice(0, 10)}T18:00`;
  return {
    area: '',
    title: '',
    text: '',
    rule: '',
    binding: true,
    basis: '',
    questions: [blankQuestion()],
    roll: '',
    secrecy: 'receipt',
    opens,
    closes,
    channels: ['online', 'code', 'paper', 'home'],
    keepers: { on: false, need: 2, names: ['', '', ''] },
    adjust: { change: true, running: 'staff', proxies: 0, collision: 'last', publish: 'receipts', early: false, ranking: 'irv' },
  };
}

const optioned = (one: TypedQuestion): boolean => one.kind === 'choose' || one.kind === 'ranking';

/** The questions as the contract has them: keys q1, q2 …; options a1, a2 … in their order. */
export const questionsOf = (value: TypedBallot): Question[] =>
  value.questions.map((one, i) => ({
    key: `q${i + 1}`,
    kind: one.kind,
    title: one.title,
    text: one.text,
    options: optioned(one) ? one.options.filter(({ title }) => title.trim() !== '').map(({ title, text }, at) => ({ key: `a${at + 1}`, title, text })) : [],
    seats: optioned(one) ? one.seats : 1,
    reserves: optioned(one) ? one.reserves : 0,
    most: one.kind === 'choose' ? Math.max(one.most, 1) : null,
    scale: one.kind === 'rating' ? { from: one.from, to: one.to } : null,
  }));

/** The rule that the ballot stands on: a pack's as it is; law's and the poll's with what the maker set. */
export function ruleOf(choice: RuleChoice, value: TypedBallot): Rule {
  if (choice.from === 'pack') return choice.rule;
  const { adjust } = value;
  return {
    ...choice.rule,
    change_until_close: adjust.change,
    running: adjust.running,
    collision: adjust.collision,
    publish: adjust.publish,
    early_close: adjust.early,
    ranking: adjust.ranking ?? choice.rule.ranking,
    proxy: adjust.proxies > 0 ? { max: adjust.proxies } : null,
  };
}

export type Unready = 'title' | 'question' | 'options' | 'seats' | 'scale' | 'kind' | 'roll' | 'channels' | 'notice' | 'times' | 'basis' | 'keepers';

/** What is still missing before a draft can be made; the server checks all of it again. */
export function unready(value: TypedBallot, rule: Rule | null, now: number): Unready[] {
  const faults: Unready[] = [];
  if (value.title.trim() === '') faults.push('title');
  if (value.questions.length === 0 || value.questions.some(({ title }) => title.trim() === '')) faults.push('question');
  if (rule && value.questions.some(({ kind }) => !rule.questions.includes(kind))) faults.push('kind');
  const least = (one: TypedQuestion): number => Math.max(2, rule?.minimum ?? 1, one.kind === 'choose' ? one.seats + (rule?.surplus ?? 0) : 2);
  if (value.questions.some((one) => optioned(one) && one.options.filter(({ title }) => title.trim() !== '').length < least(one))) faults.push('options');
  if (rule?.ranking === 'stv' && value.questions.some(({ kind, seats }) => kind === 'ranking' && seats > MOST_SEATS)) faults.push('seats');
  if (value.questions.some((one) => one.kind === 'rating' && one.from >= one.to)) faults.push('scale');
  if (value.roll === '') faults.push('roll');
  if (value.channels.length === 0) faults.push('channels');
  if (value.binding && value.basis.trim() === '' && rule !== null && rule.key !== 'poll') faults.push('basis');
  if (rule && (value.opens === '' || Date.parse(moment(value.opens)) < now + rule.notice_days * DAY)) faults.push('notice');
  if (value.closes === '' || value.closes <= value.opens) faults.push('times');
  if (value.secrecy !== 'open' && value.keepers.on && value.keepers.names.filter(Boolean).length < Math.max(2, value.keepers.need)) faults.push('keepers');
  return faults;
}
