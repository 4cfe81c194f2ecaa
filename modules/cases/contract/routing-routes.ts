import { z } from 'zod';
import { defineRoute, kernelErrors, needs, PageQuery, typed } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { errors, permissions } from './errors.ts';
import {
  RoutingDraft,
  RoutingDraftInput,
  RoutingPreview,
  RoutingPublish,
  RoutingState,
  RoutingTargets,
  RoutingVersion,
  RoutingVersionDetail,
  RoutingVersions,
} from './routing-schemas.ts';

const access = needs(permissions.manage_routing);
const features = ['C1'];

/** Rules of dispatch 分派规则 of a district: draft, check, preview, publish, history. */
export const routingRoutes = {
  routing: defineRoute({
    method: 'GET',
    path: '/case-routing',
    summary: 'The rules in force, those to come, and the draft with what is wrong with it',
    access,
    reply: RoutingState,
    features,
  }),
  routingTargets: defineRoute({
    method: 'GET',
    path: '/case-routing/targets',
    summary: 'Organisations and posts that a rule may name, by part of the name (at most 50)',
    access,
    query: z.object({ q: typed(60).optional() }),
    reply: RoutingTargets,
    features,
  }),
  saveRoutingDraft: defineRoute({
    method: 'PUT',
    path: '/case-routing/draft',
    summary: 'Write the draft; the answer says what is wrong with it',
    access,
    body: RoutingDraftInput,
    reply: RoutingDraft,
    errors: [errors.routing_changed],
    features,
  }),
  previewRouting: defineRoute({
    method: 'GET',
    path: '/case-routing/preview',
    summary: 'What of the last 30 days would have gone elsewhere by the draft; in parts of 500 cases',
    access,
    query: z.object({ revision: z.coerce.number().int().positive(), after: z.string().max(200).optional() }),
    reply: RoutingPreview,
    errors: [errors.routing_changed, matters.bad_cursor],
    features,
  }),
  publishRouting: defineRoute({
    method: 'POST',
    path: '/case-routing/publish',
    summary: 'Put the draft into force, now or at a moment to come',
    access,
    body: RoutingPublish,
    reply: RoutingVersion,
    idempotency: 'write',
    errors: [errors.routing_changed, errors.routing_faulty, errors.routing_past, kernelErrors.conflict],
    features,
  }),
  routingVersions: defineRoute({
    method: 'GET',
    path: '/case-routing/versions',
    summary: 'Published versions, newest first',
    access,
    query: PageQuery,
    reply: RoutingVersions,
    errors: [matters.bad_cursor],
    features,
  }),
  routingVersion: defineRoute({
    method: 'GET',
    path: '/case-routing/versions/:version',
    summary: 'One published version with its rules',
    access,
    params: z.object({ version: z.coerce.number().int().positive() }),
    reply: RoutingVersionDetail,
    errors: [errors.routing_not_found],
    features,
  }),
} as const;
