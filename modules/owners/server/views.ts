import { minimumFor } from '@hezhi/ballots/contract';
import { ruleWords } from '@hezhi/ballots/server';
import { cut, procedureOf } from '@hezhi/matters/server';
import type { Call } from '@hezhi/server';
import { Refusal } from '@hezhi/contract';
import type { z } from 'zod';
import { errors, lastDayToChallenge, subjectWords, type ChallengeView, type VoteCard, type VoteView } from '../contract/index.ts';
import { findGroup } from './queries-groups.ts';
import { candidatesOf, challengesOf, listVotes, seenVote, type ChallengeRow, type VoteRow } from './queries-votes.ts';
import { ruleOfVote, supportNeeded } from './rule.ts';
import { dayOf, iso } from './see.ts';

const DAY = 86_400_000;
const moment = (at: string): string => iso(Date.parse(at));

/** A vote in a list. */
export async function viewCard(call: Call, row: VoteRow): Promise<z.input<typeof VoteCard>> {
  const procedure = await procedureOf(call.house, row.procedure, row.procedure_version);
  const state = procedure.states[row.state]!;
  const until = row.published_at === null ? null : iso(Date.parse(row.published_at) + (row.publicity_days ?? 0) * DAY);
  return {
    id: row.id,
    district: row.district,
    group: row.compound,
    number: row.number,
    title: row.title,
    subject: row.subject,
    subjectName: subjectWords[row.subject],
    proposer: row.proposer_kind,
    state: row.state,
    stateName: state.public,
    ended: state.final,
    at: moment(row.at),
    support: { have: row.have, total: row.heads, need: supportNeeded(call, row.subject, row.heads), mine: row.mine },
    election: row.seats === null ? null : { seats: row.seats, reserves: row.reserves ?? 0 },
    ballot:
      row.ballot === null || row.opens_at === null || row.closes_at === null
        ? null
        : { id: row.ballot, state: row.ballot_state ?? 'draft', opensAt: moment(row.opens_at), closesAt: moment(row.closes_at) },
    roll: row.roll === null ? null : { id: row.roll, state: row.roll_state ?? 'draft', until },
    binding: row.basis !== '',
    outcome: row.outcome,
    // Who is not of the staff reads the outcome once it has been posted.
    result: row.posted_at !== null || call.actor.post !== null ? row.result : '',
    postedAt: row.posted_at === null ? null : moment(row.posted_at),
  };
}

export const viewChallenge = (row: ChallengeRow): z.input<typeof ChallengeView> => ({
  id: row.id,
  text: row.text,
  knownOn: row.known_on,
  lastDay: lastDayToChallenge(row.known_on),
  court: row.court,
  at: moment(row.at),
  state: row.state,
  note: row.note,
  closedAt: row.closed_at === null ? null : moment(row.closed_at),
});

/** The page of a vote for who sees it. What a challenge says is the staff's; that there is one, and how it ended, everybody's. */
export async function viewVote(call: Call, row: VoteRow): Promise<z.input<typeof VoteView>> {
  const { district, id } = row;
  const group = (await findGroup(call.db, district, row.compound))!;
  const rule = ruleOfVote(call, group, { subject: row.subject, election: row.seats !== null });
  const law = minimumFor(row.subject, dayOf(call.now));
  const staff = call.actor.post !== null && call.actor.district === district;
  const challenges = (await challengesOf(call.db, district, id)).map(viewChallenge);
  return {
    ...(await viewCard(call, row)),
    groupName: row.group_name,
    text: row.text,
    questions: row.questions,
    rule: { name: rule.name, law: law?.law ?? rule.article.law, article: rule.article.article, words: ruleWords(rule), noticeDays: rule.notice_days },
    basis: row.basis,
    candidates:
      row.seats === null
        ? []
        : (await candidatesOf(call.db, district, id)).map(({ id: candidate, name, intro, withdrawn_at }) => ({
            id: candidate,
            name,
            intro,
            withdrawn: withdrawn_at !== null,
          })),
    challenges: staff ? challenges : challenges.map((one) => ({ ...one, text: '', court: '', note: '' })),
    earliest: iso(call.now + rule.notice_days * DAY),
    second: row.state === 'posting' && row.outcome === 'second_round',
  };
}

/** The vote if the caller sees it. Errors: `owners.not_found`. */
export async function voteFor(call: Call, district: string, id: string): Promise<z.input<typeof VoteView>> {
  const row = await seenVote(call.db, district, id, call.actor);
  if (!row) throw new Refusal(errors.not_found);
  return viewVote(call, row);
}

/** A page of the votes of a compound that the caller sees, newest first. */
export async function pageOfVotes(call: Call, district: string, group: string, query: { cursor?: string | undefined; limit: number }) {
  const rows = await listVotes(call.db, district, group, call.actor, query.cursor ?? null, query.limit + 1);
  const page = cut(rows, query.limit, ({ id }) => id);
  return { items: await Promise.all(page.items.map((row) => viewCard(call, row))), next: page.next };
}
