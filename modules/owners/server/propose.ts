import { Refusal, systemActor } from '@hezhi/contract';
import { channelOf } from '@hezhi/cases/server';
import { resolveOwner } from '@hezhi/directory/server';
import { findStored, openMatter, takeStep } from '@hezhi/matters/server';
import { emit, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { errors, type CandidateInput, type CandidateView, type VoteInput, type VoteMade } from '../contract/index.ts';
import { findGroup, sitsInCommittee, type GroupSeen } from './queries-groups.ts';
import { findOwner, knownOwners, ownersOfPerson } from './queries-register.ts';
import { findVote, insertCandidate, insertSupport, insertVote, seenVote, supporters, withdrawCandidateRow, type VoteRow } from './queries-votes.ts';
import { supportNeeded } from './rule.ts';
import { iso, ownGroup, ownVote, stepBySystem, underLock } from './see.ts';

type Given = z.output<typeof VoteInput>;
type Made = z.input<typeof VoteMade>;
type Support = { have: number; need: number; state: string };

function checkContent(given: Given): void {
  if (given.election !== null && given.subject !== 'owners.committee') throw new Refusal(errors.election_only);
  if (given.election === null && given.questions.length === 0) throw new Refusal(errors.question_needed);
  if (given.questions.some(({ options }) => options.length === 1)) throw new Refusal(errors.question_needed);
}

/**
 * A proposal to the owners: a matter of kind owners_vote with its facts in one write. Of the committee, or of the community where there is none, it is checked at once; of owners it seeks
 * the support of one fifth first. `supporter`: the owner as whom the proposer supports it. The same id twice is the same proposal.
 */
async function open(call: Call, group: GroupSeen, given: Given, supporter: string | null): Promise<Made> {
  const { actor, now } = call;
  const { district } = group;
  checkContent(given);
  if (group.heads === 0) throw new Refusal(errors.register_empty);
  const again = await findStored(call.db, district, given.id);
  if (again) {
    if (again.kind !== 'owners_vote' || again.title !== given.title) throw new Refusal(errors.id_taken);
    return { id: again.id, number: again.number, state: again.state };
  }
  const office = await resolveOwner(call.house, district, { org: 'community', at: 'community' }, group.area, now);
  return call.db.tx(async (db) => {
    const inside = call.with({ db });
    const quiet = inside.with({ key: null });
    const opened = await openMatter(
      quiet,
      {
        id: given.id,
        district,
        kind: 'owners_vote',
        title: given.title,
        searchText: `${group.name} ${given.title} ${given.text}`,
        area: group.area,
        point: null,
        subject: given.subject,
        tier: 3,
        channel: channelOf(actor),
        asker: actor.post ? null : actor.person,
        public: false,
        limits: {},
        params: { convener: { ...office, person: null } },
        data: { text: given.text },
      },
      (write) => {
        const at = iso(now);
        const { subject, title, text, questions, election } = given;
        insertVote(write, {
          district,
          id: given.id,
          compound: group.id,
          subject,
          proposer_kind: given.as,
          proposer: actor.person,
          title,
          text,
          questions,
          seats: election?.seats ?? null,
          reserves: election?.reserves ?? null,
          at,
        });
        if (supporter !== null) insertSupport(write, { district, vote: given.id, owners: [supporter], way: 'online', by: actor.person, at });
        emit(write, { district, topic: 'owners.proposed', data: { vote: given.id, group: group.id, area: group.area }, at: now });
      },
    );
    const enough = given.as !== 'owners' || (supporter !== null && supportNeeded(call, given.subject, group.heads) <= 1);
    const state = enough
      ? (await takeStep(quiet.with({ actor: systemActor(district) }), district, given.id, { step: 'supported', data: {} })).state
      : opened.state;
    const reply: Made = { id: opened.id, number: opened.number, state };
    await inside.write(reply).run(db);
    return reply;
  });
}

/** Entered by the community: for the committee, for owners who signed on paper, or in its own name where there is no committee. */
export async function proposeByStaff(call: Call, id: string, given: Given): Promise<Made> {
  const group = await ownGroup(call, id);
  if (given.as === 'community' && group.committee > 0) throw new Refusal(errors.has_committee);
  if (given.as === 'committee' && group.committee === 0) throw new Refusal(errors.no_committee);
  return open(call, group, given, null);
}

/** Proposed by an owner, or by a member in the name of the committee. */
export async function proposeAsOwner(call: Call, place: { district: string; id: string }, given: Given): Promise<Made> {
  const group = await findGroup(call.db, place.district, place.id);
  if (!group || call.actor.district !== place.district) throw new Refusal(errors.group_not_found);
  const person = call.actor.person!;
  if (given.as === 'committee') {
    if (!(await sitsInCommittee(call.db, place.district, place.id, person))) throw new Refusal(errors.not_committee);
    return open(call, group, given, null);
  }
  const [own] = (await ownersOfPerson(call.db, place.district, place.id, person)).filter(({ kind, units }) => kind !== 'developer' && units > 0);
  if (given.as !== 'owners' || !own) throw new Refusal(errors.not_owner);
  return open(call, group, given, own.id);
}

/** Counts support under the lock of the matter; with the last one that is needed it goes on to be checked, in the same transaction: of two who come at once one is the last. */
async function supported(inside: Call, vote: VoteRow, owners: readonly string[], way: 'online' | 'paper'): Promise<Support> {
  const { district, id } = vote;
  const write = inside.with({ key: null }).write();
  insertSupport(write, { district, vote: id, owners, way, by: inside.actor.person, at: iso(inside.now) });
  await write.run(inside.db);
  const after = (await findVote(inside.db, district, id))!;
  const need = supportNeeded(inside, vote.subject, after.heads);
  const state = after.have >= need ? (await stepBySystem(inside, district, id, 'supported')).state : after.state;
  const reply = { have: after.have, need, state };
  await inside.write(reply).run(inside.db);
  return reply;
}

/** Owners who signed on paper. Those who hold nothing that counts for them are refused. */
export async function supportOnPaper(call: Call, id: string, owners: readonly string[]): Promise<Support> {
  const { district, compound } = await ownVote(call, id);
  return underLock(call, district, id, ['proposed'], async (inside, vote) => {
    const asked = [...new Set(owners)];
    const known = await knownOwners(inside.db, district, compound, asked);
    if (known.length < asked.length || known.some(({ kind, units }) => kind === 'developer' || units === 0)) throw new Refusal(errors.owner_not_found);
    return supported(inside, vote, asked, 'paper');
  });
}

/** An owner supports a proposal by the account, once. */
export async function supportAsOwner(call: Call, place: { district: string; id: string }): Promise<Support> {
  const { district, id } = place;
  const seen = call.actor.district === district ? await seenVote(call.db, district, id, call.actor) : undefined;
  if (!seen) throw new Refusal(errors.not_found);
  return underLock(call, district, id, ['proposed'], async (inside, vote) => {
    const own = (await ownersOfPerson(inside.db, district, vote.compound, call.actor.person!)).filter(({ kind, units }) => kind !== 'developer' && units > 0);
    if (own.length === 0) throw new Refusal(errors.not_owner);
    const have = new Set((await supporters(inside.db, district, id)).map(({ owner }) => owner));
    const fresh = own.filter((one) => !have.has(one.id)).map((one) => one.id);
    if (fresh.length === 0) throw new Refusal(errors.supported_already);
    return supported(inside, vote, fresh, 'online');
  });
}

const beforeNotice = ['proposed', 'checking', 'preparing', 'roll_public'];
/** Puts an owner up as a candidate, until the vote is announced. */
export async function addCandidate(call: Call, id: string, given: z.output<typeof CandidateInput>): Promise<z.input<typeof CandidateView>> {
  const { district, compound, seats } = await ownVote(call, id);
  if (seats === null) throw new Refusal(errors.election_only);
  const owner = await findOwner(call.db, district, compound, given.owner);
  if (!owner) throw new Refusal(errors.owner_not_found);
  if (owner.kind === 'developer') throw new Refusal(errors.candidate_developer);
  return underLock(call, district, id, beforeNotice, async (inside) => {
    const reply = { id: given.id, name: given.name, intro: given.intro, withdrawn: false };
    const write = inside.write(reply);
    insertCandidate(write, district, id, given, iso(call.now));
    await write.run(inside.db);
    return reply;
  });
}

export async function withdrawCandidate(call: Call, id: string, candidate: string): Promise<null> {
  const { district } = await ownVote(call, id);
  return underLock(call, district, id, beforeNotice, async (inside) => {
    const write = inside.write(null);
    withdrawCandidateRow(write, district, id, candidate, iso(call.now));
    await write.run(inside.db);
    return null;
  });
}
