import { Rule, minimumFor, type Question } from '@hezhi/ballots/contract';
import { announceBallot, createBallot } from '@hezhi/ballots/server';
import { newId, type Words } from '@hezhi/contract';
import { dayIn } from '@hezhi/matters/contract';
import { emit, type Call, type Listener } from '@hezhi/server';
import type { z } from 'zod';
import type { schemas } from '../contract/index.ts';
import { adopted, current, doneOf, mayDecide } from './drafting.ts';
import { findByBallot, insertVersion, updateCovenant, type CovenantRow } from './queries.ts';
import { standing } from './who.ts';

type Given = z.output<typeof schemas.VoteInput>;
type Plain = { name: Words; law: Words; article: string; from: string; notice: number };

/** Covenants of residents and villagers are made by those whose covenant it is; more than half of the roll take part and more than half of them agree. */
const plain: Readonly<Record<'residents' | 'villagers', Plain>> = {
  residents: {
    name: { 'zh-Hans': '居民公约表决（过半数）', en: 'Vote on a residents’ covenant (more than half)' },
    law: { 'zh-Hans': '中华人民共和国城市居民委员会组织法', en: 'Organic Law of Urban Residents’ Committees' },
    article: '15',
    from: '1990-01-01',
    notice: 7,
  },
  villagers: {
    name: { 'zh-Hans': '村规民约表决（过半数）', en: 'Vote on a villagers’ covenant (more than half)' },
    law: { 'zh-Hans': '中华人民共和国村民委员会组织法', en: 'Organic Law of Villagers’ Committees' },
    article: '27',
    from: '2010-10-28',
    notice: 10,
  },
};

/** The rule of a vote: owners decide by the law on management covenants (Civil Code, art. 278 (2)) as the table of ballots has it, others as above. */
function ruleFor(by: Given['rule'], day: string): Rule {
  const common = { binding: true, questions: ['yes_no' as const] };
  if (by === 'owners') {
    const law = minimumFor('owners.covenant', day)!;
    return Rule.parse({
      ...common,
      key: 'owners_covenant',
      name: { 'zh-Hans': '管理规约表决（业主共同决定）', en: 'Owners’ vote on a management covenant' },
      subject: 'owners.covenant',
      article: { law: law.law, article: law.article, from: law.from, to: law.to },
      take_part: law.take_part,
      agree: law.agree.map((one) => ({ ...one, of: law.agree_of })),
      notice_days: law.notice_days,
      order_by: ['heads'],
    });
  }
  const { name, law, article, from, notice } = plain[by];
  return Rule.parse({
    ...common,
    key: `covenant_${by}`,
    name,
    article: { law, article, from },
    take_part: [{ measure: 'heads', more_than: '1/2' }],
    agree: [{ measure: 'heads', more_than: '1/2' }],
    notice_days: notice,
  });
}

/**
 * Puts the draft to the vote of a frozen roll: a ballot with purpose `covenant`, announced at once, in one transaction with the covenant, whose text is fixed from now. Errors: those of the route and of
 * ballots (`ballots.notice_too_short`, `ballots.not_frozen`, `ballots.measure_missing`).
 */
export async function putToVote(call: Call, id: string, given: Given): Promise<z.input<typeof schemas.Done>> {
  const { district } = standing(call);
  const row = await current(call, id, given.revision);
  await mayDecide(call, row);
  const question: Question = {
    key: 'adopt',
    kind: 'yes_no',
    title: `是否同意通过《${row.title}》（第${row.edition}稿）`,
    text: '',
    options: [],
    seats: 1,
    reserves: 0,
    most: null,
    scale: null,
  };
  const rule = ruleFor(given.rule, dayIn(Date.parse(given.opens_at)));
  const ballot = newId(call.now);
  return call.db.tx(async (db) => {
    const inside = call.with({ db, key: null });
    await createBallot(inside, {
      id: ballot,
      district,
      area: row.area,
      title: `《${row.title}》表决`,
      rule,
      purpose: { kind: 'covenant', id },
      questions: [question],
      roll: given.roll,
      secrecy: given.secrecy,
      binding: { binding: true, basis: `${rule.article.law['zh-Hans']}第${rule.article.article}条` },
      opensAt: given.opens_at,
      closesAt: given.closes_at,
      channels: ['online', 'code', 'paper', 'home'],
    });
    await announceBallot(inside, district, ballot);
    const pending = { number: given.number, effective_days: given.effective_days, filed: given.filed };
    const next: CovenantRow = { ...row, phase: 'voting', ballot, pending, revision: row.revision + 1 };
    const reply = doneOf(next);
    const write = call.write(reply);
    updateCovenant(write, next, row.revision);
    await write.run(db);
    return reply;
  });
}

const DAY = 86_400_000;

/** The vote is counted: passed, the draft becomes a version on that day; otherwise, or void, it goes back to be worked on. */
export const voteCounted: Listener = { name: 'vote_counted', topic: 'ballots.counted', handle: (call, event) => follow(call, event.district, event.data) };
export const voteVoid: Listener = {
  name: 'vote_void',
  topic: 'ballots.voided',
  handle: (call, event) => follow(call, event.district, { ...event.data, outcome: 'void' }),
};

async function follow(call: Call, district: string, data: Record<string, unknown>): Promise<void> {
  const { ballot, purpose, outcome } = data as { ballot: string; purpose: { kind: string; id: string }; outcome: string };
  if (purpose.kind !== 'covenant') return;
  const row = await findByBallot(call.db, district, ballot);
  if (row?.phase !== 'voting' || row.pending === null) return;
  const write = call.with({ key: null }).write();
  if (outcome === 'passed') {
    const today = dayIn(call.now);
    const { number, effective_days, filed } = row.pending;
    const how = { number, filed, adopted_on: today, effective_on: dayIn(call.now + effective_days * DAY), by_what: 'vote' as const, meeting: null, ballot };
    const { next, version } = adopted(row, how, call.now);
    updateCovenant(write, next, row.revision);
    insertVersion(write, district, row.id, version);
    emit(write, { district, topic: 'covenants.adopted', data: { covenant: row.id, version: version.version, area: row.area, number }, at: call.now });
  } else {
    updateCovenant(write, { ...row, phase: 'drafting', consult_ends: null, ballot: null, pending: null, revision: row.revision + 1 }, row.revision);
    emit(write, { district, topic: 'covenants.not_adopted', data: { covenant: row.id, area: row.area, outcome }, at: call.now });
  }
  await write.run(call.db);
}
