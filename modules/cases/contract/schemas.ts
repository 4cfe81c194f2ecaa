import { z } from 'zod';
import { Id, Lat, Lon, Moment, PageQuery, pageOf, typed, WordsSchema, SpokenSchema } from '@hezhi/contract';
import { WorkingCode } from '@hezhi/directory/contract';
import { voicesMax, type fieldTypes } from '@hezhi/forms/contract';
import { EntryView, FieldView, LegView, LimitData, MatterDetail, MatterView, StepCommand, StepView } from '@hezhi/matters/contract';

export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
/** A leaf of the tree: the letter of its group and two digits. */
export const CategoryCode = z
  .string()
  .regex(/^[A-Z]\d{2}$/)
  .meta({ id: 'CategoryCode' });
export const channels = ['resident', 'visitor', 'grid', 'community', 'street', 'district', 'hotline', 'open311', 'exchange', 'import'] as const;
const Lonlat = z.tuple([Lon, Lat]);

/** A further question of a category, in the small language of forms. */
export const QuestionData = z.object({
  key: z
    .string()
    .regex(/^[a-z][a-zA-Z_]{0,39}$/)
    .describe('Key of the answer.'),
  label: WordsSchema.describe('What is asked.'),
  type: z.enum(['text', 'number', 'choice', 'boolean', 'date'] satisfies (typeof fieldTypes)[number][]).describe('Kind of answer.'),
  required: z.boolean().optional().describe('Must be answered.'),
  min: z.number().optional().describe('Least number or fewest characters.'),
  max: z.number().optional().describe('Greatest number or most characters.'),
  options: z
    .array(z.object({ value: z.string().min(1).max(40).describe('What is kept.'), label: WordsSchema.describe('What is read.') }))
    .max(30)
    .optional()
    .describe('What may be chosen.'),
  hint: WordsSchema.optional().describe('Help below the question.'),
});
/** How long each stage may take. */
export const Limits = z.object({ accept: LimitData, dispatch: LimitData, handle: LimitData, verify: LimitData });
/** Who can usually settle it: the lowest such level. */
export const Settle = z.enum(['grid', 'community', 'street', 'department']);

export const CategoryLeaf = z
  .object({
    code: z.string(),
    name: WordsSchema,
    tier: z.number().int().meta({ description: '1 danger to life or property, 2 utilities, 3 general, 4 hard' }),
    limits: Limits,
    settle: Settle,
    questions: z.array(QuestionData),
    example: WordsSchema,
  })
  .meta({ id: 'Category' });
const group = <T extends z.ZodType>(leaf: T) => z.object({ code: z.string(), name: WordsSchema, leaves: z.array(leaf) });
export const CategoryTree = z.object({ groups: z.array(group(CategoryLeaf)) });
export const AdminLeaf = CategoryLeaf.extend({
  hints: z.array(z.string()),
  lead: z.string(),
  leadName: WordsSchema,
  active: z.boolean(),
  version: z.number().int(),
  own: z.boolean().meta({ description: 'The district has a version of its own' }),
}).meta({ id: 'AdminCategory' });
export const AdminTree = z.object({ groups: z.array(group(AdminLeaf)), leads: z.array(z.object({ key: z.string(), name: WordsSchema })) });

/** What an administrator may set of a leaf. */
const named = z.object({ 'zh-Hans': typed(40, 1), en: typed(80, 1), 'zh-Hant': typed(40).optional() });
export const LeafInput = z.object({
  name: named,
  hints: z.array(typed(20, 1)).max(60),
  tier: z.number().int().min(1).max(4),
  limits: Limits,
  lead: z.string().regex(/^[a-z][a-z_]{0,39}$/),
  settle: Settle,
  questions: z
    .array(QuestionData)
    .max(6)
    .refine((list) => new Set(list.map((one) => one.key)).size === list.length, { error: 'twice' }),
  example: z.object({ 'zh-Hans': typed(200), en: typed(400), 'zh-Hant': typed(200).optional() }),
  active: z.boolean(),
});

export const GuessView = z.object({
  code: z.string(),
  name: WordsSchema,
  group: WordsSchema,
  tier: z.number().int(),
  score: z.number().meta({ description: 'Comparable within one answer only' }),
  because: z.array(z.string()).meta({ description: 'Words that spoke for it, strongest first' }),
});

/** Where it is: a point, a territory, or an address in words, in this order of trust. */
export const PlaceInput = z.object({ point: Lonlat.optional(), address: typed(200).optional(), area: WorkingCode.optional() });
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s-]{5,20}$/);

/** Results that settling on the spot may have; those of the procedure's step. */
export const settleOutcomes = ['solved', 'partly_solved', 'solved_on_spot', 'explained', 'mediated', 'planned', 'referred', 'unsolvable', 'not_found'] as const;
export const SettleInput = z
  .object({
    outcome: z.enum(settleOutcomes),
    note: typed(1000, 1),
    photos: z.array(Id).max(9).default([]).meta({ description: 'What it is like afterwards' }),
  })
  .meta({ id: 'SettleOnSpot' });

export const ReportInput = z.object({
  id: Id.optional().meta({ description: 'Made by the device; the same id twice is the same case' }),
  district: District.optional().meta({ description: 'Needed where the place does not tell it' }),
  category: CategoryCode,
  description: typed(2000, 1),
  photos: z.array(Id).max(9).default([]).meta({ description: 'Files uploaded before by the same device; visitors send their X-File-Token along' }),
  voices: z
    .array(Id)
    .max(voicesMax)
    .optional()
    .meta({ description: 'Voice notes, uploaded like photos; heard by who reported and by the staff who see the case, never public' }),
  place: PlaceInput,
  answers: z.record(z.string().max(40), z.unknown()).default({}).meta({ description: 'Answers to the category’s questions' }),
  public: z.boolean().default(true).meta({ description: 'May be shown, made anonymous, in the list of handled cases' }),
  hide_name: z.boolean().default(true),
  contact: z.object({ name: typed(60).optional(), phone: Phone.optional() }).optional(),
  settle: SettleInput.optional().meta({ description: 'Settled on the spot by who reports (cases.settle_on_spot): both steps in one write' }),
});

export const Reported = z
  .object({
    id: Id,
    district: z.string(),
    number: z.string(),
    revision: z.number().int(),
    state: z.string(),
    code: z.string().nullable().meta({ description: 'By which a visitor follows the case; shown this once' }),
    sentence: z.string(),
  })
  .meta({ id: 'Reported' });

export const PhotoView = z.object({ id: Id, url: z.string(), thumb: z.string() });
export const VoiceView = z.object({ id: Id, url: z.string() });
export const CaseView = z
  .object({
    category: z.object({ code: z.string(), name: WordsSchema, group: WordsSchema }),
    description: z.string(),
    photos: z.array(PhotoView),
    voices: z.array(VoiceView).meta({ description: 'Voice notes of the report' }),
    address: z.string(),
    answers: z.array(z.object({ key: z.string(), label: WordsSchema, text: z.string() })),
    contact: z
      .object({ name: z.string().nullable(), phone: z.string().nullable() })
      .nullable()
      .meta({ description: 'Masked; in clear by POST /cases/:id/contact' }),
    reporter: z.object({
      kind: z.enum(['resident', 'visitor', 'staff']),
      name: z.string().nullable(),
      hidden: z.boolean().meta({ description: 'Asked to stay unnamed: the name is read like a contact, for a purpose' }),
    }),
    hide_name: z.boolean(),
    me_too: z.number().int().meta({ description: 'People beside the reporter who met with the same, and reports merged into it' }),
  })
  .meta({ id: 'CaseFacts' });
/** The matter as its engine shows it, with the facts of the case. */
export const CaseDetail = MatterDetail.extend({ case: CaseView }).meta({ id: 'CaseDetail' });

const Feature = z.object({
  type: z.literal('Feature'),
  id: Id,
  geometry: z.object({ type: z.literal('Point'), coordinates: Lonlat }),
  properties: z.object({
    number: z.string(),
    title: z.string(),
    state: z.string(),
    stateName: SpokenSchema,
    stage: z.string(),
    subject: z.string(),
    tier: z.number().int(),
    area: z.string(),
    overdue: z.boolean(),
    dueAt: Moment.nullable(),
    revision: z.number().int(),
  }),
});
export const CaseMap = z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature), complete: z.boolean() });
export const MapQuery = z.object({
  area: WorkingCode.optional(),
  subject: z
    .string()
    .regex(/^[A-Z](\d{2})?$/)
    .optional(),
  state: z.string().max(40).optional(),
  tier: z.coerce.number().int().min(1).max(4).optional(),
  overdue: z.stringbool().optional(),
});

export const PublicCase = z
  .object({
    id: Id,
    district: z.string(),
    number: z.string(),
    category: z.object({ code: z.string(), name: WordsSchema }),
    text: z.string().meta({ description: 'Personal data taken out' }),
    stateName: SpokenSchema,
    final: z.boolean(),
    areaName: z.string(),
    point: Lonlat.nullable().meta({ description: 'Rounded to about 100 metres' }),
    openedAt: Moment,
    closedAt: Moment.nullable(),
    rating: z.number().int().nullable(),
    metres: z.number().int().nullable().meta({ description: 'Distance from `near`' }),
    me_too: z.number().int().meta({ description: 'People beside the reporter who met with the same' }),
  })
  .meta({ id: 'PublicCase' });
const degrees = (n: number) =>
  z
    .string()
    .max(120)
    .regex(new RegExp(`^-?\\d{1,3}(\\.\\d{1,15})?(,-?\\d{1,3}(\\.\\d{1,15})?){${n - 1}}$`))
    .transform((text) => text.split(',').map(Number));
export const PublicQuery = PageQuery.extend({
  district: District,
  area: WorkingCode.optional(),
  category: z
    .string()
    .regex(/^[A-Z](\d{2})?$/)
    .optional(),
  state: z.enum(['open', 'closed']).optional(),
  near: degrees(2).pipe(Lonlat).optional().meta({ description: 'lon,lat: nearest first, up to about 5 km' }),
  bbox: degrees(4)
    .pipe(z.tuple([Lon, Lat, Lon, Lat]))
    .optional()
    .meta({ description: 'west,south,east,north' }),
});
export const PublicDetail = z.object({
  case: PublicCase,
  supported: z.boolean().meta({ description: 'Whoever asks by account said “me too”' }),
  timeline: z.array(EntryView.omit({ actor: true }).extend({ org: z.string().nullable() })),
  photos: z.array(PhotoView),
  sentence: z.string(),
});

const Code = z
  .string()
  .trim()
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().min(1).max(20));
const Numbered = z.object({ number: z.string().trim().min(1).max(40), code: Code });
export const TrackInput = Numbered;
/** The steps that a visitor may take with a tracking code. */
export const trackSteps = ['rate', 'urge', 'comment', 'complain', 'ask_review', 'reopen', 'withdraw'] as const;
export const TrackStep = Numbered.extend(StepCommand.shape);
/** What a visitor reads of the own case: as a resident reads theirs. */
export const Tracked = z.object({
  matter: MatterView,
  legs: z.array(LegView),
  timeline: z.array(EntryView),
  steps: z.array(StepView),
  sentence: z.string(),
  case: CaseView.omit({ contact: true, reporter: true }),
  photos: z.array(PhotoView).meta({ description: 'Every photo of the timeline, at addresses that hold for half an hour at most and need no session' }),
  voices: z.array(VoiceView).meta({ description: 'Voice notes of report and timeline, at such addresses' }),
});
export { FieldView };

export const PublicDistrict = z.object({
  code: z.string(),
  name: z.string(),
  full_name: z.string(),
  centre: Lonlat.nullable(),
  visitors: z.boolean().meta({ description: 'Reports without an account are taken' }),
});
export const PublicCases = pageOf(PublicCase);
export const Settings = z.object({ anonymous_allowed: z.boolean(), version: z.number().int() });
