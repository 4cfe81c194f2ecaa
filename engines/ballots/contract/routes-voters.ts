import { anyone, anyPerson, defineRoute, Id, pageOf, PageQuery } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { casting } from './routes-ballots.ts';
import * as s from './schemas.ts';

const features = ['D5', 'X3'];
const placed = z.object({ district: s.District, id: Id });
const Paged = PageQuery.extend({ cursor: Id.optional() });

/** Routes of voters and of everybody. */
export const voterRoutes = {
  mine: defineRoute({
    method: 'GET',
    path: '/my/ballots',
    summary: 'Ballots in which whoever asks votes, for own units and by mandate, latest first',
    access: anyPerson('own ones only'),
    query: Paged.extend({ district: s.District.optional() }),
    reply: pageOf(s.MyBallot),
    features,
  }),
  cast: defineRoute({
    method: 'POST',
    path: '/my/ballots/:district/:id/casts',
    summary: 'Casts or changes a vote by account or as proxy',
    access: anyPerson('the roll says who votes for which unit'),
    params: placed,
    body: s.CastInput,
    reply: s.CastReply,
    status: 201,
    errors: [...casting, errors.not_your_entry, errors.no_proxies, errors.mandate_gone],
    idempotency: 'write',
    rate: 60,
    features,
  }),
  myCasts: defineRoute({
    method: 'GET',
    path: '/my/ballots/:district/:id/casts/:entry',
    summary: 'One’s own ballots that came in: which stands and why the others do not',
    access: anyPerson('own units only'),
    params: placed.extend({ entry: Id }),
    reply: z.array(s.CastLine),
    errors: [errors.not_found, errors.no_entry, errors.not_your_entry],
    features,
  }),
  publicList: defineRoute({
    method: 'GET',
    path: '/public/ballots',
    summary: 'Announced ballots of a territory, newest first',
    access: anyone('decisions are announced to everybody'),
    query: s.ListQuery.extend({ cursor: Id.optional(), district: s.District, area: s.Area.optional() }),
    reply: s.BallotPage,
    features,
  }),
  publicOne: defineRoute({
    method: 'GET',
    path: '/public/ballots/:district/:id',
    summary: 'A ballot: what is decided, by which rule, until when, binding or an opinion poll; participation where the rule allows',
    access: anyone('decisions are announced to everybody'),
    params: placed,
    reply: s.BallotView,
    errors: [errors.not_found],
    features,
  }),
  tally: defineRoute({
    method: 'GET',
    path: '/public/ballots/:district/:id/tally',
    summary: 'The tally file (hezhi-tally-1): anyone can recompute it',
    access: anyone('counts that anyone can check'),
    params: placed,
    reply: null,
    reply_kind: 'raw',
    errors: [errors.not_found, errors.no_tally],
    features,
  }),
  bulletins: defineRoute({
    method: 'GET',
    path: '/public/ballots/:district/:id/bulletins',
    summary: 'Hourly bulletins of the chains of casts, newest first; whoever keeps one sees a rollback',
    access: anyone('counts that anyone can check'),
    params: placed,
    query: z.object({ cursor: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    reply: pageOf(s.Bulletin),
    errors: [errors.not_found],
    features,
  }),
  openCode: defineRoute({
    method: 'POST',
    path: '/public/ballots/:district/:id/code',
    summary: 'Whose voting code it is; guesses are limited',
    access: anyone('voters without an account vote by a code on paper or by SMS'),
    params: placed,
    body: z.object({ code: z.string().max(40) }),
    reply: z.object({ entry: Id, label: z.string(), units: z.int(), area: z.int(), shares: z.int() }),
    errors: [errors.not_found, errors.code_wrong],
    rate: 30,
    features,
  }),
  castByCode: defineRoute({
    method: 'POST',
    path: '/public/ballots/:district/:id/casts',
    summary: 'Casts or changes a vote by code',
    access: anyone('voters without an account vote by a code on paper or by SMS'),
    params: placed,
    body: s.CodeCastInput,
    reply: s.CastReply,
    status: 201,
    errors: [...casting, errors.code_wrong],
    idempotency: 'write',
    rate: 30,
    features,
  }),
} as const;
