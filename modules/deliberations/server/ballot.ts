import { newId, Refusal, type Words } from '@hezhi/contract';
import { Rule, rulePart, type Question } from '@hezhi/ballots/contract';
import { addEntries, announceBallot, ballotOf, ballotsFor as ballotsOf, createBallot, createRoll, freezeRoll } from '@hezhi/ballots/server';
import { lockStored } from '@hezhi/matters/server';
import { inForce } from '@hezhi/methods/server';
import { emit, speak, type Call, type House } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type BallotInput } from '../contract/index.ts';
import data from './data/ballot-rules.json' with { type: 'json' };
import { findTopic, updateTopic, type TopicRow } from './queries.ts';
import { listParticipants } from './queries-course.ts';
import { listMembers } from './queries-body.ts';
import { presentSeats } from './queries-lists.ts';
import { organisedTopic, stepBySystem, underLock } from './see.ts';

/** As shipped: more than half take part and agree; of those present more than half. */
const shippedRules = { list: Rule.parse(data.list), present: Rule.parse(data.present) };
type Given = z.output<typeof BallotInput>;
type Voter = { person: string | null; name: string };

/** Ballots of a topic, oldest first, whoever asks: what a voter may see is the ballot's own business. */
export const ballotsFor = (call: Call, purpose: { kind: string; id: string }, district: string) => ballotsOf(call, purpose, district);

/** Rules by which a yes or no may be decided by heads in an area: those of the pack in force there, then what ships. */
export function rulesAt(house: House, area: string): Rule[] {
  const brought = inForce(house, area, rulePart).map(({ value }) => value);
  const fits = (rule: Rule): boolean => rule.questions.includes('yes_no') && [...rule.take_part, ...rule.agree].every(({ measure }) => measure === 'heads');
  return [...brought.filter(fits), ...Object.values(shippedRules)].filter((rule, i, all) => all.findIndex((one) => one.key === rule.key) === i);
}

function ruleFor(call: Call, area: string, given: Given): Rule {
  if (given.rule === undefined) return given.voters === 'present' ? shippedRules.present : shippedRules.list;
  const found = rulesAt(call.house, area).find((one) => one.key === given.rule);
  if (!found) throw new Refusal(errors.rule_unknown);
  return found;
}

/** Who may vote: participants, members of the body, or those who were present at the meeting with its quorum. */
async function votersOf(call: Call, topic: TopicRow, who: Given['voters']): Promise<Voter[]> {
  if (who === 'participants') return listParticipants(call.db, topic.district, topic.id, null, 100_000);
  if (who === 'members')
    return topic.body === null ? [] : (await listMembers(call.db, topic.district, topic.body, false, null, 100_000)).filter((one) => one.role !== 'observer');
  return presentSeats(call.db, topic.district, topic.id);
}

/**
 * Puts the proposal of a topic to the vote (D2, D5): 做不做 whether, and 如何做 how, in one ballot of the engine, announced at once. Without a roll of its own the roll is made of
 * who takes part; on it everybody is a number, the names are the staff's. All in one transaction.
 */
export async function putToVote(call: Call, id: string, given: Given): Promise<{ ballot: string }> {
  const seen = await organisedTopic(call, id);
  const { district } = seen;
  return underLock(call, district, id, async (inside, topic) => {
    if (topic.state !== 'deciding') throw new Refusal(errors.ballot_state);
    if (topic.ballot !== null && (await ballotOf(inside, topic.ballot, district))?.state !== 'void') throw new Refusal(errors.ballot_running);
    const quiet = inside.with({ key: null });
    let roll = given.roll;
    if (given.voters !== 'roll' || roll === undefined) {
      const voters = await votersOf(inside, topic, given.voters);
      if (voters.length === 0) throw new Refusal(errors.voters_none);
      roll = newId(call.now);
      await createRoll(quiet, { id: roll, district, area: topic.area, title: topic.title, measures: ['heads'] });
      const rows = voters.map(({ person, name }, i) => ({ label: `${i + 1}`.padStart(4, '0'), holder: name, person }));
      await addEntries(quiet, { district, id: roll }, rows);
      await freezeRoll(quiet, { district, id: roll });
    }
    const questions: Question[] = [{ key: 'whether', kind: 'yes_no', title: given.do, text: '', options: [], seats: 1, reserves: 0, most: null, scale: null }];
    if (given.how) {
      const options = given.how.options.map((title, i) => ({ key: `option${i + 1}`, title, text: '' }));
      questions.push({ key: 'how', kind: 'choose', title: given.how.question, text: '', options, seats: 1, reserves: 0, most: 1, scale: null });
    }
    const rule = { ...ruleFor(call, topic.area, given), binding: given.binding };
    await createBallot(quiet, {
      id: given.id,
      district,
      area: topic.area,
      title: topic.title,
      text: topic.opinion,
      rule,
      purpose: { kind: 'deliberation', id },
      questions,
      roll,
      secrecy: given.secrecy,
      binding: { binding: given.binding, basis: given.basis },
      opensAt: given.opensAt,
      closesAt: given.closesAt,
      channels: ['online', 'paper', 'meeting'],
    });
    await announceBallot(quiet, district, given.id);
    const reply = { ballot: given.id };
    const write = inside.write(reply);
    updateTopic(write, district, id, { ballot: given.id, outcome: null, options: JSON.stringify(given.how?.options ?? []) });
    emit(write, { district, topic: 'deliberations.ballot', data: { topic: id, ballot: given.id, area: topic.area }, at: call.now });
    await write.run(inside.db);
    return reply;
  });
}

const words: Record<'whether' | 'how', Words> = {
  whether: { 'zh-Hans': '做不做：{said}', en: 'Whether: {said}' },
  how: { 'zh-Hans': '如何做：{said}', en: 'How: {said}' },
};

/**
 * The ballot was counted: what came out is written beside the topic, then the step is taken. Passed = enough took part, yes to whether, and an option chosen where how was
 * asked; a poll is read in the same way.
 */
export async function counted(call: Call, district: string, id: string, ballot: string): Promise<void> {
  const held = await lockStored(call.db, district, id);
  const topic = held && (await findTopic(call.db, district, id));
  if (!topic || topic.ballot !== ballot || topic.state !== 'deciding') return;
  const found = (await ballotOf(call, ballot, district))?.outcome;
  if (!found) return;
  const whether = found.questions.find((one) => one.key === 'whether');
  const how = found.questions.find((one) => one.key === 'how');
  const enough = found.outcome !== 'no_quorum';
  const passed = enough && whether?.outcome === 'passed' && (how === undefined || how.elected.length > 0);
  const chosen = topic.options[Number(how?.elected[0]?.slice('option'.length)) - 1] ?? null;
  const said = [
    speak(words.whether, 'zh-Hans', { said: speak(enough && whether ? whether.words : found.words, 'zh-Hans') }),
    ...(how && enough ? [speak(words.how, 'zh-Hans', { said: chosen ?? speak(how.words, 'zh-Hans') })] : []),
  ].join('；');
  const outcome = passed ? 'passed' : enough ? 'failed' : 'no_quorum';
  const write = call.with({ key: null }).write();
  updateTopic(write, district, id, { outcome, result: said });
  await write.run(call.db);
  await stepBySystem(call, district, id, 'decided', { result: said });
}
