import { z } from 'zod';
import { Day, Id, Moment, PageQuery, pageOf, typed } from '@hezhi/contract';
import { articleKinds } from './articles.ts';

export const District = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ description: 'District code, 6 digits' });
export const Area = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3}([0-9A-Z]{3})?)?)?$/)
  .meta({ description: 'Territory code' });
export const scopes = ['community', 'village', 'compound', 'street', 'group'] as const;
export const phases = ['drafting', 'consulting', 'voting', 'idle', 'ended'] as const;
export const answers = ['adopted', 'partly', 'declined'] as const;

export const Article = z.object({ id: Id, chapter: typed(40), kind: z.enum(articleKinds), text: typed(500, 2) }).meta({ id: 'CovenantArticle' });
export const Articles = z.array(Article).min(1).max(200);
export const Building = z.object({ key: z.string().regex(/^[\w-]{1,20}$/), label: typed(40, 1), households: z.number().int().min(1).max(5000) });

export const CovenantInput = z.object({
  id: Id,
  area: Area,
  scope: z.enum(scopes),
  scope_name: typed(60, 1).meta({ description: 'Whose covenant it is, such as the name of a compound' }),
  title: typed(80, 2),
  sign_by: z.enum(['person', 'household']),
  buildings: z.array(Building).max(200).default([]),
  articles: Articles,
});
export const DraftInput = z.object({
  revision: z.number().int().min(1),
  title: typed(80, 2),
  sign_by: z.enum(['person', 'household']),
  buildings: z.array(Building).max(200),
  articles: Articles,
  note: typed(300).default(''),
});
export const Revised = z.object({ revision: z.number().int().min(1) });
export const ConsultInput = Revised.extend({ days: z.number().int().min(3).max(60) });
const Count = z.number().int().min(0).max(1_000_000);
export const Meeting = z.object({ name: typed(80, 2), entitled: Count.min(1), present: Count, for: Count, against: Count, abstain: Count, note: typed(1000) });
export const AdoptInput = Revised.extend({
  number: typed(60, 1).meta({ description: 'Number of the document, such as 渭滨家园公约〔2026〕1号' }),
  adopted_on: Day,
  effective_on: Day,
  filed: typed(100).meta({ description: 'Where and when it was filed with the level above, where that is asked for' }),
  meeting: Meeting,
});
export const VoteInput = Revised.extend({
  roll: Id.meta({ description: 'A frozen roll of ballots: who votes' }),
  rule: z.enum(['owners', 'residents', 'villagers']).meta({ description: 'Whose covenant it is by law: that decides the shares and the days of notice' }),
  secrecy: z.enum(['open', 'secret', 'receipt']),
  opens_at: Moment,
  closes_at: Moment,
  number: typed(60, 1),
  effective_days: z.number().int().min(0).max(90).meta({ description: 'Days from the count to its effect' }),
  filed: typed(100),
});
export const EndInput = Revised.extend({ reason: typed(300, 2) });
export const Done = z.object({ id: Id, phase: z.enum(phases), edition: z.number().int(), version: z.number().int(), revision: z.number().int() });

export const VersionView = z.object({
  version: z.number().int(),
  edition: z.number().int(),
  number: z.string(),
  adopted_on: Day,
  effective_on: Day,
  in_force: z.boolean(),
  by_what: z.enum(['vote', 'meeting']),
  meeting: Meeting.nullable(),
  ballot: Id.nullable(),
  filed: z.string(),
  signed: z.number().int(),
});
const Head = {
  id: Id,
  district: District,
  area: z.string(),
  areaName: z.string(),
  scope: z.enum(scopes),
  scope_name: z.string(),
  title: z.string(),
  org: z.string().nullable(),
  sign_by: z.enum(['person', 'household']),
  phase: z.enum(phases),
  consult_ends: Moment.nullable(),
  version: z.number().int(),
  signed: z.number().int(),
};
export const CovenantLine = z.object(Head).meta({ id: 'Covenant' });
export const PublicQuery = PageQuery.extend({ district: District, area: Area.optional() });
export const ListQuery = PageQuery.extend({ phase: z.enum(phases).optional() });
export const CovenantLines = pageOf(CovenantLine);

export const SuggestionView = z.object({
  id: Id,
  article: Id.nullable(),
  text: z.string(),
  own: z.boolean(),
  state: z.enum(['open', ...answers, 'withdrawn']),
  reason: z.string().nullable(),
  at: Moment,
});
const Signed = z.object({ key: z.string().nullable(), label: z.string().nullable(), households: z.number().int(), signed: z.number().int() });
export const MySignature = z.object({
  id: Id,
  at: Moment,
  version: z.number().int(),
  image: z.string().meta({ description: 'The picture as data URL; only for the signer' }),
});
export const CovenantPage = CovenantLine.extend({
  buildings: z.array(Building.pick({ key: true, label: true })),
  articles: z.array(Article).meta({ description: 'Of the version adopted last; empty before the first' }),
  draft: z.array(Article).nullable().meta({ description: 'While it is open for suggestions or voted on' }),
  draft_edition: z.number().int().nullable(),
  ballot: Id.nullable(),
  may_suggest: z.boolean(),
  versions: z.array(VersionView),
  suggestions: z.array(SuggestionView),
  by_building: z.array(Signed),
  reminders: z.array(z.object({ article: Id, n: z.number().int() })),
  mine: MySignature.nullable(),
  reason: z.string().nullable(),
});
export const CovenantDetail = CovenantLine.extend({
  revision: z.number().int(),
  edition: z.number().int(),
  buildings: z.array(Building),
  articles: z.array(Article).meta({ description: 'The edition saved last' }),
  adopted: z.array(Article).meta({ description: 'Of the version adopted last' }),
  ballot: Id.nullable(),
  editions: z.array(z.object({ edition: z.number().int(), note: z.string(), by: z.string().nullable(), at: Moment })),
  versions: z.array(VersionView),
  suggestions: z.array(SuggestionView),
  by_building: z.array(Signed),
  reason: z.string().nullable(),
});

const Piece = z.object({ how: z.enum(['same', 'added', 'removed']), text: z.string() });
export const CompareQuery = z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(1) });
export const Compared = z.object({
  from: z.number().int(),
  to: z.number().int(),
  changes: z.array(
    z.object({
      id: Id,
      how: z.enum(['same', 'changed', 'added', 'removed']),
      chapter: z.string(),
      kind: z.enum(articleKinds),
      was: z.number().int().nullable(),
      is: z.number().int().nullable(),
      moved: z.boolean(),
      pieces: z.array(Piece),
    }),
  ),
});

export const SuggestInput = z.object({ id: Id, article: Id.nullable(), text: typed(500, 4) });
export const AnswerInput = z.object({ result: z.enum(answers), reason: typed(500, 2) });
export const SignInput = z.object({
  id: Id,
  version: z.number().int().min(1),
  image: z
    .string()
    .max(120_000)
    .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/)
    .meta({ description: 'What was drawn on the screen, as PNG' }),
  building: z.string().max(20).nullable().default(null),
  room: typed(20).default(''),
});
export const SignatureLine = z.object({ id: Id, name: z.string().nullable(), building: z.string().nullable(), at: Moment });
export const SignatureLines = pageOf(SignatureLine);

export const ReminderInput = z.object({
  id: Id,
  article: Id,
  area: Area,
  place: typed(100, 1).meta({ description: 'A place everybody may stand at, never a door' }),
  said: typed(500, 2).meta({ description: 'What was said; no names' }),
});
export const ReminderView = z.object({
  id: Id,
  article: Id,
  number: z.number().int().nullable(),
  text: z.string(),
  area: z.string(),
  areaName: z.string(),
  place: z.string(),
  said: z.string(),
  case_id: Id.nullable(),
  at: Moment,
});
export const RemindersQuery = PageQuery.extend({ article: Id.optional(), area: Area.optional() });
export const Reminders = pageOf(ReminderView);
export const CountsQuery = z.object({ from: Day.optional(), to: Day.optional() });
export const ReminderCounts = z.object({
  from: Day,
  to: Day,
  items: z.array(
    z.object({
      article: Id,
      number: z.number().int().nullable(),
      text: z.string(),
      area: z.string(),
      areaName: z.string(),
      n: z.number().int(),
      cases: z.number().int(),
    }),
  ),
});
export const ToCase = z.object({ category: z.string().regex(/^[A-Z]\d{2}$/) });
