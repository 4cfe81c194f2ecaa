import { z } from 'zod';
import { Id, Lat, Lon, Moment, PageQuery, pageOf, typed, WordsSchema } from '@hezhi/contract';
import { LimitData, MatterView, OwnerCandidate } from '@hezhi/matters/contract';
import { kindKeys } from './kinds.ts';

const Area = z.string().regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/);
const Key = z.enum(kindKeys);
export const KindKeySchema = Key;

/** A kind as the district has it; `version` 0 = as shipped. */
export const KindView = z
  .object({
    key: Key,
    name: WordsSchema,
    hint: WordsSchema,
    check_in: LimitData,
    handle: LimitData,
    decision: LimitData,
    on_site: z.boolean(),
    tier: z.number().int(),
    active: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'WhistleKind' });

const Rule = LimitData.extend({ amount: z.number().int().min(1).max(100_000) });
export const KindInput = z.object({
  check_in: Rule,
  handle: Rule,
  decision: Rule,
  on_site: z.boolean(),
  tier: z.number().int().min(1).max(4),
  active: z.boolean(),
  version: z.number().int().nonnegative(),
});

const Department = z.object({ org: Id });
export const BlowInput = z.object({
  id: Id.optional().meta({ description: 'Made by the caller; the same id twice is the same whistle' }),
  kind: Key,
  text: typed(2000, 1).meta({ description: 'What is to be settled' }),
  lead: z.array(Department).max(6),
  assist: z.array(Department).max(12).default([]),
  case: Id.optional().meta({ description: 'The case from which it is whistled; its place is taken over' }),
  place: z
    .object({ point: z.tuple([Lon, Lat]).optional(), area: Area.optional(), address: typed(200).optional() })
    .default({})
    .meta({ description: 'Where; not needed with a case' }),
  photos: z.array(Id).max(9).default([]),
});
export const Blown = z.object({ id: Id, number: z.string(), revision: z.number().int(), state: z.string() }).meta({ id: 'WhistleBlown' });

/** What one department did in one whistle. Minutes are from the whistle to the check-in; `score` 1 to 5. */
export const ResponseView = z
  .object({
    leg: Id,
    org: Id,
    name: z.string(),
    role: z.enum(['lead', 'assist']),
    via: z.enum(['open', 'add_department', 'designate']),
    status: z.enum(['waiting', 'refusing', 'at_work', 'done', 'refused', 'reassigned', 'closed', 'withdrawn']),
    whistledAt: Moment,
    dueAt: Moment,
    checkedInAt: Moment.nullable(),
    checkedInBy: z.string().nullable(),
    minutes: z.number().int().nullable(),
    workingMinutes: z.number().int().nullable(),
    distance: z.number().int().nullable(),
    silent: z.boolean(),
    refusal: z.enum(['asked', 'agreed', 'refused']).nullable(),
    refusalReason: WordsSchema.nullable(),
    handleDueAt: Moment.nullable(),
    late: z.boolean(),
    doneAt: Moment.nullable(),
    outcome: WordsSchema.nullable(),
    necessary: z.boolean().nullable(),
    score: z.number().int().nullable(),
  })
  .meta({ id: 'WhistleResponse' });

const Org = z.object({ id: Id, name: z.string() });
export const WhistleFacts = z
  .object({
    id: Id,
    kind: KindView.pick({ key: true, name: true }),
    text: z.string(),
    address: z.string(),
    onSite: z.boolean(),
    whistler: Org,
    caseId: Id.nullable(),
    verdict: z.enum(['necessary', 'needless']).nullable(),
    /** Of the leads that have reported: how many found it necessary, how many needless. */
    found: z.object({ necessary: z.number().int(), needless: z.number().int() }),
    needless: z.boolean(),
    responses: z.array(ResponseView),
  })
  .meta({ id: 'WhistleFacts' });

/** What the numbers count and lists can be cut to. */
export const measures = ['responses', 'checked_in', 'in_time', 'silent', 'refusal_asked', 'refused', 'done', 'done_in_time', 'rated'] as const;
export const Measure = z.enum(measures);

const period = { from: z.iso.date().optional(), to: z.iso.date().optional() };
const cut = {
  ...period,
  kind: Key.optional(),
  department: Id.optional(),
  whistler: Id.optional(),
  area: Area.optional(),
};
export const ListQuery = PageQuery.extend({
  ...cut,
  state: z.string().max(40).optional(),
  open: z.stringbool().optional(),
  needless: z.stringbool().optional(),
  q: typed(100).optional(),
});
export const ListItem = z.object({
  matter: MatterView,
  kind: WordsSchema,
  whistler: z.string(),
  leads: z.array(z.string()),
  total: z.number().int(),
  checkedIn: z.number().int(),
  silent: z.number().int(),
  refused: z.number().int(),
  done: z.number().int(),
  score: z.number().nullable(),
  needless: z.boolean(),
});
export const ListPage = pageOf(ListItem);
export const ResponsesQuery = PageQuery.extend({ ...cut, measure: Measure.default('responses') });
export const ResponseItem = z.object({ whistle: Id, number: z.string(), title: z.string(), kind: WordsSchema, whistler: z.string(), response: ResponseView });
export const ResponsesPage = pageOf(ResponseItem);

export const FiguresQuery = z.object({ ...cut, by: z.enum(['department', 'whistler', 'kind']).default('department') });
export const FiguresRow = z.object({
  key: z.string(),
  name: z.string(),
  whistles: z.number().int(),
  needless: z.number().int(),
  ...(Object.fromEntries(measures.map((one) => [one, z.number().int()])) as Record<(typeof measures)[number], z.ZodNumber>),
  /** Mean minutes of working time to the check-in, and of the clock; null where nobody checked in. */
  workingMinutes: z.number().nullable(),
  minutes: z.number().nullable(),
  score: z.number().nullable(),
});
export const Figures = z.object({ rows: z.array(FiguresRow), total: FiguresRow }).meta({ id: 'WhistleFigures' });
export { OwnerCandidate };
