import { z } from 'zod';
import { Id, LanguageSchema, Moment, PageQuery, pageOf, typed, SpokenSchema, WordsSchema } from '@hezhi/contract';
import { measures } from './measures.ts';
import { stages } from './procedure.ts';

/** Shapes of matters on the wire. Moments are RFC 3339; areas are official codes with the names a person reads. */
export const OwnerView = z
  .object({
    org: Id.nullable(),
    post: Id.nullable(),
    person: Id.nullable(),
    /** "渭滨社区 王工" for the staff; without a person's name for the public. */
    name: z.string(),
  })
  .meta({ id: 'Owner' });

export const LegView = z
  .object({
    id: Id,
    key: z.string(),
    name: SpokenSchema,
    next: SpokenSchema.nullable(),
    owner: OwnerView,
    startedAt: Moment,
    dueAt: Moment,
    overdue: z.boolean(),
    paused: z.object({ reason: SpokenSchema, until: Moment }).nullable(),
    offer: z.object({ to: OwnerView, lapseAt: Moment }).nullable(),
    /** Rest days between start and due moment, when working time explains the date (周末不计时). */
    restDays: z.number().int(),
    /** The due moment lies in a year whose official calendar is not loaded yet. */
    provisional: z.boolean(),
  })
  .meta({ id: 'Leg' });

export const MatterView = z
  .object({
    id: Id,
    number: z.string(),
    kind: z.string(),
    title: z.string(),
    state: z.string(),
    stateName: SpokenSchema,
    stage: z.enum(stages),
    final: z.boolean(),
    revision: z.number().int(),
    district: z.string(),
    area: z.string(),
    areaName: z.string(),
    point: z.tuple([z.number(), z.number()]).nullable(),
    subject: z.string(),
    subjectName: SpokenSchema,
    tier: z.number().int(),
    channel: z.string(),
    public: z.boolean(),
    openedAt: Moment,
    closedAt: Moment.nullable(),
    dueAt: Moment.nullable(),
    overdue: z.boolean(),
    marks: z.array(z.string()),
    rating: z.number().int().nullable(),
  })
  .meta({ id: 'Matter' });

export const FieldView = z.object({
  key: z.string(),
  label: SpokenSchema,
  type: z.string(),
  required: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.array(z.object({ value: z.string(), label: SpokenSchema })).optional(),
  hint: SpokenSchema.optional(),
});

/** A step offered to this person now, or greyed out with the reason. A kept value: a made view is never changed. */
export const StepView = z
  .object({
    key: z.string(),
    name: SpokenSchema,
    tone: z.enum(['main', 'plain', 'danger']),
    allowed: z.boolean(),
    reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
    fields: z.array(FieldView),
    confirm: SpokenSchema.nullable(),
    /** The legs among which the command must name one (`leg`); empty where it is clear. */
    choose: z.array(z.object({ id: Id, name: z.string() })),
  })
  .meta({ id: 'Step', 'x-kept': true });

export const EntryView = z
  .object({
    seq: z.number().int(),
    at: Moment,
    step: z.string(),
    name: SpokenSchema,
    told: SpokenSchema,
    actor: z.object({ kind: z.enum(['person', 'system', 'anonymous']), name: z.string(), org: z.string().nullable() }),
    /** Only what this audience may see; `fields` names and types them. */
    data: z.record(z.string(), z.unknown()),
    fields: z.array(FieldView),
    stateName: SpokenSchema.nullable(),
  })
  .meta({ id: 'Entry' });

export const MatterDetail = z
  .object({
    matter: MatterView,
    legs: z.array(LegView),
    timeline: z.array(EntryView),
    steps: z.array(StepView),
    audience: z.enum(['staff', 'asker', 'public']),
    watching: z.boolean(),
    /** Who has it now, until when, what happens next: one sentence in the person's language. */
    sentence: z.string(),
    links: z.array(
      z.object({
        id: Id,
        meaning: z.string(),
        direction: z.enum(['parent', 'child']),
        number: z.string(),
        title: z.string(),
        stateName: SpokenSchema,
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'MatterDetail' });

export const InboxItem = z.object({ matter: MatterView, leg: LegView.omit({ restDays: true, provisional: true, next: true }) }).meta({ id: 'InboxItem' });

/** A matter of one's own with its sentence. */
export const AskedItem = z.object({ matter: MatterView, sentence: z.string() });
export const AskedPage = pageOf(AskedItem);
export const AskedQuery = PageQuery.extend({
  kinds: z
    .string()
    .max(400)
    .regex(/^[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*$/)
    .transform((text) => text.split(','))
    .optional()
    .meta({ description: 'Only these kinds, separated by commas' }),
});

/** A kind of matter of this house, with the states of the procedure with which new ones begin. */
export const KindView = z
  .object({
    kind: z.string(),
    name: WordsSchema,
    states: z.array(z.object({ key: z.string(), name: WordsSchema, stage: z.enum(stages), final: z.boolean() })),
  })
  .meta({ id: 'MatterKind' });

/** Somebody who may be chosen as owner, likeliest first. */
export const OwnerCandidate = z
  .object({
    org: Id,
    post: Id.nullable(),
    name: z.string(),
    role: WordsSchema,
    open: z.number().int().meta({ description: 'Open stretches of responsibility now (of the organisation where no post is named)' }),
    why: WordsSchema,
    suggested: z.boolean(),
  })
  .meta({ id: 'OwnerCandidate' });

/** Filters that inbox, list, search, count and export share. */
export const MatterFilter = z.object({
  kind: z.string().max(40).optional(),
  q: typed(100).optional(),
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/)
    .optional(),
  /** Only what lies in no territory below `area`. */
  exact: z.stringbool().optional(),
  subject: z.string().max(40).optional(),
  state: z.string().max(40).optional(),
  stage: z.enum(stages).optional(),
  tier: z.coerce.number().int().min(1).max(9).optional(),
  channel: z.string().max(40).optional(),
  mark: z.string().max(40).optional(),
  overdue: z.stringbool().optional(),
  /** A measure of the figures: the list behind the number. */
  measure: z.enum(measures.map((one) => one.key)).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export const InboxQuery = PageQuery.extend(MatterFilter.shape).extend({
  view: z.enum(['mine', 'org', 'area', 'watching']).default('mine'),
  leg: z.string().max(40).optional(),
  /** Only what falls due within the next n minutes of clock time, overdue included. */
  due_within: z.coerce.number().int().min(1).max(100_000).optional(),
});

export const ListQuery = PageQuery.extend(MatterFilter.shape).extend({
  open: z.stringbool().optional(),
  sort: z.enum(['opened_desc', 'opened_asc']).default('opened_desc'),
});

export const Counts = z.object({
  mine: z.number().int(),
  org: z.number().int(),
  watching: z.number().int(),
  overdue: z.number().int(),
  nearly_due: z.number().int(),
  /** Counts stop here; a number equal to it reads "at least". */
  cap: z.number().int(),
});

export const StepCommand = z.object({
  step: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  /** The revision the person saw; absent = whatever is now (scripts only). */
  revision: z.number().int().positive().optional(),
  data: z.record(z.string().max(40), z.unknown()).default({}),
  /** The leg that is meant, where several of a key run side by side (`choose` of the step). */
  leg: Id.optional(),
});
export const StepResult = z.object({ id: Id, revision: z.number().int(), state: z.string() });

export const Draft = z.object({ id: Id, kind: z.string().max(40), body: z.record(z.string(), z.unknown()), at: Moment });
export const MatterPage = pageOf(MatterView);
export const InboxPage = pageOf(InboxItem);
export { LanguageSchema };
