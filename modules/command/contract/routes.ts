import { defineRoute, Id, needs, pageOf, PageQuery, typed } from '@hezhi/contract';
import { permissions as duty } from '@hezhi/duty/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors } from './errors.ts';
import { permissions } from './permissions.ts';
import {
  AllowedSteps,
  AreaCode,
  Candidate,
  HandoverView,
  IncidentRow,
  IncidentView,
  OnDutyPoint,
  PlanData,
  PlanView,
  PointTyped,
  Position,
} from './schemas.ts';

const params = z.object({ id: Id });
const features = ['C6'];
const use = needs(permissions.use);
const declare = needs(permissions.declare);
/** Whoever has a part in an emergency sees it: any staff on a roster. */
const staff = needs(permissions.use, duty.read);

/** Routes of the command desk, by the names that the server implements. */
export const routes = {
  plans: defineRoute({
    method: 'GET',
    path: '/command/plans',
    summary: 'Emergency plans of the district: shipped ones and its own',
    access: use,
    reply: z.object({ items: z.array(PlanView) }),
    errors: [errors.no_post],
    features,
  }),
  savePlan: defineRoute({
    method: 'PUT',
    path: '/command/plans/:key',
    summary: 'Makes or changes a plan of the district; running emergencies keep what they were started with',
    access: declare,
    params: z.object({ key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/) }),
    body: PlanData.extend({ version: z.number().int().min(0) }),
    reply: z.object({ version: z.number().int() }),
    errors: [errors.no_post, errors.out_of_area, errors.plan_stale, errors.items_same, errors.role_unknown],
    features,
  }),
  start: defineRoute({
    method: 'POST',
    path: '/command/incidents',
    summary: 'Starts an emergency by a plan: every item gets an owner and a limit, everyone concerned is told at once. The id is made by the caller',
    access: declare,
    body: z.object({
      id: Id,
      plan: z.string().max(40),
      area: AreaCode,
      point: Position.nullable().default(null),
      reason: typed(500, 2),
      /** Keys of the items wanted; absent = all. */
      items: z.array(z.string().max(40)).min(1).max(40).optional(),
    }),
    reply: z.object({ id: Id, number: z.string(), revision: z.number().int(), state: z.string() }),
    status: 201,
    idempotency: 'write',
    errors: [errors.no_post, errors.out_of_area, errors.plan_unknown, errors.items_none, errors.running, errors.id_taken],
    features,
    example: { id: '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b', plan: 'rainstorm', area: '610402010', reason: '市气象台发布暴雨红色预警' },
  }),
  incidents: defineRoute({
    method: 'GET',
    path: '/command/incidents',
    summary: 'Emergencies of the territory, newest first; open ones are what the banner shows',
    access: staff,
    query: PageQuery.extend({ open: z.stringbool().optional() }),
    reply: pageOf(IncidentRow),
    errors: [errors.no_post],
    features,
  }),
  incident: defineRoute({
    method: 'GET',
    path: '/command/incidents/:id',
    summary: 'An emergency with its checklist',
    access: staff,
    params,
    reply: IncidentView,
    errors: [errors.no_post, errors.not_found],
    features,
  }),
  end: defineRoute({
    method: 'POST',
    path: '/command/incidents/:id/end',
    summary: 'Ends an emergency with a summary; items still open are set aside with the reason given, or refuse',
    access: declare,
    params,
    body: z.object({ summary: typed(2000, 5), aside: typed(300, 2).optional() }),
    reply: z.object({ id: Id, revision: z.number().int(), state: z.string() }),
    idempotency: 'write',
    errors: [errors.no_post, errors.not_found, errors.items_open, errors.ended, ...Object.values(matters)],
    features,
  }),
  summary: defineRoute({
    method: 'GET',
    path: '/command/incidents/:id/summary.pdf',
    summary: 'The emergency on paper: checklist, command notes, timeline, summary',
    access: staff,
    params,
    reply: z.string(),
    reply_kind: 'raw',
    errors: [errors.not_found],
    rate: 30,
    features,
  }),
  nearest: defineRoute({
    method: 'GET',
    path: '/command/nearest',
    summary: 'Who is on duty, nearest to a matter first; positions were given on purpose within 24 hours',
    access: use,
    query: z.object({ matter: Id, limit: z.coerce.number().int().min(1).max(20).default(9) }),
    reply: z.object({ items: z.array(Candidate) }),
    errors: [errors.no_post, errors.not_found],
    features,
  }),
  onDuty: defineRoute({
    method: 'GET',
    path: '/command/on-duty',
    summary: 'Who is on duty now in the territory of the post, with the position last given on purpose',
    access: use,
    reply: z.object({ items: z.array(OnDutyPoint) }),
    errors: [errors.no_post],
    features,
  }),
  allowed: defineRoute({
    method: 'GET',
    path: '/command/steps',
    summary: 'Steps that may be taken now with each of the chosen matters (50 at most), for bulk work',
    access: use,
    query: z.object({
      ids: z
        .string()
        .max(2000)
        .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}$/i),
    }),
    reply: z.object({ items: z.array(AllowedSteps) }),
    errors: [errors.no_post],
    rate: 60,
    features,
  }),
  handovers: defineRoute({
    method: 'GET',
    path: '/command/handovers',
    summary: 'Hand-over notes between shifts of the desk, newest first',
    access: use,
    query: PageQuery.extend({ open: z.stringbool().default(false) }),
    reply: pageOf(HandoverView),
    errors: [errors.no_post],
    features,
  }),
  handOver: defineRoute({
    method: 'POST',
    path: '/command/handovers',
    summary: 'Writes a hand-over note with open points; it cannot be changed afterwards',
    access: use,
    body: z.object({ id: Id, text: typed(2000, 1), points: z.array(PointTyped).max(30) }),
    reply: z.object({ id: Id }),
    status: 201,
    idempotency: 'write',
    errors: [errors.no_post, errors.id_taken],
    features,
  }),
  acknowledge: defineRoute({
    method: 'POST',
    path: '/command/handovers/:id/acknowledge',
    summary: 'Takes over: the note has been read and its open points are known',
    access: use,
    params,
    body: z.object({ remark: typed(300).default('') }),
    reply: null,
    idempotency: 'whole',
    errors: [errors.no_post, errors.not_found, errors.acknowledged, errors.own_note],
    features,
  }),
  settlePoint: defineRoute({
    method: 'POST',
    path: '/command/handovers/:id/points/:point/settle',
    summary: 'Settles an open point of a hand-over note',
    access: use,
    params: z.object({ id: Id, point: Id }),
    body: z.object({ remark: typed(300).default('') }),
    reply: null,
    idempotency: 'whole',
    errors: [errors.no_post, errors.not_found, errors.point_done],
    features,
  }),
} as const;
