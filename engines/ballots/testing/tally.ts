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
