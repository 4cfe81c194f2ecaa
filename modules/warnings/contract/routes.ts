import { defineRoute, Id, needs } from '@hezhi/contract';
import { StepResult } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import { LookView, MuteGiven, MuteView, Reason, WarningDetail, WarningPage, WarningsQuery } from './schemas.ts';

const params = z.object({ id: Id });
const read = needs(permissions.read);
const decide = needs(permissions.decide);
const decided = [errors.no_post, errors.not_found, errors.decided];

/** The room's routes, by the names that the server implements. */
export const routes = {
  list: defineRoute({
    method: 'GET',
    path: '/warnings',
    summary: 'Early warnings of the territory that the post covers, newest first',
    access: read,
    query: WarningsQuery,
    reply: WarningPage,
    errors: [errors.no_post],
    features: ['C5'],
  }),
  look: defineRoute({
    method: 'GET',
    path: '/warnings/look',
    summary: 'When the district was last looked at and on how many weeks of history',
    access: read,
    reply: LookView,
    errors: [errors.no_post],
    features: ['C5'],
  }),
  mutes: defineRoute({
    method: 'GET',
    path: '/warnings/mutes',
    summary: 'What is not told for a while, in the territory of the post (at most 200)',
    access: read,
    reply: z.object({ items: z.array(MuteView) }),
    errors: [errors.no_post],
    features: ['C5'],
  }),
  endMute: defineRoute({
    method: 'POST',
    path: '/warnings/mutes/:id/end',
    summary: 'Lets the category warn again',
    access: decide,
    params,
    reply: null,
    idempotency: 'write',
    errors: [errors.no_post, errors.no_mute],
    features: ['C5'],
  }),
  get: defineRoute({
    method: 'GET',
    path: '/warnings/:id',
    summary: 'One warning: sentence, weeks of the baseline, reports behind it, decisions',
    access: read,
    params,
    reply: WarningDetail,
    errors: [errors.no_post, errors.not_found],
    features: ['C5'],
  }),
  dismiss: defineRoute({
    method: 'POST',
    path: '/warnings/:id/dismiss',
    summary: 'Dismisses a warning with a reason',
    access: decide,
    params,
    body: Reason,
    reply: null,
    idempotency: 'write',
    errors: decided,
    features: ['C5'],
    example: { reason: '集中排查期间社区主动上报增多' },
  }),
  mute: defineRoute({
    method: 'POST',
    path: '/warnings/:id/mute',
    summary: 'Dismisses a warning and does not warn of its territory and category for some days',
    access: decide,
    params,
    body: MuteGiven,
    reply: null,
    idempotency: 'write',
    errors: decided,
    features: ['C5'],
    example: { reason: '供暖试水期，已有专班', days: 30 },
  }),
  matter: defineRoute({
    method: 'POST',
    path: '/warnings/:id/matter',
    summary: 'Has a warning looked into: a matter with an owner and a limit',
    access: decide,
    params,
    body: Reason,
    reply: StepResult.extend({ number: z.string() }),
    idempotency: 'write',
    errors: decided,
    features: ['C5'],
    example: { reason: '请街道核实原因并提出处置办法' },
  }),
} as const;
