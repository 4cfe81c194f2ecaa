import type { Words } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import type { z } from 'zod';
import { measureWords } from '../contract/measures.ts';
import type { Rule } from '../contract/rule.ts';
import type * as s from '../contract/schemas.ts';
import { tookPart, rollOfBallot, type BallotRow } from './queries-ballots.ts';
import type { EntryRow, ObjectionRow, RollRow } from './queries-rolls.ts';
import { iso } from './rolls.ts';

const DAY = 86_400_000;
const moment = (at: string | null): string | null => (at === null ? null : iso(Date.parse(at)));
const must = (one: { at_least?: string | undefined; more_than?: string | undefined }): Words =>
  one.at_least === undefined
    ? { 'zh-Hans': `超过 ${one.more_than}`, en: `more than ${one.more_than}` }
    : { 'zh-Hans': `不少于 ${one.at_least}`, en: `at least ${one.at_least}` };
const of: Record<'taking_part' | 'roll' | 'present', Words> = {
  taking_part: { 'zh-Hans': '参与表决', en: 'those taking part' },
  roll: { 'zh-Hans': '全体', en: 'all' },
  present: { 'zh-Hans': '到会', en: 'those present' },
};

const ranking: Record<Rule['ranking'], Words> = {
  irv: {
    'zh-Hans': '排序题逐轮淘汰：过半数者当选；无人过半时票最少的出局，其票转给下一位选择；名额逐个产生',
    en: 'Rankings run off: whoever has more than half is elected; else the one with the fewest leaves and those ballots go to their next choice; seats are filled one after the other',
  },
  borda: {
    'zh-Hans': '排序题按名次计分：n 个选项时第一名得 n−1 分，以下逐名少 1 分',
    en: 'Rankings give points: of n options n−1 for the first, one less for each place below',
  },
  stv: {
    'zh-Hans':
      '排序题按单记可转移投票计票（苏格兰地方选举规则，2007 年）：达到当选数（有效票除以名额加一，取整再加一）即当选，超出的票按比例转给下一位选择；无人达到时票最少的出局，其票转给下一位选择',
    en: 'Rankings are counted by the single transferable vote (rules of Scotland’s councils, 2007): whoever reaches the quota (valid votes divided by one more than the seats, whole part, plus one) is elected and what is above it goes on in proportion; when nobody does, the one with the fewest leaves and those ballots go to their next choice',
  },
};

/** A rule in sentences, as voters read it before they vote; `asked`: the questions, so that what concerns none of them is left out. */
export function ruleWords(rule: Rule, asked: readonly { kind: Rule['questions'][number] }[] | null = null): Words[] {
  const lines: Words[] = [];
  for (const one of rule.take_part) {
    const [m, need] = [measureWords[one.measure], must(one)];
    lines.push({ 'zh-Hans': `参与表决的${m['zh-Hans']}须${need['zh-Hans']}（占全体）`, en: `${m.en} taking part: ${need.en} of all` });
  }
  for (const one of rule.agree) {
    const [m, need, base] = [measureWords[one.measure], must(one), of[one.of]];
    lines.push({ 'zh-Hans': `同意的${m['zh-Hans']}须${need['zh-Hans']}（占${base['zh-Hans']}）`, en: `${m.en} in favour: ${need.en} of ${base.en}` });
  }
  if (rule.take_part.length + rule.agree.length > 1) lines.push({ 'zh-Hans': '以上各项须同时达到', en: 'All of these must be reached' });
  if (asked ? asked.some(({ kind }) => kind === 'ranking') : rule.questions.includes('ranking')) lines.push(ranking[rule.ranking]);
  lines.push(
    rule.abstention === 'takes_part'
      ? { 'zh-Hans': '弃权计入参与，不计入同意', en: 'Abstaining counts as taking part, not as agreeing' }
      : { 'zh-Hans': '弃权不计入参与', en: 'Abstaining does not count as taking part' },
  );
  if (rule.silence.mode === 'follows_majority')
    lines.push({
      'zh-Hans': `未表态的随多数意见计算，依据：${rule.silence.basis['zh-Hans']}`,
      en: `Who does not answer is counted with the majority, on the basis of: ${rule.silence.basis.en}`,
    });
  lines.push(
    rule.change_until_close
      ? { 'zh-Hans': '截止前可以更改', en: 'A vote may be changed until the close' }
      : { 'zh-Hans': '投出后不能更改', en: 'A vote cannot be changed' },
  );
  const collision: Record<Rule['collision'], Words> = {
    last: { 'zh-Hans': '同一户多次投票，以最后一次为准', en: 'Of several ballots of one voter the last stands' },
    first: { 'zh-Hans': '同一户多次投票，以第一次为准', en: 'Of several ballots of one voter the first stands' },
    paper: { 'zh-Hans': '同一户既有纸质票又有网上票，以纸质票为准', en: 'Of a paper and an online ballot of one voter the paper stands' },
    online: { 'zh-Hans': '同一户既有纸质票又有网上票，以网上票为准', en: 'Of a paper and an online ballot of one voter the online one stands' },
  };
  lines.push(collision[rule.collision]);
  if (rule.proxy)
    lines.push({
      'zh-Hans': `可书面委托他人，一人最多接受 ${rule.proxy.max} 户；本人投票优先`,
      en: `A written mandate is allowed, ${rule.proxy.max} for one person at most; one’s own vote comes first`,
    });
  return lines;
}

export const bindingWords = (binding: boolean): Words =>
  binding
    ? { 'zh-Hans': '有约束力的表决', en: 'A binding decision' }
    : { 'zh-Hans': '意见征询，结果仅供参考，不具约束力', en: 'An opinion poll: the result is for information and binds nobody' };

/** A ballot as `staff` or everybody sees it. */
export async function ballotView(call: Call, row: BallotRow, staff: boolean): Promise<z.input<typeof s.BallotView>> {
  const { face } = row;
  const roll = (await rollOfBallot(call.db, row.district, row.roll))!;
  const running = face.rule.running === 'public' || (staff && face.rule.running === 'staff') || row.state === 'counted';
  const took = running && row.opened_at !== null ? await tookPart(call.db, row.district, row.id, row.roll) : null;
  const measures = Object.keys(roll.totals) as (keyof typeof roll.totals)[];
  return {
    id: row.id,
    district: row.district,
    area: row.area,
    title: face.title,
    text: face.text,
    state: row.state,
    purpose: { kind: row.purpose_kind, id: row.purpose_id },
    binding: { ...face.binding, words: bindingWords(face.binding.binding) },
    rule: {
      key: face.rule.key,
      name: face.rule.name,
      law: face.rule.article.law,
      article: face.rule.article.article,
      words: ruleWords(face.rule, face.questions),
      collision: face.rule.collision,
      change_until_close: face.rule.change_until_close,
      early_close: face.rule.early_close,
      proxies: face.rule.proxy?.max ?? 0,
      running: face.rule.running,
    },
    questions: face.questions,
    secrecy: face.secrecy,
    channels: face.channels,
    opens_at: moment(row.opens_at)!,
    closes_at: moment(row.closes_at)!,
    closed_at: moment(row.closed_at),
    counted_at: moment(row.counted_at),
    ended_reason: row.ended_reason,
    roll: { id: row.roll, title: roll.title, voters: roll.voters, totals: roll.totals, digest: roll.digest.toString('hex'), published: roll.published },
    seal: face.seal,
    took_part: took && { ballots: took.ballots, totals: Object.fromEntries(measures.map((measure) => [measure, took.weights[measure] ?? 0])) },
    second_of: row.second_of,
    outcome: row.outcome,
  };
}

export const ballotLine = (row: BallotRow): z.input<typeof s.BallotLine> => ({
  id: row.id,
  area: row.area,
  title: row.face.title,
  state: row.state,
  purpose: { kind: row.purpose_kind, id: row.purpose_id },
  binding: row.face.binding.binding,
  opens_at: moment(row.opens_at)!,
  closes_at: moment(row.closes_at)!,
  outcome: row.outcome?.outcome ?? null,
});

export const rollView = (row: RollRow, counts: { entries: number; objections: number }): z.input<typeof s.RollView> => ({
  id: row.id,
  area: row.area,
  title: row.title,
  measures: row.measures,
  state: row.state,
  publicity_days: row.publicity_days,
  published_at: moment(row.published_at),
  until: row.published_at === null ? null : iso(Date.parse(row.published_at) + row.publicity_days * DAY),
  frozen_at: moment(row.frozen_at),
  entries: counts.entries,
  voters: row.voters,
  totals: row.totals,
  digest: row.digest?.toString('hex') ?? null,
  objections: counts.objections,
});

/** `王*`: enough to find oneself, not enough to be found. */
export const maskName = (name: string): string => (name === '' ? '' : `${[...name][0]}${'*'.repeat(Math.max(1, [...name].length - 1))}`);

const maskPhone = (phone: string): string => (phone.length >= 10 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '***');

/** A unit, for those who keep the roll; `open` false: as everybody sees it while it is published. */
export const entryView = (call: Call, row: EntryRow, open: boolean): z.input<typeof s.EntryView> => ({
  id: row.id,
  version: row.version,
  label: row.label,
  holder: open ? row.holder : maskName(row.holder),
  head: row.head.startsWith('h:') && open ? row.head.slice(2) : '',
  area: row.area,
  shares: row.shares,
  phone: open && row.phone ? maskPhone(call.house.vault.open(row.phone, 'ballots.phone')) : null,
  bound: row.person !== null,
  removed: row.removed,
  reason: row.reason,
  at: moment(row.at)!,
});

export const objectionView = (row: ObjectionRow, open: boolean): z.input<typeof s.ObjectionView> => ({
  id: row.id,
  entry: row.entry,
  name: open ? row.name : maskName(row.name),
  text: row.text,
  at: moment(row.at)!,
  answer: row.answer,
  accepted: row.accepted,
  answered_at: moment(row.answered_at),
});
