import { newId } from '@hezhi/contract';
import { verifyAll } from '@hezhi/server';
import { expect, it } from 'vitest';
import { checkReceipt, recompute, routes, type Question, type TallyFile } from '../contract/index.ts';
import { ballotsTest, DAY, plainRule } from '../testing/house.ts';

const question = (seats: number): Question => ({
  key: 'q1',
  kind: 'ranking',
  title: '选举楼栋代表',
  text: '',
  options: ['橙', '梨', '巧', '莓', '糖'].map((title, i) => ({ key: `a${i + 1}`, title, text: '' })),
  seats,
  reserves: 0,
  most: null,
  scale: null,
});

it('an election by the single transferable vote is cast sealed, counted, told round by round, recomputed and verified', async () => {
  await using t = await ballotsTest();
  const choices = [...Array<string>(4).fill('a1'), 'a2>a1', 'a2>a1', ...Array<string>(8).fill('a3>a4'), ...Array<string>(4).fill('a3>a5'), 'a4', 'a5'];
  const voters = t.voters(choices.length);
  const { roll, entries } = await t.roll(voters.map(({ person }) => ({ person })));
  const rule = plainRule({ questions: ['yes_no', 'ranking'], ranking: 'stv' });
  const id = await t.openBallot(roll, { rule, questions: [question(3)], secrecy: 'receipt' });
  const params = { district: t.town.district, id };
  const shown = await t.withToken(null).call(routes.publicOne, { params });
  expect(shown.rule.words.some((one) => one['zh-Hans'].includes('单记可转移投票'))).toBe(true);
  const nonces: string[] = [];
  for (const [i, voter] of voters.entries()) {
    const { box, nonce } = await t.sealed(id, entries[i]!, { q1: choices[i]! });
    nonces.push(nonce);
    await t.as(voter).call(routes.cast, { params, body: { id: newId(), entry: entries[i]!, box } });
  }
  await t.pass(DAY);
  const counted = await t.withToken(null).call(routes.publicOne, { params });
  expect(counted.outcome).toMatchObject({ outcome: 'elected', questions: [{ elected: ['a3', 'a1', 'a4'], count: { valid: '20', quota: '6' } }] });
  const file = (await t.withToken(null).call(routes.tally, { params })) as unknown as TallyFile;
  expect(file.format).toBe('hezhi-tally-2');
  expect(file.outcome.questions[0]!.told![1]!['zh-Hans']).toBe(
    '第 2 轮：巧超出当选数，其票按原值的 0.5 转给下一位选择：巧 6 票，莓 5 票，橙 4 票，糖 3 票，梨 2 票。',
  );
  expect(recompute(file).faults).toEqual([]);
  expect(checkReceipt(file, nonces[4]!)!.votes).toMatchObject([{ choice: 'a2>a1' }]);
  // What is told must be what the ballots say.
  const forged = structuredClone(file);
  forged.outcome.questions[0]!.count!.stages[1]!.votes['a4'] = '6';
  expect(recompute(forged).faults).toEqual([{ what: 'outcome', where: 'elected' }]);
  expect(recompute({ ...file, format: 'hezhi-tally-1' }).faults).toEqual([{ what: 'format', where: 'stv' }]);
  expect((await verifyAll(t.house)).all).toEqual([]);
  const paper = await t.withToken(null).inject({ method: 'GET', url: `/api/public/ballots/${t.town.district}/${id}/paper` });
  expect(paper.statusCode).toBe(200);
});

it('a question with more seats than can be counted so is refused, in words', async () => {
  await using t = await ballotsTest();
  const voters = t.voters(2);
  const { roll } = await t.roll(voters.map(({ person }) => ({ person })));
  const many = { ...question(12), options: Array.from({ length: 14 }, (_, i) => ({ key: `a${i + 1}`, title: `${i + 1}号`, text: '' })) };
  await expect(t.ballot(roll, { rule: plainRule({ ranking: 'stv' }), questions: [many] })).rejects.toThrow('ballots.question_unsound');
  await t.ballot(roll, { rule: plainRule({ ranking: 'irv' }), questions: [many] });
});
