import { Id, Moment, typed, WordsSchema } from '@hezhi/contract';
import { FieldView, LegView, MatterView } from '@hezhi/matters/contract';
import { z } from 'zod';

/** Shapes of the command desk on the wire. */
export const AreaCode = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const Level = z.enum(['district', 'street', 'community', 'grid']);
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** One thing to do of an emergency plan: who answers for it (a role or a kind of organisation at a level), within how many plain minutes. */
export const PlanItem = z
  .object({
    key: Key,
    title: WordsSchema,
    detail: WordsSchema,
    owner: z.union([z.object({ post: Key, at: Level }).strict(), z.object({ org: Key, at: Level }).strict()]),
    minutes: z.number().int().min(1).max(10_080),
  })
  .meta({ id: 'EmergencyItem' });

/** An emergency plan 应急预案 as data. `minutes`: until when the commander reports the whole settled. */
export const PlanData = z.object({
  title: WordsSchema,
  hint: WordsSchema,
  minutes: z.number().int().min(10).max(43_200),
  items: z.array(PlanItem).min(1).max(40),
  active: z.boolean(),
});
export const PlanView = PlanData.extend({ key: Key, version: z.number().int(), own: z.boolean() }).meta({ id: 'EmergencyPlan' });

export const IncidentRow = z
  .object({
    id: Id,
    number: z.string(),
    title: z.string(),
    plan: z.string(),
    planTitle: WordsSchema,
    reason: z.string(),
    area: z.string(),
    areaName: z.string(),
    point: Position.nullable(),
    startedAt: Moment,
    endedAt: Moment.nullable(),
    commander: z.string(),
    done: z.number().int(),
    total: z.number().int(),
    late: z.number().int(),
  })
  .meta({ id: 'Incident' });

export const IncidentItem = z
  .object({
    id: Id,
    title: z.string(),
    detail: z.string(),
    state: z.enum(['todo', 'doing', 'done', 'aside']),
    owner: z.string(),
    dueAt: Moment.nullable(),
    overdue: z.boolean(),
    endedAt: Moment.nullable(),
    revision: z.number().int(),
    /** Steps that the reader may take now without filling in anything but words. */
    steps: z.array(z.string()),
  })
  .meta({ id: 'IncidentItem' });
export const IncidentView = IncidentRow.extend({
  items: z.array(IncidentItem),
  revision: z.number().int(),
  mayEnd: z.boolean(),
  /** Whether the reader sees its timeline too: those who have an item only do not. */ sees: z.boolean(),
}).meta({ id: 'IncidentFull' });

/** Somebody who could take a matter: who is on duty, nearest first. `metres` from the last check-in on purpose; null without one. */
export const Candidate = z
  .object({
    post: Id,
    org: Id,
    name: z.string(),
    orgName: z.string(),
    roleName: WordsSchema,
    areaName: z.string(),
    metres: z.number().int().nullable(),
    until: Moment,
    checkedIn: Moment.nullable(),
    /** Open stretches of responsibility that the post has now. */
    open: z.number().int(),
  })
  .meta({ id: 'NearestOnDuty' });

export const OnDutyPoint = Candidate.omit({ metres: true }).extend({ point: Position.nullable(), shiftName: z.string() }).meta({ id: 'OnDutyPoint' });

/** What may be done now with each of the chosen matters; a step that needs a choice of leg is left to the matter's own page. */
export const AllowedSteps = z
  .object({
    matter: MatterView,
    steps: z.array(
      z.object({ key: z.string(), name: WordsSchema, tone: z.enum(['main', 'plain', 'danger']), fields: z.array(FieldView), confirm: WordsSchema.nullable() }),
    ),
  })
  .meta({ id: 'AllowedSteps' });

export const PointTyped = z.object({ id: Id, text: typed(300, 1), matter: Id.nullable().default(null) });
export const PointView = z.object({
  id: Id,
  text: z.string(),
  matter: z.object({ id: Id, number: z.string(), title: z.string() }).nullable(),
  done: z.object({ by: z.string(), at: Moment, remark: z.string() }).nullable(),
});
export const HandoverView = z
  .object({
    id: Id,
    at: Moment,
    by: z.string(),
    area: z.string(),
    areaName: z.string(),
    text: z.string(),
    points: z.array(PointView),
    acknowledged: z.object({ by: z.string(), at: Moment, remark: z.string() }).nullable(),
    mayAcknowledge: z.boolean(),
  })
  .meta({ id: 'Handover' });
export { LegView };
