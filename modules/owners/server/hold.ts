import { Refusal } from '@hezhi/contract';
import type { Question } from '@hezhi/ballots/contract';
import { addEntries, announceBallot, ballotOf, createBallot, createRoll, freezeRoll, publishRoll, secondRound } from '@hezhi/ballots/server';
import { post } from '@hezhi/publicity/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { DEVELOPER, errors, subjectWords, type AnnounceInput, type Announced } from '../contract/index.ts';
import { findGroup } from './queries-groups.ts';
import { rollLines } from './queries-register.ts';
import { candidatesOf, updateVote, type CandidateRow, type VoteRow } from './queries-votes.ts';
import { ruleOfVote } from './rule.ts';
import { openName, openPhone } from './sealed.ts';
import { iso, ownVote, stepBySystem, underLock } from './see.ts';

/**
 * Copies the register into a roll and publishes it: every unit with the head that it counts to; names are shortened on the copy, phones sealed. All in one transaction. Later corrections of
 * the roll are the ballots room's, with reasons and both versions kept. Errors: those of the route.
 */
export async function publishRollOf(call: Call, id: string, roll: string): Promise<{ roll: string; until: string }> {
  const { district } = await ownVote(call, id);
  return underLock(call, district, id, ['preparing'], async (inside, vote) => {
    const group = (await findGroup(inside.db, district, vote.compound))!;
    const lines = await rollLines(inside.db, district, vote.compound);
    if (lines.length === 0) throw new Refusal(errors.register_empty);
    const quiet = inside.with({ key: null });
    await createRoll(quiet, {
      id: roll,
      district,
      area: group.area,
      title: `${group.name} 业主名册`,
      measures: ['heads', 'area'],
      publicity_days: group.rules.rollDays,
    });
    const rows = lines.map((line) => {
      const name = line.head === DEVELOPER ? group.developer || '建设单位' : shortened(openName(call.house, line.name));
      const phone = line.head === DEVELOPER ? null : openPhone(call.house, line.phone);
      return {
        label: line.label,
        holder: name,
        head: line.head,
        area: metres(line.area),
        person: line.head === DEVELOPER ? null : line.person,
        ...(phone === null ? {} : { phone, sms: line.sms }),
      };
    });
    await addEntries(quiet, { district, id: roll }, rows);
    const { until } = await publishRoll(quiet, { district, id: roll });
    await stepBySystem(inside, district, id, 'publish_roll');
    const reply = { roll, until };
    const write = inside.write(reply);
    updateVote(write, district, id, { roll, ballot: null, outcome: null, result: '', elected: null });
    await write.run(inside.db);
    return reply;
  });
}

const shortened = (name: string): string => ([...name].length > 4 ? name : `${[...name][0] ?? ''}**`);
/** Square centimetres as square metres with two decimals. */
const metres = (area: number): string => `${Math.floor(area / 10_000)}.${`${Math.floor((area % 10_000) / 100)}`.padStart(2, '0')}`;

/** The questions of the ballot: as they were proposed; an election asks for the candidates who stand. */
function questionsOf(vote: VoteRow, candidates: readonly CandidateRow[]): Question[] {
  if (vote.seats !== null) {
    const options = candidates.map(({ name, intro }, i) => ({ key: `c${i + 1}`, title: name, text: intro }));
    const title = `选举业主委员会（${vote.seats} 名）`;
    return [
      { key: 'committee', kind: 'choose', title, text: vote.text, options, seats: vote.seats, reserves: vote.reserves ?? 0, most: vote.seats, scale: null },
    ];
  }
  return vote.questions.map(({ title, text, options }, i) => ({
    key: `q${i + 1}`,
    kind: options.length > 0 ? ('choose' as const) : ('yes_no' as const),
    title,
    text,
    options: options.map((one, n) => ({ key: `o${n + 1}`, title: one, text: '' })),
    seats: 1,
    reserves: 0,
    most: options.length > 0 ? 1 : null,
    scale: null,
  }));
}

/**
 * Freezes the roll and announces the ballot, in one transaction. Refuses before the roll was published long enough, with objections unanswered, with too short a notice (errors of ballots),
 * with too few candidates. What is said of binding follows from the own rules on record.
 */
export async function announce(call: Call, id: string, given: z.output<typeof AnnounceInput>): Promise<z.input<typeof Announced>> {
  const { district } = await ownVote(call, id);
  if (Date.parse(given.closesAt) <= Date.parse(given.opensAt)) throw new Refusal(errors.times);
  return underLock(call, district, id, ['roll_public'], async (inside, vote) => {
    const group = (await findGroup(inside.db, district, vote.compound))!;
    const rule = ruleOfVote(call, group, { subject: vote.subject, election: vote.seats !== null });
    const candidates = vote.seats === null ? [] : (await candidatesOf(inside.db, district, id)).filter((one) => one.withdrawn_at === null);
    const least = (vote.seats ?? 0) + rule.surplus;
    if (vote.seats !== null && candidates.length < least) throw new Refusal(errors.too_few_candidates, { seats: vote.seats, least });
    const quiet = inside.with({ key: null });
    await freezeRoll(quiet, { district, id: vote.roll! });
    const made = await createBallot(quiet, {
      id: given.id,
      district,
      area: group.area,
      title: `${group.name}：${vote.title}`,
      text: vote.text,
      rule,
      purpose: { kind: 'owners_vote', id },
      questions: questionsOf(vote, candidates),
      roll: vote.roll!,
      secrecy: given.secrecy,
      binding: group.basis === '' ? { binding: false, basis: '本小区尚未登记业主大会议事规则，结果仅供参考' } : { binding: true, basis: group.basis },
      opensAt: given.opensAt,
      closesAt: given.closesAt,
      channels: ['online', 'code', 'paper', 'home', 'meeting'],
      keepers: given.keepers,
    });
    await announceBallot(quiet, district, given.id);
    await stepBySystem(inside, district, id, 'announce');
    // Shares are secrets: they are never part of the stored reply.
    const write = inside.write({ ballot: given.id, shares: [] });
    updateVote(write, district, id, { ballot: given.id, outcome: null, result: '', elected: null });
    emit(write, { district, topic: 'owners.announced', data: { vote: id, group: group.id, ballot: given.id, area: group.area }, at: call.now });
    await write.run(inside.db);
    return { ballot: given.id, shares: made.shares };
  });
}

/** Announces the second round of an election whose seats were not all filled, on the same roll. */
export async function secondRoundOf(call: Call, id: string, given: Omit<z.output<typeof AnnounceInput>, 'secrecy'>): Promise<z.input<typeof Announced>> {
  const { district } = await ownVote(call, id);
  return underLock(call, district, id, ['posting'], async (inside, vote) => {
    const quiet = inside.with({ key: null });
    const made = await secondRound(
      quiet,
      { district, ballot: vote.ballot! },
      { id: given.id, opensAt: given.opensAt, closesAt: given.closesAt, keepers: given.keepers },
    );
    await announceBallot(quiet, district, given.id);
    await stepBySystem(inside, district, id, 'again');
    const write = inside.write({ ballot: given.id, shares: [] });
    updateVote(write, district, id, { ballot: given.id });
    await write.run(inside.db);
    return { ballot: given.id, shares: made.shares };
  });
}

/** Posts the result of a counted vote, passed or not; then it is carried out, or ends. */
export async function postResult(call: Call, id: string, posting: string): Promise<{ state: string; until: string }> {
  const { district } = await ownVote(call, id);
  return underLock(call, district, id, ['posting'], async (inside, vote) => {
    const ballot = vote.ballot === null ? null : await ballotOf(inside, vote.ballot, district);
    if (!ballot?.outcome || vote.outcome === null) throw new Refusal(errors.not_counted);
    const { outcome } = ballot;
    const conditions = [...outcome.conditions, ...outcome.questions.flatMap((one) => one.conditions)].map(({ words }) => words['zh-Hans']);
    const text = [
      `${vote.group_name}业主共同决定事项：${subjectWords[vote.subject]['zh-Hans']}`,
      vote.text,
      `结果：${vote.result}`,
      ...new Set(conditions),
      vote.basis === '' ? '本次为意见征询，结果仅供参考，不具约束力。' : `依据：${vote.basis}`,
      `业主认为决定侵害其合法权益的，可自知道之日起一年内请求人民法院撤销。计票文件：/vote/${district}/${ballot.id}`,
    ].join('\n');
    const shown = await post(inside.with({ key: null }), {
      id: posting,
      district,
      area: vote.area,
      class: 'result',
      content: { title: `${vote.title}：表决结果`.slice(0, 100), text, tables: [], files: [] },
      purpose: { kind: 'owners_vote', id },
      org: call.actor.post?.org ?? null,
    });
    const { state } = await stepBySystem(inside, district, id, 'post_result');
    const reply = { state, until: shown.ends_at };
    const write = inside.write(reply);
    updateVote(write, district, id, { posting, posted_at: iso(call.now) });
    emit(write, { district, topic: 'owners.posted', data: { vote: id, posting, area: vote.area }, at: call.now });
    await write.run(inside.db);
    return reply;
  });
}
