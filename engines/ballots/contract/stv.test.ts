import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byLot } from './elect.ts';
import { checkRule, MOST_SEATS, outcome, questionFaults, Rule, transferable, type Paper, type Question, type Totals, type Weights } from './index.ts';
import { plainly } from './stv.fixture.ts';

const seed = 20261123;
const lot = (keys: string[]): string[] => byLot('root', 'q', keys);
const rule = (more: object = {}): Rule =>
  Rule.parse({
    key: 'stv',
    name: { 'zh-Hans': '选举', en: 'Election' },
    article: { law: { 'zh-Hans': '章程', en: 'Statutes' }, article: '1', from: '2020-01-01' },
    binding: true,
    questions: ['ranking'],
    ranking: 'stv',
    ...more,
  });
const asked = (list: string, seats: number): Question => ({
  key: 'q',
  kind: 'ranking',
  title: '选举',
  text: '',
  options: [...list].map((key) => ({ key, title: key.toUpperCase(), text: '' })),
  seats,
  reserves: 0,
  most: null,
  scale: null,
});
const decide = (r: Rule, question: Question, sums: Record<string, number>) => {
  const questions = { q: Object.fromEntries(Object.entries(sums).map(([key, heads]): [string, Weights] => [key, { heads }])) };
  const heads = Object.values(sums).reduce((a, b) => a + b, 0);
  const totals: Totals = { roll: { heads: 1000 }, cast: { heads }, present: null, questions };
  return outcome(r, [question], totals, { root: 'root' }).questions[0]!;
};
const papersOf = (sums: Record<string, number>): Paper[] => Object.entries(sums).map(([order, weight]) => ({ order: order.split('>'), weight }));

describe('the food election, the worked example of the literature: 20 guests, 5 foods, 3 to be chosen', () => {
  // o oranges, p pears, c chocolate, s strawberries, w sweets.
  const guests = { o: 4, 'p>o': 2, 'c>s': 8, 'c>w': 4, s: 1, w: 1 };
  const count = transferable(papersOf(guests), [...'opcsw'], 3, lot, false);

  it('comes out as published, stage by stage', () => {
    expect(count).toMatchObject({ valid: '20', quota: '6', elected: ['c', 'o', 's'], tied: [], drawn: [] });
    expect(count.stages.map(({ did, of, value, votes, elected, lost }) => [did, of, value, votes, elected, lost])).toEqual([
      ['first', null, null, { o: '4', p: '2', c: '12', s: '1', w: '1' }, ['c'], '0'],
      ['transfer', 'c', '0.5', { o: '4', p: '2', c: '6', s: '5', w: '3' }, [], '0'],
      ['exclude', 'p', null, { o: '6', c: '6', s: '5', w: '3' }, ['o'], '0'],
      ['exclude', 'w', null, { o: '6', c: '6', s: '5' }, [], '3'],
      ['fill', null, null, { o: '6', c: '6', s: '5' }, ['s'], '3'],
    ]);
  });

  it('is told in words, in both languages, with the figures', () => {
    const found = decide(rule(), asked('opcsw', 3), guests);
    expect(found).toMatchObject({ outcome: 'elected', elected: ['c', 'o', 's'], vacancies: 0, count: { quota: '6' } });
    expect(found.told!.map((one) => one['zh-Hans'])).toEqual([
      '第 1 轮：有效票共 20 票，3 个名额，当选数 6 票。按第一选择：C 12 票，O 4 票，P 2 票，S 1 票，W 1 票。C达到当选数，当选。',
      '第 2 轮：C超出当选数，其票按原值的 0.5 转给下一位选择：C 6 票，S 5 票，O 4 票，W 3 票，P 2 票。',
      '第 3 轮：无人达到当选数，P票最少，出局，其票按原值转给下一位选择：O 6 票，C 6 票，S 5 票，W 3 票。O达到当选数，当选。',
      '第 4 轮：无人达到当选数，W票最少，出局，其票按原值转给下一位选择：O 6 票，C 6 票，S 5 票。没有下一位可转的累计 3 票。',
      '第 5 轮：余下的人数不多于余下的名额，直接当选。S当选。',
    ]);
    expect(found.told![2]!.en).toBe(
      'Round 3: Nobody else reaches the quota; P has the fewest votes and drops out; those ballots go to their next choice at the value they had: O 6 votes, C 6 votes, S 5 votes, W 3 votes. Reaching the quota and elected: O.',
    );
    expect(found.options.map(({ key, weights, place }) => [key, weights.heads ?? 0, place])).toEqual([
      ['o', 4, 2],
      ['p', 2, null],
      ['c', 12, 1],
      ['s', 1, 3],
      ['w', 1, null],
    ]);
  });
});

const names = [...'abcdefg'];
const ranking = fc.shuffledSubarray(names, { minLength: 1 });
const profile = fc.record({
  // Unlike weights, so that ties are rare.
  papers: fc.array(fc.record({ order: ranking, weight: fc.integer({ min: 1, max: 1_000_003 }) }), { minLength: 1, maxLength: 25 }),
  seats: fc.integer({ min: 1, max: 5 }),
});

describe('for every profile', () => {
  it('the count is that of the Order by its letter with exact fractions, stage by stage, and no vote is made or lost', () => {
    let compared = 0;
    fc.assert(
      fc.property(profile, ({ papers, seats }) => {
        const slow = plainly(papers, names, seats);
        if (!slow) return;
        const count = transferable(papers, names, seats, lot, false);
        compared += 1;
        expect([count.quota, count.elected, count.tied]).toEqual([slow.quota, slow.elected, []]);
        expect(count.stages.filter(({ did }) => did !== 'fill').map(({ votes, lost }) => ({ votes, lost }))).toEqual(slow.stages);
      }),
      { seed, numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('neither the order of the papers nor how they are bundled changes anything', () => {
    fc.assert(
      fc.property(profile, fc.infiniteStream(fc.nat()), ({ papers, seats }, random) => {
        const count = transferable(papers, names, seats, lot, true);
        const halves = papers.flatMap(({ order, weight }) => [
          { order, weight: Math.floor(weight / 3) },
          { order, weight: weight - Math.floor(weight / 3) },
        ]);
        const shuffled = halves
          .map((one) => [random.next().value, one] as const)
          .toSorted((a, b) => a[0]! - b[0]!)
          .map(([, one]) => one);
        expect(transferable(shuffled, names, seats, lot, true)).toEqual(count);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('so many are elected as there are seats and options that somebody named, each once', () => {
    fc.assert(
      fc.property(profile, ({ papers, seats }) => {
        const { elected } = transferable(papers, names, seats, lot, true);
        const named = new Set(papers.flatMap(({ order }) => order));
        expect(elected.length).toBe(Math.min(seats, named.size));
        expect(new Set(elected).size).toBe(elected.length);
        expect(elected.every((key) => named.has(key))).toBe(true);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('who together weigh k quotas and put the same options first get k of them (Droop proportionality)', () => {
    const group = fc.record({
      size: fc.integer({ min: 1, max: 4 }),
      solid: fc.array(fc.record({ first: fc.infiniteStream(fc.nat()), rest: ranking, weight: fc.integer({ min: 1, max: 5000 }) }), {
        minLength: 1,
        maxLength: 8,
      }),
      others: fc.array(fc.record({ order: ranking, weight: fc.integer({ min: 1, max: 5000 }) }), { maxLength: 12 }),
      seats: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(group, ({ size, solid, others, seats }) => {
        const wanted = names.slice(0, size);
        const papers = [
          ...solid.map(({ first, rest, weight }) => {
            const own = wanted.map((key) => [first.next().value!, key] as const).toSorted((a, b) => a[0] - b[0]);
            return { order: [...own.map(([, key]) => key), ...rest.filter((key) => !wanted.includes(key))], weight };
          }),
          ...others,
        ];
        const { quota, elected } = transferable(papers, names, seats, lot, true);
        const quotas = solid.reduce((sum, { weight }) => sum + weight, 0) / Number(quota);
        expect(elected.filter((key) => wanted.includes(key)).length).toBeGreaterThanOrEqual(Math.min(Math.floor(quotas), size));
      }),
      { seed, numRuns: 200 },
    );
  });

  it('for one seat it elects whom the instant runoff elects', () => {
    let compared = 0;
    fc.assert(
      fc.property(profile, ({ papers }) => {
        const sums: Record<string, number> = {};
        for (const { order, weight } of papers) sums[order.join('>')] = (sums[order.join('>')] ?? 0) + weight;
        const [stv, irv] = [decide(rule(), asked('abcdefg', 1), sums), decide(rule({ ranking: 'irv' }), asked('abcdefg', 1), sums)];
        if (stv.outcome !== 'elected' || irv.outcome !== 'elected') return;
        compared += 1;
        expect(stv.elected).toEqual(irv.elected);
      }),
      { seed, numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});

describe('ties', () => {
  it('are broken by the latest stage that tells them apart', () => {
    // d leaves first and makes b and c equal at 5; c had fewer before.
    const count = transferable(papersOf({ a: 9, b: 5, c: 4, 'd>c': 1 }), [...'abcd'], 1, lot, false);
    expect(count.stages.map(({ did, of, tie }) => [did, of, tie])).toEqual([
      ['first', null, null],
      ['exclude', 'd', null],
      ['exclude', 'c', { keys: ['b', 'c'], by: 'before' }],
      ['exclude', 'b', null],
      ['fill', null, null],
    ]);
    expect(count.elected).toEqual(['a']);
  });

  it('else by the lot where the rule draws one; else nobody of them, or a second round', () => {
    const sums = { a: 9, b: 4, c: 4 };
    const drawn = decide(rule({ ties: 'lot' }), asked('abc', 2), sums);
    expect(drawn).toMatchObject({ outcome: 'elected', elected: ['a', byLot('root', 'q', ['b', 'c'])[0]], lot: byLot('root', 'q', ['b', 'c']) });
    expect(drawn.told!.some((one) => one.en.includes('the lot that anyone can draw again decided'))).toBe(true);
    const open = decide(rule(), asked('abc', 2), sums);
    expect(open).toMatchObject({ outcome: 'tied', elected: ['a'], vacancies: 1 });
    expect(open.told!.at(-1)!['zh-Hans']).toContain('B、C票数相同');
    expect(decide(rule({ ties: 'second_round', second_round: {} }), asked('abc', 2), sums)).toMatchObject({ outcome: 'second_round', carried: ['b', 'c'] });
  });

  it('of options without any vote matter only where one of them gets in', () => {
    expect(decide(rule(), asked('abcde', 1), { 'a>c>d': 3, 'b>d': 2 })).toMatchObject({ outcome: 'elected', elected: ['a'] });
    expect(decide(rule(), asked('abc', 2), { 'a>b>c': 1 })).toMatchObject({ outcome: 'tied', elected: ['a'] });
    expect(decide(rule(), asked('abc', 2), { abstain: 4 })).toMatchObject({ outcome: 'failed', elected: [], vacancies: 2 });
    expect(decide(rule(), asked('abc', 3), { a: 2, b: 1 })).toMatchObject({ outcome: 'elected', elected: ['a', 'b'], vacancies: 1 });
  });
});

describe('where it may be used', () => {
  it('not where a law says how many must agree to each who is elected', () => {
    const owners = rule({
      subject: 'owners.committee',
      article: { law: { 'zh-Hans': '民法典', en: 'Civil Code' }, article: '278', from: '2021-01-01' },
      take_part: ['area', 'heads'].map((measure) => ({ measure, at_least: '2/3' })),
      agree: ['area', 'heads'].map((measure) => ({ measure, more_than: '1/2' })),
      notice_days: 15,
    });
    expect(checkRule(owners, '2026-11-23')).toMatchObject({ faults: [{ code: 'quota_below_law' }], blocking: true });
    expect(checkRule({ ...owners, ranking: 'irv' }, '2026-11-23').faults).toEqual([]);
    expect(checkRule(rule(), '2026-11-23').faults).toEqual([]);
  });

  it(`for up to ${MOST_SEATS} seats, of which all are counted in a moment`, () => {
    const many = [...'abcdefghijklmnopqrst'];
    const question = (seats: number): Question => asked(many.join(''), seats);
    expect(questionFaults(rule(), [question(MOST_SEATS)])).toEqual([]);
    expect(questionFaults(rule(), [question(MOST_SEATS + 1)])).toEqual(['too_many_seats']);
    expect(questionFaults(rule({ ranking: 'irv' }), [question(MOST_SEATS + 1)])).toEqual([]);
    // As many surpluses as there can be, each over the denominator of the one before.
    const papers = many.flatMap((key, i) => [
      { order: [key, ...many.slice(i + 1)], weight: 9_999_991 - 7 * i },
      { order: [many[0]!, ...many.slice(i)], weight: 1_000_003 + i * i },
    ]);
    expect(transferable(papers, many, MOST_SEATS, lot, true).elected).toHaveLength(MOST_SEATS);
    expect(() => transferable(papers, many, MOST_SEATS + 1, lot, true)).toThrow(RangeError);
  });
});
