import old from './tally-1-ranking.json' with { type: 'json' };
import published from './tally-2-ranking.json' with { type: 'json' };
import { count, leafText, outcome, Rule, slipsOf, treeOf, type Counted, type Question, type TallyFile, type Weights } from '../contract/index.ts';

const question: Question = {
  key: 'q1',
  kind: 'yes_no',
  title: '是否同意更换物业服务企业',
  text: '',
  options: [],
  seats: 1,
  reserves: 0,
  most: null,
  scale: null,
};

/** A ranking as it was published before the count was told in the file (format 1, instant runoff for two seats), made by the code of that time. */
export const oldRanking = old as unknown as TallyFile;

/** What `rankedTally` gave when format 2 was released: every later version must read it as right, so its sentences may not be worded anew without another format. */
export const publishedRanking = published as unknown as TallyFile;

/** The food election of the literature (20 guests, three of five foods) by the single transferable vote, published in format 2. */
export function rankedTally(): TallyFile {
  const rule = Rule.parse({
    key: 'stv',
    name: { 'zh-Hans': '单记可转移投票', en: 'Single transferable vote' },
    article: { law: { 'zh-Hans': '议事规则', en: 'Rules' }, article: '1', from: '2021-01-01' },
    binding: true,
    questions: ['ranking'],
    ranking: 'stv',
  });
  const foods = ['橙子', '梨', '巧克力', '草莓', '糖果'].map((title, i) => ({ key: `a${i + 1}`, title, text: '' }));
  const asked: Question = { ...question, kind: 'ranking', title: '选三样点心', options: foods, seats: 3 };
  const choices = [...Array<string>(4).fill('a1'), 'a2>a1', 'a2>a1', ...Array<string>(8).fill('a3>a4'), ...Array<string>(4).fill('a3>a5'), 'a4', 'a5'];
  const { file } = sampleTally(choices.length, false);
  const counted = choices.map((q1, i): Counted => ({ nonce: i.toString(16).padStart(32, '0'), weights: { heads: 1 }, vote: { q1 } }));
  const { slips, thin } = slipsOf(file.ballot, [asked], counted);
  const sums = count([asked], slips);
  const root = treeOf(slips.map((slip) => leafText(file.ballot, slip)));
  const totals = { roll: file.roll.totals, cast: file.cast.totals, present: null, questions: sums };
  return {
    ...file,
    format: 'hezhi-tally-2',
    title: '选三样点心',
    rule,
    questions: [asked],
    thin,
    leaves: slips,
    sums,
    outcome: outcome(rule, [asked], totals, { root }),
    root,
  };
}

/** A made-up tally of so many ballots, right in every part: two thirds say yes. Also the nonces, in the order of the ballots. `slips` false: by heads only. */
export function sampleTally(ballots: number, areas = true): { file: TallyFile; nonces: string[] } {
  const rule = Rule.parse({
    key: 'owners_half',
    name: { 'zh-Hans': '业主共同决定', en: 'Owners’ decision' },
    article: { law: { 'zh-Hans': '中华人民共和国民法典', en: 'Civil Code' }, article: '278', from: '2021-01-01' },
    binding: true,
    questions: ['yes_no'],
    take_part: (areas ? ['area', 'heads'] : ['heads']).map((measure) => ({ measure, at_least: '2/3' })),
    agree: (areas ? ['area', 'heads'] : ['heads']).map((measure) => ({ measure, more_than: '1/2' })),
  });
  const id = '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b';
  const counted = Array.from({ length: ballots }, (_, i): Counted => ({
    nonce: (i * 2_654_435_761).toString(16).padStart(32, '0').slice(-32),
    weights: areas ? { heads: 1, area: (8000 + ((i * 37) % 50) * 10) * 100 } : { heads: 1 },
    vote: { q1: i % 3 === 0 ? 'no' : 'yes' },
  }));
  const { slips, thin } = slipsOf(id, [question], counted);
  const totals = counted.reduce<Weights>((sum, { weights }) => ({ heads: sum.heads! + 1, ...(areas ? { area: (sum.area ?? 0) + weights.area! } : {}) }), {
    heads: 0,
  });
  const roll = { title: '第一小区业主名册', digest: '0'.repeat(64), voters: ballots, totals };
  const sums = count([question], slips);
  const root = treeOf(slips.map((slip) => leafText(id, slip)));
  const file: TallyFile = {
    format: 'hezhi-tally-1',
    ballot: id,
    district: '610402',
    title: '更换物业服务企业',
    binding: { binding: true, basis: '业主大会议事规则' },
    secrecy: 'receipt',
    rule,
    questions: [question],
    roll,
    present: null,
    cast: { ballots, spoiled: 0, displaced: 0, totals },
    form: 'slips',
    thin,
    leaves: slips,
    sums,
    outcome: outcome(rule, [question], { roll: totals, cast: totals, present: null, questions: sums }, { root }),
    root,
    counted_at: '2026-11-22T00:00:00.000Z',
  };
  return { file, nonces: counted.map(({ nonce }) => nonce) };
}
