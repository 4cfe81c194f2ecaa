import { anyone, anyPerson, defineRoute, Id, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors as e } from './errors.ts';
import * as s from './schemas.ts';

const placed = z.object({ district: s.District, id: Id });
const features = ['D4', 'D5'];
const Paged = PageQuery.extend({ cursor: Id.optional() });
const everybody = 'decisions of owners are told to everybody';

/** What residents and everybody read and do. */
export const residentRoutes = {
  publicGroups: defineRoute({
    method: 'GET',
    path: '/public/owners',
    summary: 'Compounds of a territory',
    access: anyone(everybody),
    query: s.GroupQuery.extend({ district: s.District }),
    reply: pageOf(s.GroupLine),
    rate: 300,
    features,
  }),
  where: defineRoute({
    method: 'GET',
    path: '/public/owners/:id',
    summary: 'In which district a compound is: links of old carry its id alone',
    access: anyone(everybody),
    params: z.object({ id: Id }),
    reply: z.object({ district: s.District }),
    errors: [e.group_not_found],
    rate: 60,
    features,
  }),
  page: defineRoute({
    method: 'GET',
    path: '/public/owners/:district/:id',
    summary: 'A compound: committee, how it votes, one’s own lines of the register',
    access: anyone(everybody),
    params: placed,
    reply: s.GroupPage,
    errors: [e.group_not_found],
    rate: 300,
    features,
  }),
  pageVotes: defineRoute({
    method: 'GET',
    path: '/public/owners/:district/:id/votes',
    summary: 'Votes of a compound, newest first; proposals that seek support only for its owners',
    access: anyone(everybody),
    params: placed,
    query: Paged,
    reply: s.VotePage,
    errors: [e.group_not_found],
    rate: 300,
    features,
  }),
  pageVote: defineRoute({
    method: 'GET',
    path: '/public/owners-votes/:district/:id',
    summary: 'A vote of owners: what, by which rule, how far, what came out',
    access: anyone(everybody),
    params: placed,
    reply: s.VoteView,
    errors: [e.not_found],
    rate: 300,
    features,
  }),
  mine: defineRoute({
    method: 'GET',
    path: '/my/owners',
    summary: 'Compounds where one has claimed a unit',
    access: anyPerson('own units only'),
    reply: z.object({ items: z.array(s.MyGroup) }),
    features,
  }),
  claim: defineRoute({
    method: 'POST',
    path: '/my/owners/:district/:id/claim',
    summary: 'Claim a unit: the phone of the account must be the one of the register',
    access: anyPerson('who claims proves it by the phone of the account'),
    params: placed,
    body: z.object({ label: typed(60, 1) }),
    reply: z.object({ units: z.array(z.string()) }),
    idempotency: 'write',
    rate: 5,
    errors: [e.group_not_found, e.claim_failed],
    features,
  }),
  proposeAsOwner: defineRoute({
    method: 'POST',
    path: '/my/owners/:district/:id/votes',
    summary: 'Propose a vote as an owner or in the name of the committee',
    access: anyPerson('owners of the compound; committee: its members'),
    params: placed,
    body: s.VoteInput,
    reply: s.VoteMade,
    status: 201,
    rate: 20,
    errors: [e.group_not_found, e.not_owner, e.not_committee, e.register_empty, e.election_only, e.question_needed, e.id_taken],
    features,
  }),
  supportAsOwner: defineRoute({
    method: 'POST',
    path: '/my/owners-votes/:district/:id/support',
    summary: 'Support a proposal, once an owner',
    access: anyPerson('owners of the compound'),
    params: placed,
    reply: z.object({ have: z.int(), need: z.int(), state: z.string() }),
    idempotency: 'write',
    rate: 60,
    errors: [e.not_found, e.not_owner, e.state, e.supported_already],
    features,
  }),
} as const;
