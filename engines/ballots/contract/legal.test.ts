import { describe, expect, it } from 'vitest';
import { checkRule, lawRules, minimumFor, outcome, type Outcome, type Question, Rule, type Totals, type Weights } from './index.ts';
import { legalMinima } from './law.data.ts';

/** Rules as the law of 2021 writes them. */
const rule = (subject: string, more: object = {}): Rule => {
  const law = legalMinima.find((one) => one.subject === subject && one.to === null)!;
  return Rule.parse({
    key: 'by_law',
    name: law.words,
    subject,
    article: { law: law.law, article: law.article, from: law.from },
    binding: true,
    questions: ['yes_no', 'choose'],
    take_part: law.take_part,
    agree: law.agree.map((one) => ({ ...one, of: law.agree_of })),
    notice_days: law.notice_days,
    ...more,
  });
};
const question: Question = { key: 'q', kind: 'yes_no', title: '同意吗', text: '', options: [], seats: 1, reserves: 0, most: null, scale: null };
const weights = (heads: number, area: number): Weights => ({ heads, area });

/** roll, yes, no, abstain, spoiled: [heads, area in whole square metres]. */
type Case = {
  what: string;
  subject: string;
  roll: [number, number];
  yes: [number, number];
  no?: [number, number];
  abstain?: [number, number];
  spoiled?: [number, number];
  is: Outcome;
  more?: object;
};
const cm = 10_000;

function totals(one: Case): Totals {
  const given = { yes: one.yes, no: one.no ?? [0, 0], abstain: one.abstain ?? [0, 0], '!': one.spoiled ?? [0, 0] } as const;
  const sums = Object.fromEntries(Object.entries(given).map(([key, [heads, area]]) => [key, weights(heads, area * cm)]));
  const cast = Object.values(given).reduce((all, [heads, area]) => [all[0] + heads, all[1] + area] as [number, number], [0, 0] as [number, number]);
  return { roll: weights(one.roll[0], one.roll[1] * cm), cast: weights(cast[0], cast[1] * cm), present: null, questions: { q: sums } };
}

const half = 'owners.manager';
const threeQuarters = 'owners.raise_repair_fund';
/** Owners’ votes with the result that article 278 gives them. */
const cases: readonly Case[] = [
  // Participation: two thirds of area and of heads, both.
  { what: 'exactly two thirds of both take part, all agree', subject: half, roll: [300, 30_000], yes: [200, 20_000], is: 'passed' },
  { what: 'one head below two thirds', subject: half, roll: [300, 30_000], yes: [199, 20_000], is: 'no_quorum' },
  { what: 'one square metre below two thirds', subject: half, roll: [300, 30_000], yes: [200, 19_999], is: 'no_quorum' },
  { what: 'area far above, heads below', subject: half, roll: [300, 30_000], yes: [150, 29_000], is: 'no_quorum' },
  { what: 'heads all there, area below', subject: half, roll: [300, 30_000], yes: [299, 15_000], is: 'no_quorum' },
  { what: 'nobody takes part', subject: half, roll: [300, 30_000], yes: [0, 0], is: 'no_quorum' },
  { what: 'everybody takes part and agrees', subject: half, roll: [300, 30_000], yes: [300, 30_000], is: 'passed' },
  {
    what: 'two thirds by abstentions: they take part',
    subject: half,
    roll: [300, 30_000],
    yes: [101, 10_100],
    no: [50, 5000],
    abstain: [49, 4900],
    is: 'passed',
  },
  { what: 'two thirds reached by spoiled ballots', subject: half, roll: [300, 30_000], yes: [101, 10_100], no: [50, 5000], spoiled: [49, 4900], is: 'passed' },
  { what: 'roll of 100, 67 take part', subject: half, roll: [100, 10_000], yes: [67, 6700], is: 'passed' },
  { what: 'roll of 100, 66 take part (66 % is not two thirds)', subject: half, roll: [100, 10_000], yes: [66, 6600], is: 'no_quorum' },
  { what: 'roll of 3, two take part', subject: half, roll: [3, 300], yes: [2, 200], is: 'passed' },
  { what: 'roll of 3, one takes part', subject: half, roll: [3, 300], yes: [1, 100], is: 'no_quorum' },
  // More than half of those taking part, both.
  { what: 'exactly half of heads and area agree', subject: half, roll: [200, 20_000], yes: [100, 10_000], no: [100, 10_000], is: 'failed' },
  { what: 'one head and one metre more than half', subject: half, roll: [200, 20_000], yes: [101, 10_001], no: [99, 9999], is: 'passed' },
  { what: 'half of the heads, more than half of the area', subject: half, roll: [200, 20_000], yes: [100, 15_000], no: [100, 5000], is: 'failed' },
  { what: 'half of the area, more than half of the heads', subject: half, roll: [200, 20_000], yes: [150, 10_000], no: [50, 10_000], is: 'failed' },
  { what: 'area and heads disagree: few large owners agree', subject: half, roll: [200, 20_000], yes: [40, 14_000], no: [160, 6000], is: 'failed' },
  { what: 'area and heads disagree: many small owners agree', subject: half, roll: [200, 20_000], yes: [160, 6000], no: [40, 14_000], is: 'failed' },
  {
    what: 'abstentions keep a relative majority from passing',
    subject: half,
    roll: [200, 20_000],
    yes: [90, 9000],
    no: [40, 4000],
    abstain: [70, 7000],
    is: 'failed',
  },
  { what: 'spoiled ballots weigh like abstentions', subject: half, roll: [200, 20_000], yes: [90, 9000], no: [40, 4000], spoiled: [70, 7000], is: 'failed' },
  { what: 'more than half in spite of abstentions', subject: half, roll: [200, 20_000], yes: [101, 10_100], no: [30, 3000], abstain: [69, 6900], is: 'passed' },
  { what: 'half of those taking part, though a third of all', subject: half, roll: [300, 30_000], yes: [101, 10_001], no: [99, 9999], is: 'passed' },
  { what: 'all abstain', subject: half, roll: [200, 20_000], yes: [0, 0], abstain: [200, 20_000], is: 'failed' },
  // The subjects of one half.
  { what: 'rules of procedure', subject: 'owners.rules_of_procedure', roll: [100, 10_000], yes: [51, 5100], no: [49, 4900], is: 'passed' },
  { what: 'covenant', subject: 'owners.covenant', roll: [100, 10_000], yes: [50, 5000], no: [50, 5000], is: 'failed' },
  {
    what: 'use of the repair fund needs more than half since 2021',
    subject: 'owners.use_repair_fund',
    roll: [100, 10_000],
    yes: [51, 5100],
    no: [49, 4900],
    is: 'passed',
  },
  { what: 'other matters', subject: 'owners.other', roll: [100, 10_000], yes: [51, 5001], no: [49, 4999], is: 'passed' },
  // Three quarters or more of those taking part, both.
  { what: 'exactly three quarters of both', subject: threeQuarters, roll: [100, 10_000], yes: [75, 7500], no: [25, 2500], is: 'passed' },
  { what: 'one head below three quarters', subject: threeQuarters, roll: [100, 10_000], yes: [74, 7500], no: [26, 2500], is: 'failed' },
  { what: 'one metre below three quarters', subject: threeQuarters, roll: [100, 10_000], yes: [75, 7499], no: [25, 2501], is: 'failed' },
  { what: 'three quarters of two thirds', subject: threeQuarters, roll: [300, 30_000], yes: [150, 15_000], no: [50, 5000], is: 'passed' },
  { what: 'three quarters of heads, not of area', subject: threeQuarters, roll: [100, 10_000], yes: [80, 6000], no: [20, 4000], is: 'failed' },
  { what: 'three quarters of area, not of heads', subject: threeQuarters, roll: [100, 10_000], yes: [60, 8000], no: [40, 2000], is: 'failed' },
  { what: 'rebuilding at exactly three quarters', subject: 'owners.rebuild', roll: [400, 40_000], yes: [300, 30_000], no: [100, 10_000], is: 'passed' },
  { what: 'common parts by more than half only', subject: 'owners.common_parts', roll: [400, 40_000], yes: [299, 29_999], no: [101, 10_001], is: 'failed' },
  { what: 'three quarters without quorum', subject: threeQuarters, roll: [100, 10_000], yes: [66, 6600], is: 'no_quorum' },
  { what: 'abstentions against three quarters', subject: threeQuarters, roll: [100, 10_000], yes: [74, 7400], abstain: [26, 2600], is: 'failed' },
  // Silence.
  { what: 'silence is not taking part', subject: half, roll: [300, 30_000], yes: [150, 15_000], is: 'no_quorum' },
  {
    what: 'silence with the majority reaches agreement of all, but not participation, unless the rules say so',
    subject: half,
    roll: [300, 30_000],
    yes: [120, 12_000],
    no: [60, 6000],
    is: 'no_quorum',
    more: { silence: { mode: 'follows_majority', basis: { 'zh-Hans': '议事规则第十二条', en: 'Rules, art. 12' } } },
  },
  {
    what: 'silence with the majority where the owners’ rules count it',
    subject: half,
    roll: [300, 30_000],
    yes: [120, 12_000],
    no: [60, 6000],
    is: 'passed',
    more: { silence: { mode: 'follows_majority', basis: { 'zh-Hans': '议事规则第十二条', en: 'Rules, art. 12' }, takes_part: true } },
  },
  {
    what: 'silence follows nobody when area and heads disagree',
    subject: half,
    roll: [300, 30_000],
    yes: [150, 9000],
    no: [60, 12_000],
    is: 'failed',
    more: { silence: { mode: 'follows_majority', basis: { 'zh-Hans': '议事规则第十二条', en: 'Rules, art. 12' }, takes_part: true } },
  },
  {
    what: 'abstention as absence, where the rules say so',
    subject: half,
    roll: [200, 20_000],
    yes: [90, 9000],
    no: [40, 4000],
    abstain: [70, 7000],
    is: 'passed',
    more: { abstention: 'absent' },
  },
  // Villages.
  {
    what: 'villagers’ representatives: two thirds there, more than half of those present',
    subject: 'villagers.representatives',
    roll: [60, 0],
    yes: [21, 0],
    no: [19, 0],
    is: 'passed',
  },
  { what: 'villagers’ representatives: one short of two thirds', subject: 'villagers.representatives', roll: [60, 0], yes: [39, 0], is: 'no_quorum' },
  { what: 'villagers’ meeting: exactly half there is not enough', subject: 'villagers.meeting', roll: [100, 0], yes: [50, 0], is: 'no_quorum' },
  { what: 'recall: more than half vote, half of them agree', subject: 'villagers.recall', roll: [100, 0], yes: [30, 0], no: [30, 0], is: 'failed' },
];

describe('owners’ votes and their legal results', () => {
  it('has at least forty of them', () => expect(cases.length).toBeGreaterThanOrEqual(40));
  it.each(cases)('$subject: $what -> $is', (one) => {
    const by = rule(one.subject, one.more);
    const found = outcome(by, [question], totals(one));
    expect(found.outcome).toBe(one.is);
    for (const condition of [...found.conditions, ...found.questions[0]!.conditions]) {
      // What is said never contradicts what was compared.
      expect(condition.words['zh-Hans'].endsWith(condition.holds ? '，达到' : '，未达到')).toBe(true);
    }
  });

  it('says that an unbinding ballot is a poll, and how it would have come out', () => {
    const found = outcome(rule(half), [question], totals(cases[0]!), { binding: false });
    expect([found.outcome, found.questions[0]!.outcome]).toEqual(['poll', 'passed']);
  });

  it('tells the condition as people read it', () => {
    const [area] = outcome(rule(half), [question], {
      roll: weights(3, 173_145_600),
      cast: weights(2, 123_456_700),
      present: null,
      questions: { q: { yes: weights(2, 123_456_700) } },
    }).conditions;
    expect(area!.words['zh-Hans']).toBe('面积参与 71.3 %（12,345.67 ㎡ / 17,314.56 ㎡）≥ 2/3，达到');
    const [close] = outcome(rule(half), [question], {
      roll: weights(3, 300_000),
      cast: weights(2, 199_999),
      present: null,
      questions: { q: { yes: weights(2, 199_999) } },
    }).conditions;
    expect(close!.words['zh-Hans']).toBe('面积参与 66.666 %（19.9999 ㎡ / 30.00 ㎡），须≥ 2/3，未达到');
  });
});

describe('rules against the law', () => {
  const faults = (subject: string, more: object, day = '2026-11-22') => checkRule(rule(subject, more), day).faults.map(({ code }) => code);
  it('takes what the law demands, and more', () => {
    for (const { subject } of legalMinima.filter(({ to }) => to === null)) expect(faults(subject, {})).toEqual([]);
    expect(
      faults(half, {
        agree: [
          { measure: 'area', at_least: '2/3' },
          { measure: 'heads', more_than: '1/2', of: 'roll' },
        ],
      }),
    ).toEqual([]);
  });
  it('refuses what falls below', () => {
    expect(faults(half, { take_part: [{ measure: 'area', at_least: '2/3' }] })).toEqual(['take_part_below']);
    expect(
      faults(half, {
        agree: [
          { measure: 'area', at_least: '1/2' },
          { measure: 'heads', more_than: '1/2' },
        ],
      }),
    ).toEqual(['agree_below']);
    expect(
      faults(threeQuarters, {
        agree: [
          { measure: 'area', more_than: '1/2' },
          { measure: 'heads', more_than: '1/2' },
        ],
      }),
    ).toEqual(['agree_below', 'agree_below']);
    expect(faults(half, { notice_days: 14 })).toEqual(['notice_below']);
    expect(faults(half, {}, '2020-06-01')).toContain('dates');
    expect(checkRule(Rule.parse({ ...rule(half), subject: 'owners.unheard_of' }), '2026-01-01').faults[0]?.code).toBe('unknown_subject');
  });
  it('knows which law held when', () => {
    const old = Rule.parse({
      ...rule(half),
      take_part: [],
      article: { law: { 'zh-Hans': '中华人民共和国物权法', en: 'Property Law' }, article: '76', from: '2007-10-01', to: '2020-12-31' },
      agree: [
        { measure: 'area', more_than: '1/2', of: 'roll' },
        { measure: 'heads', more_than: '1/2', of: 'roll' },
      ],
    });
    expect(checkRule(old, '2020-06-01')).toEqual({ faults: [], blocking: false });
    const meeting = Rule.parse({
      ...rule('villagers.meeting'),
      subject: 'residents.meeting',
      article: { law: { 'zh-Hans': '居民委员会组织法', en: 'Residents’ committees' }, article: '10', from: '1990-01-01' },
    });
    expect(checkRule(meeting, '2025-06-01')).toEqual({ faults: [], blocking: false });
    expect(checkRule(meeting, '2026-06-01')).toMatchObject({ faults: [{ code: 'law_not_known' }], blocking: false });
    // Day by day: the law of 1989, its amendment of 2018, and the revision, of which the table says that it does not know the shares.
    const law = (day: string): string | null => minimumFor('residents.meeting', day)?.law['zh-Hans'].replace(/^.*（(.*)）$/, '$1') ?? null;
    expect(['1989-12-31', '1990-01-01', '2018-12-28', '2018-12-29', '2025-12-31', '2026-01-01'].map(law)).toEqual([
      null,
      '1989年',
      '1989年',
      '2018年修正',
      '2018年修正',
      null,
    ]);
    expect(checkRule(meeting, '2026-01-01').faults[0]!.words['zh-Hans']).toContain('2026年1月1日起施行）》：修订后第四章的条文原文不在编制时的资料中');
    expect(checkRule(meeting, '2026-01-01').faults[0]!.words.en).toContain('no share is filled in');
    expect(lawRules('2025-12-31').some(({ subject }) => subject === 'residents.meeting')).toBe(true);
    expect(lawRules('2026-01-01').some(({ subject }) => subject === 'residents.meeting')).toBe(false);
  });
});
