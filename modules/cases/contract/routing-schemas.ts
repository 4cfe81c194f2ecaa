import { z } from 'zod';
import { Id, Moment, pageOf, typed } from '@hezhi/contract';
import { WorkingCode } from '@hezhi/directory/contract';
import { routingLegs } from './routing.ts';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const RoutingRuleData = z
  .object({
    id: Id.meta({ description: 'Made by the screen; stays with the rule from version to version' }),
    leg: z.enum(routingLegs),
    subject: z
      .string()
      .regex(/^([A-Z](\d{2})?)?$/)
      .meta({ description: "'' all categories, B a group, B03 a leaf" }),
    area: WorkingCode,
    days: z.enum(['any', 'work', 'rest']).default('any').meta({ description: 'Working days with make-up days, or days off and holidays' }),
    hours: z.enum(['any', 'working', 'off']).default('any'),
    from: Time.nullable().default(null).meta({ description: 'Local time; over midnight where `to` is the smaller' }),
    to: Time.nullable().default(null),
    org: Id,
    post: Id.nullable().default(null),
    duty: z.boolean().default(false).meta({ description: 'Outside working hours whoever is on duty for the place' }),
  })
  .refine((rule) => (rule.from === null) === (rule.to === null) && (rule.from === null || rule.from !== rule.to), { error: 'window', path: ['to'] })
  .meta({ id: 'RoutingRule' });
const Rules = z
  .array(RoutingRuleData)
  .max(400)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { error: 'twice' });

export const RoutingFinding = z
  .object({
    rule: Id,
    code: z.enum([
      'tie',
      'never',
      'unreachable',
      'org_gone',
      'org_unstaffed',
      'post_gone',
      'post_elsewhere',
      'no_right',
      'area_unknown',
      'subject_unknown',
      'subject_off',
    ]),
    error: z.boolean().meta({ description: 'Stands in the way of publishing' }),
    sentence: z.string(),
  })
  .meta({ id: 'RoutingFinding' });

/** A rule with the names of what it speaks of. */
export const RoutingRuleView = RoutingRuleData.safeExtend({
  subject_name: z.string(),
  area_name: z.string(),
  owner_name: z.string().meta({ description: 'Empty where the organisation is gone' }),
}).meta({ id: 'RoutingRuleView' });

const version = z.object({
  version: z.number().int(),
  note: z.string(),
  rules: z.number().int().meta({ description: 'How many' }),
  valid_from: Moment,
  published_at: Moment,
  published_by: z.string(),
  state: z.enum(['now', 'later', 'past', 'never']).meta({ description: '`never`: a later one was published before it came into force' }),
});
export const RoutingVersion = version.meta({ id: 'RoutingVersion' });
export const RoutingVersionDetail = z.object({ version: RoutingVersion, rules: z.array(RoutingRuleView) });
export const RoutingVersions = pageOf(RoutingVersion);
export const RoutingDraft = z
  .object({
    version: z.number().int(),
    revision: z.number().int(),
    note: z.string(),
    rules: z.array(RoutingRuleView),
    findings: z.array(RoutingFinding),
    changed_at: Moment,
    changed_by: z.string(),
  })
  .meta({ id: 'RoutingDraft' });
export const RoutingState = z.object({
  now: RoutingVersionDetail.nullable(),
  later: z.array(RoutingVersion),
  draft: RoutingDraft.nullable(),
});
export const RoutingDraftInput = z.object({
  revision: z.number().int().min(0).meta({ description: '0: there is no draft yet' }),
  note: typed(200).default(''),
  rules: Rules,
});
export const RoutingPublish = z.object({
  revision: z.number().int().positive(),
  valid_from: Moment.optional().meta({ description: 'Absent: at once' }),
});

export const RoutingTarget = z
  .object({
    org: Id,
    post: Id.nullable(),
    name: z.string(),
    role: z.string(),
    area: z.string(),
    legs: z.array(z.enum(routingLegs)).meta({ description: 'What it may be given' }),
  })
  .meta({ id: 'RoutingTarget' });
export const RoutingTargets = z.object({ items: z.array(RoutingTarget) });

/** A part of the preview: the cases of one stretch; the caller adds the parts up and goes on after `next`. */
export const RoutingPreview = z.object({
  total: z.number().int().meta({ description: 'Cases of the last 30 days' }),
  looked: z.number().int().meta({ description: 'Cases looked at in this part' }),
  next: z.string().nullable(),
  rules: z.array(
    z.object({
      rule: Id.nullable().meta({ description: 'null: no rule, as it goes without one' }),
      leg: z.enum(routingLegs),
      cases: z.number().int(),
      moved: z.number().int(),
    }),
  ),
  moved: z
    .array(
      z.object({
        id: Id,
        number: z.string(),
        title: z.string(),
        leg: z.enum(routingLegs),
        rule: Id.nullable(),
        from: z.string(),
        to: z.string(),
        opened_at: Moment,
      }),
    )
    .meta({ description: 'At most 100 of this part, of those the reader may see' }),
});
