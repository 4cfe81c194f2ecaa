import { anyone, defineRoute, Id, Moment, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions as may } from './permissions.ts';
import { Rule } from './rule.ts';
import * as s from './schemas.ts';

const features = ['D5', 'X3'];
const staff = needs(may.manage, may.observe, may.collect);
const Both = z.object({ 'zh-Hans': z.string(), en: z.string(), 'zh-Hant': z.string().optional() });

/**
 * A rule to vote by: `law` says what law demands, `pack` comes from the method in force there, `poll` binds nobody. `words` tell it in sentences; `unconfirmed` says why its shares could
 * not be held against the law of today, whose text was not at hand: whoever sets up a vote must look it up. Empty where there is nothing to say.
 */
export const RuleChoice = z
  .object({ from: z.enum(['pack', 'law', 'poll']), pack: z.string().nullable(), rule: Rule, words: z.array(Both), unconfirmed: z.array(Both) })
  .meta({ id: 'BallotRuleChoice' });

/** A voter of the roll with the units it stands for; `voted` is null where the rule lets nobody see who has taken part. Area in square centimetres. */
export const VoterLine = z
  .object({
    id: Id,
    label: z.string(),
    units: z.array(z.object({ entry: Id, label: z.string(), holder: z.string() })),
    area: z.int(),
    shares: z.int(),
    voted: z.boolean().nullable(),
    voted_at: Moment.nullable(),
  })
  .meta({ id: 'BallotVoterLine' });

/** Routes that only screens of the desk and papers need. */
export const deskRoutes = {
  rules: defineRoute({
    method: 'GET',
    path: '/ballots/rules',
    summary: 'Rules to vote by at a place: those of the method in force, those of law, and the opinion poll',
    access: staff,
    query: z.object({ area: s.Area }),
    /** `gaps`: laws that hold there today and whose shares are unconfirmed, where no method in force states them: no rule of theirs is offered. */
    reply: z.object({ items: z.array(RuleChoice), gaps: z.array(Both) }),
    errors: [errors.no_post, errors.outside],
    features,
  }),
  turnout: defineRoute({
    method: 'GET',
    path: '/ballots/:id/turnout',
    summary: 'Voters of a ballot by name, with units and weights, and whether a ballot came in: for collection lists and printed papers',
    access: staff,
    params: z.object({ id: Id }),
    query: PageQuery.extend({ q: typed(60).optional(), waiting: z.stringbool().optional(), entry: Id.optional() }),
    reply: pageOf(VoterLine),
    errors: [errors.not_found, errors.no_post],
    features,
  }),
  resultPaper: defineRoute({
    method: 'GET',
    path: '/public/ballots/:district/:id/paper',
    summary: 'The result sheet of a counted ballot (PDF, A4): conditions in words, sums, root of the tally',
    access: anyone('counts that anyone can check'),
    params: z.object({ district: s.District, id: Id }),
    reply: null,
    reply_kind: 'raw',
    errors: [errors.not_found, errors.no_tally],
    features,
  }),
} as const;
