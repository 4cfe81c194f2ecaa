import { defineRoute, Id, needs, typed } from '@hezhi/contract';
import { errors as matters, StepResult } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import { CallbackPage, CallbackQuery, CallbackResult, CallbackRules, CallbackView, FiguresQuery, HotlineFigures, RulesView } from './schemas-callbacks.ts';

const byId = z.object({ id: Id });
const work = needs(permissions.call_back);
const taken = [errors.no_post, errors.callback_not_found, errors.callback_taken] as const;

/** Routes of call-backs and of the figures. */
export const callbackRoutes = {
  callbacks: defineRoute({
    method: 'GET',
    path: '/hotline/callbacks',
    summary: 'Call-backs of the territory: due, later, mine, done; also the list behind each figure',
    access: needs(permissions.call_back, permissions.read_figures),
    query: CallbackQuery,
    reply: CallbackPage,
    errors: [errors.no_post, matters.bad_cursor],
    features: ['C4'],
  }),
  nextCallback: defineRoute({
    method: 'POST',
    path: '/hotline/callbacks/next',
    summary: 'Take the next call-back that is due (the one already taken comes first); null when none is',
    access: work,
    reply: z.object({ callback: CallbackView.nullable() }),
    idempotency: 'whole',
    errors: [errors.no_post],
    features: ['C4'],
  }),
  takeCallback: defineRoute({
    method: 'POST',
    path: '/hotline/callbacks/:id/take',
    summary: 'Take this call-back: the first agent has it',
    access: work,
    params: byId,
    reply: CallbackView,
    idempotency: 'whole',
    errors: [...taken],
    features: ['C4'],
  }),
  skipCallback: defineRoute({
    method: 'POST',
    path: '/hotline/callbacks/:id/skip',
    summary: 'Put a call-back off with a reason: it comes again later',
    access: work,
    params: byId,
    body: z.object({ reason: typed(200, 2), hours: z.number().int().min(1).max(168).default(4) }),
    reply: null,
    idempotency: 'whole',
    errors: [...taken],
    features: ['C4'],
    example: { reason: '对方请晚上再打', hours: 4 },
  }),
  callbackResult: defineRoute({
    method: 'POST',
    path: '/hotline/callbacks/:id/result',
    summary: 'What came of it: the step “call back” of the case and the call-back in one write; not reached comes again until the tries are used up',
    access: work,
    params: byId,
    body: CallbackResult,
    reply: StepResult,
    idempotency: 'write',
    errors: [...taken, errors.solved_needed, ...Object.values(matters)],
    features: ['C4'],
    example: { reached: 'yes', solved: 'yes', score: 5, note: '很满意' },
  }),
  rules: defineRoute({
    method: 'GET',
    path: '/hotline/callback-rules',
    summary: 'Who is called back in the district',
    access: needs(permissions.manage, permissions.call_back),
    reply: RulesView,
    errors: [errors.no_post],
    features: ['C4'],
  }),
  saveRules: defineRoute({
    method: 'PUT',
    path: '/hotline/callback-rules',
    summary: 'Say who is called back in the district; holds for what is settled from now on',
    access: needs(permissions.manage),
    body: z.object({ body: CallbackRules, version: z.number().int().min(0) }),
    reply: RulesView,
    errors: [errors.no_post, errors.district_only, errors.changed, errors.category_unknown],
    features: ['C4'],
  }),
  figures: defineRoute({
    method: 'GET',
    path: '/hotline/figures',
    summary: 'Calls, answers within the service level, connect rate by hour; call-backs reached, solved, satisfied; at most 92 days',
    access: needs(permissions.read_figures, permissions.answer),
    query: FiguresQuery,
    reply: HotlineFigures,
    errors: [errors.no_post],
    features: ['C4'],
  }),
} as const;
