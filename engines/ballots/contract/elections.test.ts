import { describe, expect, it } from 'vitest';
import { byLot } from './elect.ts';
import { outcome, Rule, type Question, type Totals, type Weights } from './index.ts';

const rule = (more: object = {}): Rule =>
  Rule.parse({
    key: 'election',
    name: { 'zh-Hans': '选举', en: 'Election' },
    article: { law: { 'zh-Hans': '章程', en: 'Statutes' }, article: '1', from: '2020-01-01' },
    binding: true,
    questions: ['choose', 'ranking', 'rating'],
    ...more,
  });
const names = (list: string): Question['options'] => [...list].map((key) => ({ key, title: key.toUpperCase(), text: '' }));
const choose = (list: string, more: Partial<Question> = {}): Question => ({
  key: 'q',
  kind: 'choose',
  title: '选举',
  text: '',
  options: names(list),
  seats: 1,
  reserves: 0,
  most: null,
  scale: null,
  ...more,
});
/** Totals of heads (and as many shares of area) by choice. */
function totals(sums: Record<string, number | Weights>, roll = 1000): Totals {
  const questions = { q: Object.fromEntries(Object.entries(sums).map(([key, one]) => [key, typeof one === 'number' ? { heads: one } : one])) };
  const cast = Object.values(questions.q).reduce<Weights>(
    (all, one) => ({ heads: (all.heads ?? 0) + (one.heads ?? 0), area: (all.area ?? 0) + (one.area ?? 0) }),
    {},
  );
  return { roll: { heads: roll, area: roll }, cast, present: null, questions };
}
const decide = (r: Rule, question: Question, sums: Record<string, number | Weights>, root = '') => outcome(r, [question], totals(sums), { root }).questions[0]!;
const majority = { agree: [{ measure: 'heads', more_than: '1/2' }] };

describe('choosing n of m', () => {
  it('elects those who reach the threshold, in order, with reserves', () => {
    const found = decide(rule(majority), choose('abcde', { seats: 2, reserves: 1, most: 3 }), { 'a+b+c': 40, 'a+b': 20, 'a+c': 15, 'd+e': 25 });
    expect(found).toMatchObject({ outcome: 'elected', elected: ['a', 'b'], reserves: ['c'], vacancies: 0 });
    expect(found.options.map(({ key, place }) => [key, place])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['e', 4],
    ]);
  });

  it('leaves seats open where too few reach it, or goes into a second round as villages do', () => {
    const votes = { 'a+b': 60, 'c+d': 40 };
    expect(decide(rule(majority), choose('abcd', { seats: 3, most: 3 }), votes)).toMatchObject({
      outcome: 'elected',
      elected: ['a', 'b'],
      vacancies: 1,
      carried: [],
    });
    const village = rule({ ...majority, vacancies: 'second_round', second_round: { times: 1, agree: [{ measure: 'heads', at_least: '1/3' }] } });
    expect(decide(village, choose('abcd', { seats: 3, most: 3 }), { 'a+b': 60, c: 25, d: 15 })).toMatchObject({
      outcome: 'second_round',
      elected: ['a', 'b'],
      carried: ['c'],
      vacancies: 1,
    });
  });

  it('needs heads and area both, where the rule says both', () => {
    const both = rule({ agree: [...majority.agree, { measure: 'area', more_than: '1/2' }] });
    expect(decide(both, choose('ab'), { a: { heads: 60, area: 40 }, b: { heads: 40, area: 60 } })).toMatchObject({ outcome: 'failed', elected: [] });
    expect(decide(both, choose('ab'), { a: { heads: 60, area: 51 }, b: { heads: 40, area: 49 } })).toMatchObject({ outcome: 'elected', elected: ['a'] });
  });

  it('treats equals at the last seat as the rule says', () => {
    const votes = { a: 50, b: 30, c: 30, d: 10 };
    const question = choose('abcd', { seats: 2 });
    expect(decide(rule(), question, votes)).toMatchObject({ outcome: 'tied', elected: ['a'], vacancies: 1 });
    expect(decide(rule({ ties: 'second_round', second_round: {} }), question, votes)).toMatchObject({
      outcome: 'second_round',
      elected: ['a'],
      carried: ['b', 'c'],
    });
    const drawn = decide(rule({ ties: 'lot' }), question, votes, 'f'.repeat(64));
    expect(drawn).toMatchObject({ outcome: 'elected', elected: ['a', byLot('f'.repeat(64), 'q', ['b', 'c'])[0]], lot: byLot('f'.repeat(64), 'q', ['c', 'b']) });
    // Over many roots the lot favours nobody.
    const first = Array.from({ length: 400 }, (_, i) => byLot(`root ${i}`, 'q', ['b', 'c'])[0]).filter((key) => key === 'b').length;
    expect(first).toBeGreaterThan(150);
    expect(first).toBeLessThan(250);
  });

  it('elects nobody whom nobody chose', () => {
    expect(decide(rule(), choose('ab'), { abstain: 10 })).toMatchObject({ outcome: 'failed', elected: [] });
  });
});

describe('rankings', () => {
  const rank = (list: string, more: Partial<Question> = {}): Question => ({ ...choose(list, more), kind: 'ranking' });
  // The vote on a capital for Tennessee, known from the literature on voting: Memphis, Nashville, Chattanooga, Knoxville.
  const tennessee = { 'm>n>c>k': 42, 'n>c>k>m': 26, 'c>k>n>m': 15, 'k>c>n>m': 17 };
  it('run off instantly', () => {
    const found = decide(rule(), rank('mnck'), tennessee);
    expect(found).toMatchObject({ outcome: 'elected', elected: ['k'] });
    expect(found.rounds.map(({ out }) => out)).toEqual(['c', 'n', null]);
    expect(found.rounds.at(-1)!.sums).toEqual({ m: 42, k: 58 });
  });
  it('count by Borda where the rule names it', () => {
    const found = decide(rule({ ranking: 'borda' }), rank('mnck'), tennessee);
    expect(found).toMatchObject({ outcome: 'elected', elected: ['n'] });
    expect(found.rounds[0]!.sums).toEqual({ m: 126, n: 194, c: 173, k: 107 });
  });
  it('fill several seats one after the other, weigh, and let exhausted ballots go', () => {
    expect(decide(rule(), rank('mnck', { seats: 2 }), tennessee).elected).toEqual(['k', 'c']);
    expect(decide(rule({ order_by: ['area'] }), rank('ab'), { a: { heads: 9, area: 10 }, b: { heads: 1, area: 11 } }).elected).toEqual(['b']);
    expect(decide(rule(), rank('abc'), { a: 40, b: 35, c: 25 })).toMatchObject({ elected: ['a'], outcome: 'elected' });
    expect(decide(rule(majority), rank('abc'), { a: 40, b: 35, c: 25 })).toMatchObject({ elected: [], outcome: 'failed' });
  });
  it('tie', () => {
    expect(decide(rule(), rank('ab'), { a: 5, b: 5 })).toMatchObject({ outcome: 'tied', elected: [] });
    expect(decide(rule({ ties: 'lot' }), rank('ab'), { a: 5, b: 5 }, 'r')).toMatchObject({ outcome: 'elected', elected: [byLot('r', 'q', ['a', 'b'])[0]] });
    expect(decide(rule(), rank('ab'), { abstain: 5 })).toMatchObject({ outcome: 'failed' });
  });
});

describe('ratings', () => {
  const rate: Question = { ...choose(''), kind: 'rating', options: [], scale: { from: 1, to: 5 } };
  it('give an exact mean and hold it against the threshold', () => {
    expect(decide(rule(), rate, { 5: 1, 4: 1, abstain: 9 })).toMatchObject({ outcome: 'poll', mean: { num: '9', den: '2' } });
    expect(decide(rule({ mean_at_least: '9/2' }), rate, { 5: 1, 4: 1 }).outcome).toBe('passed');
    expect(decide(rule({ mean_at_least: '9/2' }), rate, { 5: 1_000_000, 4: 1_000_001 }).outcome).toBe('failed');
  });
});
