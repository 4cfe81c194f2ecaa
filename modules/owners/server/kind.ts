import { newId, Refusal } from '@hezhi/contract';
import { ballotOf } from '@hezhi/ballots/server';
import { lockStored, type Kind } from '@hezhi/matters/server';
import { emit, speak, type Call, type Listener, type Write } from '@hezhi/server';
import { errors, subjects, subjectWords, type Subject } from '../contract/index.ts';
import { endAllMembers, findGroup, insertMember } from './queries-groups.ts';
import { candidatesOf, findVote, updateVote, type VoteRow } from './queries-votes.ts';
import { dayOf, stepBySystem } from './see.ts';

const isSubject = (key: string): key is Subject => (subjects as readonly string[]).includes(key);

/** What the engine of matters must know of owners' votes. Every answer follows from the count. */
export const ownersVoteKind: Kind = {
  kind: 'owners_vote',
  procedure: 'owners_vote',
  subjectPath: (subject) => ['', subject],
  subjectName: (_, subject) => (isSubject(subject) ? subjectWords[subject] : { 'zh-Hans': '全部业主决定', en: 'All decisions of owners' }),
  async answers(call, snapshot): Promise<Record<string, boolean>> {
    const vote = await findVote(call.db, snapshot.district, snapshot.id);
    return { passed: vote?.outcome === 'passed', elected: vote?.outcome === 'elected', poll: vote?.outcome === 'poll' };
  },
};

const ownPurpose = (data: Record<string, unknown>): { ballot: string; vote: string } | null => {
  const { ballot, purpose } = data as { ballot: string; purpose?: { kind: string; id: string } };
  return purpose?.kind === 'owners_vote' ? { ballot, vote: purpose.id } : null;
};
/** The vote if this is its present ballot and it stands in one of these states; its matter is held. */
async function held(call: Call, district: string, own: { ballot: string; vote: string }, states: readonly string[]): Promise<VoteRow | null> {
  await lockStored(call.db, district, own.vote);
  const vote = await findVote(call.db, district, own.vote);
  return vote && vote.ballot === own.ballot && states.includes(vote.state) ? vote : null;
}

/** The ballot opened: so does the matter. */
export const ballotOpened: Listener = {
  name: 'ballot_opened',
  topic: 'ballots.opened',
  async handle(call, event) {
    const own = ownPurpose(event.data);
    if (own && (await held(call, event.district, own, ['noticing']))) await stepBySystem(call, event.district, own.vote, 'opened');
  },
};

/** The ballot was declared void: it is prepared anew. */
export const ballotVoided: Listener = {
  name: 'ballot_voided',
  topic: 'ballots.voided',
  async handle(call, event) {
    const own = ownPurpose(event.data);
    if (!own || !(await held(call, event.district, own, ['noticing', 'voting']))) return;
    const given = event.data['reason'];
    const reason = typeof given === 'string' ? given.slice(0, 1000) : '';
    await stepBySystem(call, event.district, own.vote, 'voided', reason === '' ? {} : { reason });
  },
};

/** The ballot was counted: what came out is written beside the vote, an elected committee takes its seats, then the step is taken. All in the event's transaction. */
export const ballotCounted: Listener = {
  name: 'ballot_counted',
  topic: 'ballots.counted',
  async handle(call, event) {
    const own = ownPurpose(event.data);
    const { district } = event;
    const vote = own && (await held(call, district, own, ['noticing', 'voting']));
    const found = vote && (await ballotOf(call, vote.ballot!, district))?.outcome;
    if (!vote || !found) return;
    const candidates = vote.seats === null ? [] : (await candidatesOf(call.db, district, vote.id)).filter((one) => one.withdrawn_at === null);
    const name = (key: string): string => candidates[Number(key.slice(1)) - 1]?.name ?? '';
    const before = vote.elected ?? { elected: [], reserves: [] };
    const [question] = found.questions;
    const enough = found.outcome !== 'no_quorum';
    const elected = vote.seats === null || !question || !enough ? null : { elected: [...before.elected, ...question.elected], reserves: question.reserves };
    const said =
      vote.seats !== null
        ? [
            speak(found.words, 'zh-Hans'),
            ...(elected && elected.elected.length > 0 ? [`当选：${elected.elected.map(name).join('、')}`] : []),
            ...(elected && elected.reserves.length > 0 ? [`候补：${elected.reserves.map(name).join('、')}`] : []),
          ].join('；')
        : enough
          ? found.questions
              .map(
                (one) =>
                  `${titleOf(vote, one.key)}：${one.elected.length > 0 ? one.elected.map((key) => optionOf(vote, one.key, key)).join('、') : speak(one.words, 'zh-Hans')}`,
              )
              .join('；')
          : speak(found.words, 'zh-Hans');
    const result = (found.outcome === 'poll' ? `意见征询（不具约束力）。${said}` : said).slice(0, 2000);
    const write = call.with({ key: null }).write();
    // A second round that leaves seats open still seats who was elected before.
    const outcome =
      found.outcome !== 'poll' && vote.seats !== null && found.outcome !== 'second_round' && (elected?.elected.length ?? 0) > 0
        ? 'elected'
        : found.outcome === 'elected'
          ? 'passed'
          : found.outcome;
    updateVote(write, district, vote.id, { outcome, result, elected: elected && JSON.stringify(elected) });
    if (outcome === 'elected') await seat(call, write, vote, elected!, candidates);
    emit(write, { district, topic: 'owners.counted', data: { vote: vote.id, group: vote.compound, outcome, area: vote.area }, at: call.now });
    await write.run(call.db);
    await stepBySystem(call, district, vote.id, 'counted', { result });
  },
};

const titleOf = (vote: VoteRow, key: string): string => vote.questions[Number(key.slice(1)) - 1]?.title ?? '';
const optionOf = (vote: VoteRow, question: string, key: string): string =>
  vote.questions[Number(question.slice(1)) - 1]?.options[Number(key.slice(1)) - 1] ?? '';

/** The elected take their seats for the term that the compound's rules set; who sat before, and the preparing group, end on the same day. */
async function seat(
  call: Call,
  write: Write,
  vote: VoteRow,
  chosen: { elected: string[]; reserves: string[] },
  candidates: readonly { id: string; owner: string; name: string }[],
): Promise<void> {
  const group = await findGroup(call.db, vote.district, vote.compound);
  if (!group) throw new Refusal(errors.group_not_found);
  const from = dayOf(call.now);
  const to = `${Number(from.slice(0, 4)) + group.rules.termYears}${from.slice(4)}`.replace('-02-29', '-02-28');
  endAllMembers(write, vote.district, vote.compound, from, '换届');
  for (const [role, keys] of [
    ['member', chosen.elected],
    ['reserve', chosen.reserves],
  ] as const)
    keys.forEach((key, place) => {
      // Ids in the order of the places: members are listed by them.
      const one = candidates[Number(key.slice(1)) - 1]!;
      insertMember(write, vote.district, vote.compound, {
        id: newId(call.now + place + (role === 'reserve' ? 100 : 0)),
        kind: 'committee',
        owner: one.owner,
        name: one.name,
        role,
        place: place + 1,
        from_day: from,
        to_day: to,
        reason: '',
        vote: vote.id,
      });
    });
}
